/* Chains of small ONNX nodes that speech spends most of its time in, made one node each, of the
 * domain "film", which voice/helper/ops.c computes:
 *
 *   Conv  x, weights, zero of x, zero of weights, scale of x, scale of weights [, bias]: what
 *         dynamic quantisation makes of a convolution along time (helper/conv.h)
 *   Norm  x, gain, shift, epsilon [, alpha, inverse]: instance normalisation with a style, and
 * the snake behind it (helper/norm.h)
 *
 * Only a chain that is there whole, and that nothing else looks into, is fused. Other models
 * pass through as they are. */
#ifndef VOICE_FUSE_H
#define VOICE_FUSE_H

#include "voice/protobuf.h"

#define FUSE_DOMAIN "film"

/* Numbers of fields in onnx.proto3. */
enum {
    ONNX_GRAPH_NODE = 1,
    ONNX_GRAPH_INITIALIZER = 5,
    ONNX_GRAPH_INPUT = 11,
    ONNX_GRAPH_OUTPUT = 12,
    ONNX_NODE_INPUT = 1,
    ONNX_NODE_OUTPUT = 2,
    ONNX_NODE_NAME = 3,
    ONNX_NODE_OP = 4,
    ONNX_NODE_ATTRIBUTE = 5,
    ONNX_NODE_DOMAIN = 7,
    ONNX_NAMED_NAME = 1, /* of AttributeProto and ValueInfoProto */
};

/* What becomes of one node of the graph, by its place among the nodes. */
struct fuse_fate {
    bool gone;
    struct buf instead; /* a NodeProto in its place; empty: none */
};
struct fuse_plan {
    struct fuse_fate *fates;
    size_t count, made; /* nodes; chains that were fused */
};

/* Looks through a graph (GraphProto) whose wire format has been checked. Spans stay in it. */
void fuse_plan(struct span graph, struct fuse_plan *plan);
void fuse_plan_done(struct fuse_plan *plan);

#endif
