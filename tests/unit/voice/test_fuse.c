/* Chains of ONNX nodes made one: on a small graph of the shape that quantised voices have. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "voice/fuse.h"

static struct buf graph;
static size_t nodes;

static void put_numbers(struct protobuf_sink *node, const char *name, size_t count,
                        uint64_t first, uint64_t second) {
    struct buf bytes;
    buf_init(&bytes, 200);
    struct protobuf_sink attribute = {&bytes, 0};
    protobuf_put_text(&attribute, 1, name);
    for (size_t i = 0; i < count; i++) {
        protobuf_put_varint(&attribute, 8 << 3 | PROTOBUF_VARINT);
        protobuf_put_varint(&attribute, i ? second : first);
    }
    protobuf_put_bytes(node, 5, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

/* Ports by spaces. `kind`: 0, 'c' as a convolution has attributes, 'm' as a mean, 's' a split.
 */
static void put_node(const char *op, const char *inputs, const char *outputs, char kind) {
    struct buf bytes;
    buf_init(&bytes, 1000);
    struct protobuf_sink node = {&bytes, 0}, to = {&graph, 0};
    for (int side = 1; side <= 2; side++)
        for (const char *at = side == 1 ? inputs : outputs; *at;) {
            size_t size = strcspn(at, " ");
            protobuf_put_bytes(&node, side, at, size);
            at += size + (at[size] == ' ');
        }
    protobuf_put_text(&node, 4, op);
    if (kind == 'c') {
        put_numbers(&node, "kernel_shape", 1, 3, 0);
        put_numbers(&node, "dilations", 1, 5, 0);
        put_numbers(&node, "strides", 1, 1, 0);
        put_numbers(&node, "group", 1, 1, 0);
        put_numbers(&node, "pads", 2, 5, 6);
    }
    if (kind == 'm') put_numbers(&node, "keepdims", 1, 1, 0);
    if (kind == 's') put_numbers(&node, "axis", 1, 1, 0);
    protobuf_put_bytes(&to, ONNX_GRAPH_NODE, bytes.bytes, bytes.size);
    buf_done(&bytes);
    nodes++;
}

static void put_constant(const char *name, const void *raw, size_t size) {
    struct buf bytes;
    buf_init(&bytes, 1000);
    struct protobuf_sink tensor = {&bytes, 0}, to = {&graph, 0};
    protobuf_put_text(&tensor, 8, name);
    protobuf_put_bytes(&tensor, 9, raw, size);
    protobuf_put_bytes(&to, ONNX_GRAPH_INITIALIZER, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

/* `looked_into`: one more node wants the whole numbers of the convolution. */
static void put_all(bool looked_into) {
    const float two = 2;
    const int64_t time = 2;
    buf_init(&graph, 1 << 16);
    nodes = 0;
    put_constant("w", "abc", 3);
    put_constant("wz", "d", 1);
    put_constant("two", &two, sizeof two);
    put_constant("time", &time, sizeof time);
    put_constant("alpha", "aaaa", 4);
    put_constant("inverse", "iiii", 4);
    put_node("DynamicQuantizeLinear", "x", "q qs qz", 0);
    put_node("ConvInteger", "q w qz wz", "sum", 'c');
    put_node("Mul", "qs ws", "scale", 0);
    put_node("Div", "b scale", "b1", 0);
    put_node("Floor", "b1", "b2", 0);
    put_node("Cast", "b2", "b3", 0);
    put_node("Reshape", "b3 shape", "b4", 0);
    put_node("Add", "sum b4", "sum2", 0);
    put_node("Cast", "sum2", "float", 0);
    put_node("Mul", "float scale", "y", 0);
    if (looked_into) put_node("Cast", "sum", "seen", 0);
    put_node("Split", "style", "g0 shift", 's');
    put_node("Add", "g0 one", "gain", 0);
    put_node("ReduceMean", "y time", "mean", 'm');
    put_node("Sub", "y mean", "c", 0);
    put_node("Mul", "c c", "cc", 0);
    put_node("ReduceMean", "cc time", "spread", 'm');
    put_node("Add", "spread epsilon", "floor", 0);
    put_node("Sqrt", "floor", "root", 0);
    put_node("Div", "c root", "d", 0);
    put_node("Mul", "gain d", "e", 0);
    put_node("Add", "e shift", "v", 0);
    put_node("Mul", "alpha v", "av", 0);
    put_node("Sin", "av", "sin", 0);
    put_node("Pow", "sin two", "sin2", 0);
    put_node("Mul", "inverse sin2", "s", 0);
    put_node("Add", "v s", "z", 0);
}

static struct span span_of(const struct buf *bytes) {
    const uint8_t *at = (const uint8_t *)bytes->bytes;
    return (struct span){at, at + bytes->size};
}

static size_t left(const struct fuse_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->count; i++)
        count += !plan->fates[i].gone || plan->fates[i].instead.size;
    return count;
}

static bool has_input(const struct buf *node, size_t place, const char *name) {
    struct span in = span_of(node);
    struct protobuf_field field;
    while (protobuf_next(&in, &field) > 0)
        if (field.number == ONNX_NODE_INPUT && place-- == 0)
            return protobuf_is(field.bytes, name);
    return false;
}

static void fuse_plan__makes_one_node_of_a_convolution_and_one_of_a_norm(void **state) {
    (void)state;
    struct fuse_plan plan;
    put_all(false);
    fuse_plan(span_of(&graph), &plan);
    assert_int_equal(plan.count, nodes);
    assert_int_equal(plan.made, 2);
    assert_int_equal(left(&plan), 5); /* those two, the quantisation, Split and its Add */
    const struct buf *conv = &plan.fates[9].instead, *norm = &plan.fates[nodes - 1].instead;
    static const char *const conv_inputs[] = {"q", "w", "qz", "wz", "qs", "ws", "b"};
    static const char *const norm_inputs[] = {"y",       "gain",  "shift",
                                              "epsilon", "alpha", "inverse"};
    for (size_t i = 0; i < COUNT_OF(conv_inputs); i++)
        assert_true(has_input(conv, i, conv_inputs[i]));
    for (size_t i = 0; i < COUNT_OF(norm_inputs); i++)
        assert_true(has_input(norm, i, norm_inputs[i]));
    fuse_plan_done(&plan);
    buf_done(&graph);
}

static void fuse_plan__leaves_what_others_look_into(void **state) {
    (void)state;
    struct fuse_plan plan;
    put_all(true);
    fuse_plan(span_of(&graph), &plan);
    assert_int_equal(plan.made, 1);
    for (size_t i = 0; i < 11; i++) assert_false(plan.fates[i].gone);
    fuse_plan_done(&plan);
    buf_done(&graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fuse_plan__makes_one_node_of_a_convolution_and_one_of_a_norm),
        cmocka_unit_test(fuse_plan__leaves_what_others_look_into),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
