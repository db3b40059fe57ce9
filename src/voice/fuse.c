#include "voice/fuse.h"

#include <string.h>

#include "base/memory.h"

enum {
    ATTRIBUTE_INT = 3,
    ATTRIBUTE_GRAPH = 6,
    ATTRIBUTE_INTS = 8,
    ATTRIBUTE_GRAPHS = 11,
    TENSOR_NAME = 8,
    TENSOR_FLOATS = 4,
    TENSOR_INT64S = 7,
    TENSOR_RAW = 9,
    MAX_PORTS = 8,
    MAX_CHAIN = 16,
};

struct node {
    struct span op, in[MAX_PORTS], out[MAX_PORTS], whole;
    size_t in_count, out_count;
};

struct end {
    struct span name;
    size_t node; /* SIZE_MAX: the graph itself */
};

struct graph {
    LIST(struct node) nodes;
    LIST(struct end)
    made, used, constants; /* sorted by name; node: of `constants` the tensor's
                              place in `tensors` */
    LIST(struct span) tensors;
    bool nested;
};

/* ---- an index of the graph ---- */

static int compare(const void *a, const void *b) {
    const struct end *x = a, *y = b;
    size_t n = (size_t)(x->name.end - x->name.at), m = (size_t)(y->name.end - y->name.at);
    int order = memcmp(x->name.at, y->name.at, n < m ? n : m);
    if (order) return order;
    if (n != m) return n < m ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* The first of that name and how many there are. */
static const struct end *ends_of(const struct end *ends, size_t count, struct span name,
                                 size_t *found) {
    const struct end wanted = {name, 0};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(&ends[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *found = 0;
    while (low + *found < count && protobuf_same(ends[low + *found].name, name)) ++*found;
    return *found ? &ends[low] : NULL;
}

static void add_end(struct graph *graph, bool output, struct span name, size_t node) {
    if (name.at == name.end) return; /* an input that is left out */
    if (output)
        *list_push(&graph->made) = (struct end){name, node};
    else
        *list_push(&graph->used) = (struct end){name, node};
}

static bool holds_graph(struct span attribute) {
    struct protobuf_field field;
    bool holds = false;
    while (protobuf_next(&attribute, &field) > 0)
        holds |= field.number == ATTRIBUTE_GRAPH || field.number == ATTRIBUTE_GRAPHS;
    return holds;
}

static void add_node(struct graph *graph, struct span bytes) {
    size_t index = graph->nodes.count;
    struct node *node = list_push(&graph->nodes);
    *node = (struct node){.whole = bytes, .op = {bytes.at, bytes.at}};
    struct protobuf_field field;
    while (protobuf_next(&bytes, &field) > 0) {
        if (field.wire != PROTOBUF_BYTES) continue;
        bool output = field.number == ONNX_NODE_OUTPUT;
        if (field.number == ONNX_NODE_OP) node->op = field.bytes;
        if (field.number == ONNX_NODE_ATTRIBUTE) graph->nested |= holds_graph(field.bytes);
        if (!output && field.number != ONNX_NODE_INPUT) continue;
        add_end(graph, output, field.bytes, index);
        size_t *count = output ? &node->out_count : &node->in_count;
        struct span *ports = output ? node->out : node->in;
        if (*count < MAX_PORTS) ports[*count] = field.bytes;
        ++*count;
    }
    /* One with more ports than any chain's is none of theirs. */
    if (node->in_count > MAX_PORTS || node->out_count > MAX_PORTS || node->out_count == 0)
        node->op.end = node->op.at;
}

static struct span text_in(struct span message, int number) {
    struct protobuf_field field;
    struct span text = {message.at, message.at};
    while (protobuf_next(&message, &field) > 0)
        if (field.number == number && field.wire == PROTOBUF_BYTES) text = field.bytes;
    return text;
}

static void read_graph(struct span in, struct graph *graph) {
    struct protobuf_field field;
    while (protobuf_next(&in, &field) > 0) {
        if (field.wire != PROTOBUF_BYTES) continue;
        if (field.number == ONNX_GRAPH_NODE) {
            add_node(graph, field.bytes);
        } else if (field.number == ONNX_GRAPH_OUTPUT) {
            add_end(graph, false, text_in(field.bytes, ONNX_NAMED_NAME), SIZE_MAX);
        } else if (field.number == ONNX_GRAPH_INITIALIZER) {
            *list_push(&graph->constants) =
                (struct end){text_in(field.bytes, TENSOR_NAME), graph->tensors.count};
            *list_push(&graph->tensors) = field.bytes;
        }
    }
    if (graph->made.count)
        qsort(graph->made.items, graph->made.count, sizeof *graph->made.items, compare);
    if (graph->used.count)
        qsort(graph->used.items, graph->used.count, sizeof *graph->used.items, compare);
    if (graph->constants.count)
        qsort(graph->constants.items, graph->constants.count, sizeof *graph->constants.items,
              compare);
}

/* Who makes it, when that is a node of this kind; NULL. */
static const struct node *maker(const struct graph *graph, struct span name, const char *op) {
    size_t found;
    const struct end *end = ends_of(graph->made.items, graph->made.count, name, &found);
    if (found != 1 || !protobuf_is(graph->nodes.items[end->node].op, op)) return NULL;
    return &graph->nodes.items[end->node];
}

static size_t uses(const struct graph *graph, struct span name) {
    size_t found;
    (void)ends_of(graph->used.items, graph->used.count, name, &found);
    return found;
}

/* Of those who use it, the only one of this kind; NULL. */
static const struct node *user(const struct graph *graph, struct span name, const char *op) {
    size_t found;
    const struct end *end = ends_of(graph->used.items, graph->used.count, name, &found);
    const struct node *only = NULL;
    for (size_t i = 0; i < found; i++) {
        const struct node *node =
            end[i].node == SIZE_MAX ? NULL : &graph->nodes.items[end[i].node];
        if (!node || !protobuf_is(node->op, op) || node == only) continue;
        if (only) return NULL;
        only = node;
    }
    return only;
}

static const struct node *sole_user(const struct graph *graph, struct span name,
                                    const char *op) {
    return uses(graph, name) == 1 ? user(graph, name, op) : NULL;
}

/* Of a node with two inputs the one that is not `known`. */
static struct span other(const struct node *node, struct span known) {
    return protobuf_same(node->in[0], known) ? node->in[1] : node->in[0];
}

static const struct span *constant(const struct graph *graph, struct span name) {
    size_t found;
    const struct end *end =
        ends_of(graph->constants.items, graph->constants.count, name, &found);
    return found == 1 ? &graph->tensors.items[end->node] : NULL;
}

/* A constant of one element, whose bytes are these. */
static bool is_constant(const struct graph *graph, struct span name, const void *bytes,
                        size_t size) {
    const struct span *tensor = constant(graph, name);
    if (!tensor) return false;
    struct span raw = text_in(*tensor, TENSOR_RAW);
    return (size_t)(raw.end - raw.at) == size && memcmp(raw.at, bytes, size) == 0;
}

/* ---- attributes ---- */

/* The whole numbers of an attribute, one or several. */
static bool numbers(const struct node *node, const char *name, int64_t *out, size_t wanted) {
    struct span in = node->whole;
    struct protobuf_field field, inner;
    while (protobuf_next(&in, &field) > 0) {
        if (field.number != ONNX_NODE_ATTRIBUTE || field.wire != PROTOBUF_BYTES ||
            !protobuf_is(text_in(field.bytes, ONNX_NAMED_NAME), name))
            continue;
        size_t count = 0;
        struct span attribute = field.bytes;
        while (protobuf_next(&attribute, &inner) > 0) {
            bool holds = inner.number == ATTRIBUTE_INT || inner.number == ATTRIBUTE_INTS;
            struct span packed = inner.bytes;
            if (holds && inner.wire == PROTOBUF_VARINT) {
                if (count < wanted) out[count] = (int64_t)inner.value;
                count++;
            }
            uint64_t value;
            while (holds && inner.wire == PROTOBUF_BYTES && packed.at < packed.end &&
                   protobuf_varint(&packed, &value)) {
                if (count < wanted) out[count] = (int64_t)value;
                count++;
            }
        }
        return count == wanted;
    }
    return false;
}

static void put_number(struct protobuf_sink *node, const char *name, int64_t value) {
    struct buf bytes;
    buf_init(&bytes, 256);
    struct protobuf_sink attribute = {&bytes, 0};
    protobuf_put_text(&attribute, ONNX_NAMED_NAME, name);
    protobuf_put_varint(&attribute, ATTRIBUTE_INT << 3 | PROTOBUF_VARINT);
    protobuf_put_varint(&attribute, (uint64_t)value);
    protobuf_put_varint(&attribute, 20 << 3 | PROTOBUF_VARINT); /* its type: INT */
    protobuf_put_varint(&attribute, 2);
    protobuf_put_bytes(node, ONNX_NODE_ATTRIBUTE, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

static void begin_node(struct buf *bytes, const char *op, const struct span *inputs,
                       size_t count, struct span output) {
    buf_init(bytes, 1 << 16);
    struct protobuf_sink node = {bytes, 0};
    for (size_t i = 0; i < count; i++)
        protobuf_put_bytes(&node, ONNX_NODE_INPUT, inputs[i].at,
                           (size_t)(inputs[i].end - inputs[i].at));
    protobuf_put_bytes(&node, ONNX_NODE_OUTPUT, output.at, (size_t)(output.end - output.at));
    protobuf_put_text(&node, ONNX_NODE_OP, op);
    protobuf_put_text(&node, ONNX_NODE_DOMAIN, FUSE_DOMAIN);
}

/* ---- chains ---- */

struct chain {
    const struct node *nodes[MAX_CHAIN]; /* that go; the last one's place is taken */
    size_t count;
};

static void settle(const struct graph *graph, const struct chain *chain, struct buf instead,
                   struct fuse_plan *plan) {
    for (size_t i = 0; i < chain->count; i++)
        plan->fates[chain->nodes[i] - graph->nodes.items].gone = true;
    const struct node *last = chain->nodes[chain->count - 1];
    plan->fates[last - graph->nodes.items].instead = instead;
    plan->made++;
}

/* The bias, divided by the scale and rounded down to whole numbers; `chain` gets its nodes. */
static bool bias_of(const struct graph *graph, const struct node *add, struct span sum,
                    struct span *bias, struct span *scale, struct chain *chain) {
    static const char *const ops[] = {"Reshape", "Cast", "Floor", "Div"};
    struct span at = other(add, sum);
    for (size_t i = 0; i < COUNT_OF(ops); i++) {
        const struct node *node = maker(graph, at, ops[i]);
        if (!node || uses(graph, node->out[0]) != 1) return false;
        chain->nodes[chain->count++] = node;
        at = node->in[0];
        if (i + 1 == COUNT_OF(ops)) *bias = node->in[0], *scale = node->in[1];
    }
    return true;
}

static void fuse_conv(const struct graph *graph, const struct node *conv,
                      struct fuse_plan *plan) {
    int64_t taps, dilation, stride, group, pads[2];
    if (conv->in_count != 4 || !numbers(conv, "kernel_shape", &taps, 1) ||
        !numbers(conv, "dilations", &dilation, 1) || !numbers(conv, "strides", &stride, 1) ||
        !numbers(conv, "group", &group, 1) || group != 1 || !numbers(conv, "pads", pads, 2))
        return;
    const struct node *quantise = maker(graph, conv->in[0], "DynamicQuantizeLinear");
    if (!quantise || quantise->out_count != 3 || !constant(graph, conv->in[1]) ||
        !protobuf_same(quantise->out[2], conv->in[2]) || !constant(graph, conv->in[3]))
        return;
    struct chain chain = {{conv}, 1};
    struct span sum = conv->out[0], bias = {0}, bias_scale = {0};
    const struct node *add = sole_user(graph, sum, "Add");
    if (add && !bias_of(graph, add, sum, &bias, &bias_scale, &chain)) return;
    if (add) {
        chain.nodes[chain.count++] = add;
        sum = add->out[0];
    }
    const struct node *cast = sole_user(graph, sum, "Cast");
    const struct node *scaled = cast ? sole_user(graph, cast->out[0], "Mul") : NULL;
    if (!scaled) return;
    struct span scale = other(scaled, cast->out[0]);
    const struct node *scales = maker(graph, scale, "Mul");
    if (!scales || uses(graph, scale) != (add ? 2u : 1u) ||
        (add && !protobuf_same(bias_scale, scale)) ||
        (!protobuf_same(scales->in[0], quantise->out[1]) &&
         !protobuf_same(scales->in[1], quantise->out[1])))
        return;
    chain.nodes[chain.count++] = cast;
    chain.nodes[chain.count++] = scales;
    chain.nodes[chain.count++] = scaled;
    const struct span inputs[] = {
        conv->in[0], conv->in[1],      conv->in[2],
        conv->in[3], quantise->out[1], other(scales, quantise->out[1]),
        bias};
    struct buf instead;
    begin_node(&instead, "Conv", inputs, add ? 7 : 6, scaled->out[0]);
    struct protobuf_sink node = {&instead, 0};
    put_number(&node, "dilation", dilation);
    put_number(&node, "stride", stride);
    put_number(&node, "before", pads[0]);
    put_number(&node, "after", pads[1]);
    settle(graph, &chain, instead, plan);
}

/* A snake around its sine: v + inverse * sin(alpha * v) ^ 2. The chain ends with its Add. */
static bool snake_around(const struct graph *graph, const struct node *sine, struct span *v,
                         struct span *alpha, struct span *inverse, struct chain *chain) {
    const float two = 2;
    const struct node *inner = maker(graph, sine->in[0], "Mul");
    const struct node *square = sole_user(graph, sine->out[0], "Pow");
    if (!inner || !square || uses(graph, inner->out[0]) != 1 ||
        !protobuf_same(square->in[0], sine->out[0]) ||
        !is_constant(graph, square->in[1], &two, sizeof two))
        return false;
    const struct node *outer = sole_user(graph, square->out[0], "Mul");
    const struct node *add = outer ? sole_user(graph, outer->out[0], "Add") : NULL;
    if (!add) return false;
    *v = other(add, outer->out[0]);
    *alpha = other(inner, *v);
    *inverse = other(outer, square->out[0]);
    if (!constant(graph, *alpha) || !constant(graph, *inverse) ||
        (!protobuf_same(inner->in[0], *v) && !protobuf_same(inner->in[1], *v)))
        return false;
    const struct node *nodes[] = {inner, sine, square, outer, add};
    memcpy(chain->nodes + chain->count, nodes, sizeof nodes);
    chain->count += COUNT_OF(nodes);
    return true;
}

/* One whose v others look at too, as where a normalisation is shared. */
static void fuse_snake(const struct graph *graph, const struct node *sine,
                       struct fuse_plan *plan) {
    struct chain chain = {0};
    struct span inputs[3];
    if (plan->fates[sine - graph->nodes.items].gone || sine->in_count != 1 ||
        !snake_around(graph, sine, &inputs[0], &inputs[1], &inputs[2], &chain))
        return;
    struct buf instead;
    begin_node(&instead, "Snake", inputs, 3, chain.nodes[chain.count - 1]->out[0]);
    settle(graph, &chain, instead, plan);
}

/* The mean over time of x, which only one other looks at. */
static const struct node *mean_of(const struct graph *graph, struct span name) {
    const int64_t time = 2;
    const struct node *mean = maker(graph, name, "ReduceMean");
    int64_t keep;
    bool ok = mean && mean->in_count == 2 && uses(graph, name) == 1 &&
              is_constant(graph, mean->in[1], &time, sizeof time) &&
              numbers(mean, "keepdims", &keep, 1) && keep == 1;
    return ok ? mean : NULL;
}

static void fuse_norm(const struct graph *graph, const struct node *centre,
                      struct fuse_plan *plan) {
    struct span x = centre->in[0], centred = centre->out[0];
    const struct node *mean = centre->in_count == 2 ? mean_of(graph, centre->in[1]) : NULL;
    if (!mean || !protobuf_same(mean->in[0], x) || uses(graph, centred) != 3) return;
    const struct node *square = user(graph, centred, "Mul");
    const struct node *divided = user(graph, centred, "Div");
    if (!square || !divided || !protobuf_same(square->in[0], square->in[1]) ||
        !protobuf_same(divided->in[0], centred))
        return;
    const struct node *root = maker(graph, divided->in[1], "Sqrt");
    const struct node *floor = root ? maker(graph, root->in[0], "Add") : NULL;
    const struct node *spread = sole_user(graph, square->out[0], "ReduceMean");
    if (!floor || !spread || uses(graph, root->out[0]) != 1 || uses(graph, floor->out[0]) != 1)
        return;
    if (!mean_of(graph, spread->out[0]) || (!protobuf_same(floor->in[0], spread->out[0]) &&
                                            !protobuf_same(floor->in[1], spread->out[0])))
        return;
    const struct node *gained = sole_user(graph, divided->out[0], "Mul");
    const struct node *shifted = gained ? sole_user(graph, gained->out[0], "Add") : NULL;
    if (!shifted) return;
    /* What a style asks for: both halves of one Split over channels, so one number for each. */
    struct span gain = other(gained, divided->out[0]), shift = other(shifted, gained->out[0]);
    int64_t axis;
    const struct node *split = maker(graph, shift, "Split");
    if (!maker(graph, gain, "Add") || !split || !numbers(split, "axis", &axis, 1) || axis != 1)
        return;
    struct chain chain = {{mean, centre, square, spread, floor, root, divided, gained, shifted},
                          9};
    struct span v = {0}, alpha = {0}, inverse = {0};
    const struct node *inner =
        uses(graph, shifted->out[0]) == 2 ? user(graph, shifted->out[0], "Mul") : NULL;
    const struct node *sine = inner ? sole_user(graph, inner->out[0], "Sin") : NULL;
    bool bent = sine && snake_around(graph, sine, &v, &alpha, &inverse, &chain);
    if (bent && !protobuf_same(v, shifted->out[0])) return;
    const struct span inputs[] = {x, gain, shift, other(floor, spread->out[0]), alpha, inverse};
    struct buf instead;
    begin_node(&instead, "Norm", inputs, bent ? 6 : 4, chain.nodes[chain.count - 1]->out[0]);
    settle(graph, &chain, instead, plan);
}

void fuse_plan(struct span bytes, struct fuse_plan *plan) {
    struct graph graph = {0};
    read_graph(bytes, &graph);
    *plan = (struct fuse_plan){.count = graph.nodes.count};
    plan->fates = xcalloc(plan->count + 1, sizeof *plan->fates);
    /* What a nested graph looks at is not seen here. */
    for (size_t i = 0; i < graph.nodes.count && !graph.nested; i++) {
        const struct node *node = &graph.nodes.items[i];
        if (protobuf_is(node->op, "ConvInteger")) fuse_conv(&graph, node, plan);
        if (protobuf_is(node->op, "Sub")) fuse_norm(&graph, node, plan);
    }
    for (size_t i = 0; i < graph.nodes.count && !graph.nested; i++)
        if (protobuf_is(graph.nodes.items[i].op, "Sin"))
            fuse_snake(&graph, &graph.nodes.items[i], plan);
    list_done(&graph.nodes);
    list_done(&graph.made);
    list_done(&graph.used);
    list_done(&graph.constants);
    list_done(&graph.tensors);
}

void fuse_plan_done(struct fuse_plan *plan) {
    for (size_t i = 0; i < plan->count; i++)
        if (plan->fates[i].instead.size) buf_done(&plan->fates[i].instead);
    free(plan->fates);
    *plan = (struct fuse_plan){0};
}
