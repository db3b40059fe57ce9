#include "voice/onnx.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

/* Numbers of fields in onnx.proto3. */
enum {
    MODEL_GRAPH = 7,
    GRAPH_NODE = 1,
    GRAPH_INITIALIZER = 5,
    GRAPH_INPUT = 11,
    GRAPH_OUTPUT = 12,
    NODE_INPUT = 1,
    NODE_OUTPUT = 2,
    NODE_NAME = 3,
    NODE_OP = 4,
    NODE_ATTRIBUTE = 5,
    NAMED_NAME = 1, /* of AttributeProto and ValueInfoProto */
    TENSOR_LOCATION = 14,
    MAX_NODES = 1 << 18,
    MAX_ROUNDS = 16,
    SEED = 20000,
};
enum { FLOAT = 1, INT32 = 6 }; /* TensorProto.DataType */
enum { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

struct span {
    const uint8_t *at, *end;
};

struct field {
    int number, wire;
    uint64_t value;    /* of a varint */
    struct span bytes; /* of a WIRE_BYTES field */
    struct span whole; /* with its tag */
};

static bool read_varint(struct span *in, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (in->at == in->end) return false;
        uint8_t byte = *in->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return true;
    }
    return false;
}

/* 1: a field; 0: the end; -1: no protobuf. */
static int next_field(struct span *in, struct field *field) {
    if (in->at == in->end) return 0;
    uint64_t tag, length;
    field->whole.at = in->at;
    if (!read_varint(in, &tag) || tag >> 3 == 0 || tag >> 3 > 1 << 20) return -1;
    field->number = (int)(tag >> 3);
    field->wire = (int)(tag & 7);
    field->bytes = (struct span){in->at, in->at};
    size_t left = (size_t)(in->end - in->at);
    switch (field->wire) {
    case WIRE_VARINT:
        if (!read_varint(in, &field->value)) return -1;
        break;
    case WIRE_64:
    case WIRE_32:
        length = field->wire == WIRE_64 ? 8 : 4;
        if (length > left) return -1;
        in->at += length;
        break;
    case WIRE_BYTES:
        if (!read_varint(in, &length) || length > (uint64_t)(in->end - in->at)) return -1;
        field->bytes = (struct span){in->at, in->at + length};
        in->at += length;
        break;
    default:
        return -1;
    }
    field->whole.end = in->at;
    return 1;
}

static bool is(struct span text, const char *wanted) {
    size_t size = (size_t)(text.end - text.at);
    return size == strlen(wanted) && memcmp(text.at, wanted, size) == 0;
}
static bool same(struct span a, struct span b) {
    size_t size = (size_t)(a.end - a.at);
    return size == (size_t)(b.end - b.at) && memcmp(a.at, b.at, size) == 0;
}
static bool ends_with(struct span text, const char *end) {
    size_t size = strlen(end);
    return (size_t)(text.end - text.at) >= size && memcmp(text.end - size, end, size) == 0;
}
static bool take_name(struct span text, char name[static ONNX_MAX_NAME]) {
    size_t size = (size_t)(text.end - text.at);
    if (size == 0 || size >= ONNX_MAX_NAME || memchr(text.at, '\0', size)) return false;
    memcpy(name, text.at, size);
    name[size] = '\0';
    return true;
}

/* ---- what is in the file ---- */

struct node {
    struct span op, input, output; /* the first of each */
    bool seeded;
};

static bool read_node(struct span bytes, struct node *node) {
    *node =
        (struct node){{bytes.at, bytes.at}, {bytes.at, bytes.at}, {bytes.at, bytes.at}, false};
    struct field field, inner;
    bool input = false, output = false;
    int more;
    while ((more = next_field(&bytes, &field)) > 0) {
        if (field.wire != WIRE_BYTES) continue;
        if (field.number == NODE_INPUT && !input) node->input = field.bytes, input = true;
        if (field.number == NODE_OUTPUT && !output) node->output = field.bytes, output = true;
        if (field.number == NODE_OP) node->op = field.bytes;
        if (field.number != NODE_ATTRIBUTE) continue;
        struct span attribute = field.bytes;
        while ((more = next_field(&attribute, &inner)) > 0)
            if (inner.number == NAMED_NAME && inner.wire == WIRE_BYTES)
                node->seeded |= is(inner.bytes, "seed");
        if (more < 0) return false;
    }
    return more == 0;
}

static bool rolls_dice(const struct node *node) {
    static const char *const dice[] = {"RandomNormalLike", "RandomNormal", "RandomUniformLike",
                                       "RandomUniform",    "Multinomial",  "Bernoulli"};
    for (size_t i = 0; i < COUNT_OF(dice); i++)
        if (is(node->op, dice[i])) return true;
    return false;
}

struct survey {
    bool ids, lengths, scales, speaker, style, speed;
    struct span rounded[MAX_ROUNDS]; /* outputs of Round */
    struct span clipped, ceiled, pitch;
    struct span sound;
    int round_count, clip_count, ceil_count, outputs, nodes;
    const char *problem;
};

static struct span name_of(struct span value_info) {
    struct field field;
    struct span name = {value_info.at, value_info.at};
    while (next_field(&value_info, &field) > 0)
        if (field.number == NAMED_NAME && field.wire == WIRE_BYTES) name = field.bytes;
    return name;
}

static void note_input(struct span name, struct survey *survey, struct onnx_voice *voice) {
    if (is(name, "tokens") || is(name, "input_ids") || is(name, "input"))
        survey->ids = take_name(name, voice->tokens);
    survey->lengths |= is(name, "input_lengths");
    survey->scales |= is(name, "scales");
    survey->speaker |= is(name, "sid");
    survey->style |= is(name, "style");
    survey->speed |= is(name, "speed");
}

static void note_node(const struct node *node, int pass, struct survey *survey) {
    if (pass == 0) {
        survey->nodes++;
        if (is(node->op, "Round") && survey->round_count < MAX_ROUNDS)
            survey->rounded[survey->round_count++] = node->output;
        if (is(node->op, "Ceil")) survey->ceiled = node->output, survey->ceil_count++;
        if (is(node->op, "Squeeze") && ends_with(node->input, "F0_proj/Conv_output_0"))
            survey->pitch = node->output;
        return;
    }
    for (int i = 0; is(node->op, "Clip") && i < survey->round_count; i++)
        if (same(node->input, survey->rounded[i]))
            survey->clipped = node->output, survey->clip_count++;
}

static bool weights_are_inside(struct span tensor) {
    struct field field;
    int more;
    while ((more = next_field(&tensor, &field)) > 0)
        if (field.number == TENSOR_LOCATION && field.wire == WIRE_VARINT && field.value != 0)
            return false;
    return more == 0;
}

static bool survey_graph(struct span graph, struct survey *survey, struct onnx_voice *voice) {
    for (int pass = 0; pass < 2; pass++) {
        struct span in = graph;
        struct field field;
        int more;
        while ((more = next_field(&in, &field)) > 0) {
            if (field.wire != WIRE_BYTES) continue;
            struct node node;
            if (field.number == GRAPH_NODE) {
                if (!read_node(field.bytes, &node) || survey->nodes > MAX_NODES) return false;
                note_node(&node, pass, survey);
            } else if (pass == 0 && field.number == GRAPH_INPUT) {
                note_input(name_of(field.bytes), survey, voice);
            } else if (pass == 0 && field.number == GRAPH_OUTPUT) {
                if (survey->outputs++ == 0) survey->sound = name_of(field.bytes);
            } else if (pass == 0 && field.number == GRAPH_INITIALIZER) {
                if (!weights_are_inside(field.bytes)) {
                    survey->problem = "keeps its weights in another file, or they are damaged";
                    return false;
                }
            }
        }
        if (more < 0) return false;
    }
    return true;
}

static const char *settle(struct survey *survey, struct onnx_voice *voice) {
    bool kokoro = survey->ids && survey->style && survey->speed;
    bool piper = survey->ids && survey->lengths && survey->scales;
    if (!kokoro && !piper) return "is neither a Kokoro nor a Piper voice";
    voice->kind = kokoro ? ONNX_KOKORO : ONNX_PIPER;
    voice->many_speakers = piper && survey->speaker;
    int found = kokoro ? survey->clip_count : survey->ceil_count;
    if (found != 1 || !take_name(kokoro ? survey->clipped : survey->ceiled, voice->durations))
        return "does not tell how long its phones are, and lips could not follow it";
    if (!take_name(survey->sound, voice->sound)) return "has no output";
    voice->melody = kokoro && survey->pitch.at != survey->pitch.end;
    return NULL;
}

/* ---- the file written anew ---- */

/* Counts, and writes where there is a `to`: the length of a message stands before it. */
struct sink {
    struct buf *to;
    size_t size;
};

static void put(struct sink *sink, const void *bytes, size_t size) {
    sink->size += size;
    if (sink->to) buf_add(sink->to, bytes, size);
}
static void put_span(struct sink *sink, struct span span) {
    put(sink, span.at, (size_t)(span.end - span.at));
}
static void put_varint(struct sink *sink, uint64_t value) {
    do {
        uint8_t byte = (uint8_t)(value & 0x7f) | (value > 0x7f ? 0x80 : 0);
        put(sink, &byte, 1);
        value >>= 7;
    } while (value);
}
static void put_field(struct sink *sink, int number, const void *bytes, size_t size) {
    put_varint(sink, (uint64_t)number << 3 | WIRE_BYTES);
    put_varint(sink, size);
    put(sink, bytes, size);
}
static void put_text(struct sink *sink, int number, const char *text) {
    put_field(sink, number, text, strlen(text));
}

/* ValueInfoProto: a name, and a tensor of floats; with `scalar` of one element. */
static void put_value(struct sink *graph, int number, const char *name, bool one) {
    static const uint8_t any_shape[] = {0x0a, 2, 0x08, 1};
    static const uint8_t of_one[] = {0x0a, 8, 0x08, 1, 0x12, 4, 0x0a, 2, 0x08, 1};
    struct buf bytes;
    buf_init(&bytes, 1024);
    struct sink value = {&bytes, 0};
    put_text(&value, NAMED_NAME, name);
    put_field(&value, 2, one ? of_one : any_shape, one ? sizeof of_one : sizeof any_shape);
    put_field(graph, number, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

struct new_node {
    const char *op, *to;
    struct span inputs[2], attributes[8];
    size_t input_count, attribute_count;
};

static struct span text_span(const char *text) {
    return (struct span){(const uint8_t *)text, (const uint8_t *)text + strlen(text)};
}

static void put_node(struct sink *graph, const struct new_node *node) {
    struct buf bytes;
    buf_init(&bytes, 1 << 16);
    struct sink sink = {&bytes, 0};
    for (size_t i = 0; i < node->input_count; i++)
        put_field(&sink, NODE_INPUT, node->inputs[i].at,
                  (size_t)(node->inputs[i].end - node->inputs[i].at));
    put_text(&sink, NODE_OUTPUT, node->to);
    put_text(&sink, NODE_NAME, node->to);
    put_text(&sink, NODE_OP, node->op);
    for (size_t i = 0; i < node->attribute_count; i++) put_span(&sink, node->attributes[i]);
    put_field(graph, GRAPH_NODE, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

static void put_of_two(struct sink *graph, const char *op, struct span a, struct span b,
                       const char *to) {
    const struct new_node node = {.op = op, .to = to, .inputs = {a, b}, .input_count = 2};
    put_node(graph, &node);
}

static void put_cast(struct sink *graph, struct span from, const char *to, int type) {
    /* a whole attribute field of the node: name "to", i (3, the type), type (20) INT */
    const uint8_t attribute[] = {0x2a,          9,    0x0a, 2, 't', 'o', 0x18,
                                 (uint8_t)type, 0xa0, 0x01, 2};
    const struct new_node node = {.op = "Cast",
                                  .to = to,
                                  .inputs = {from},
                                  .input_count = 1,
                                  .attributes = {{attribute, attribute + sizeof attribute}},
                                  .attribute_count = 1};
    put_node(graph, &node);
}

/* pitch * raw * (max(raw, 1) / center) ^ range, in the place of what the model drew. */
static void put_melody(struct sink *graph, const char *drawn) {
    put_value(graph, GRAPH_INPUT, "film_pitch", true);
    put_value(graph, GRAPH_INPUT, "film_range", true);
    put_value(graph, GRAPH_INPUT, "film_center", true);
    put_value(graph, GRAPH_INPUT, "film_one", true);
    put_of_two(graph, "Max", text_span("film_f0"), text_span("film_one"), "film_f0_floor");
    put_of_two(graph, "Div", text_span("film_f0_floor"), text_span("film_center"),
               "film_f0_ratio");
    put_of_two(graph, "Pow", text_span("film_f0_ratio"), text_span("film_range"),
               "film_f0_bend");
    put_of_two(graph, "Mul", text_span("film_f0"), text_span("film_f0_bend"), "film_f0_bent");
    put_of_two(graph, "Mul", text_span("film_f0_bent"), text_span("film_pitch"), drawn);
}

static void put_changed_node(struct sink *graph, struct span bytes, const struct node *node,
                             const char *drawn, int number) {
    struct buf changed;
    buf_init(&changed, (size_t)(bytes.end - bytes.at) + 256);
    struct sink sink = {&changed, 0};
    struct field field;
    while (next_field(&bytes, &field) > 0) {
        bool output = field.number == NODE_OUTPUT && field.wire == WIRE_BYTES;
        if (drawn && output && is(field.bytes, drawn))
            put_text(&sink, NODE_OUTPUT, "film_f0");
        else
            put_span(&sink, field.whole);
    }
    if (rolls_dice(node) && !node->seeded) {
        /* AttributeProto: name "seed", f (2, float), type (20) FLOAT */
        float seed = (float)(SEED + number);
        uint8_t attribute[] = {0x0a, 4, 's', 'e', 'e', 'd', 0x15, 0, 0, 0, 0, 0xa0, 1, 1};
        memcpy(attribute + 7, &seed, 4);
        put_field(&sink, NODE_ATTRIBUTE, attribute, sizeof attribute);
    }
    put_field(graph, GRAPH_NODE, changed.bytes, changed.size);
    buf_done(&changed);
}

/* A convolution of whole numbers as one of floats: ONNX Runtime's kernel for the first is a
 * third slower, and its sums overflow on processors without VNNI. The weights are made floats
 * when the model is loaded, since all that they depend on is constant. */
static void put_float_convolution(struct sink *graph, struct span bytes, int number) {
    struct span inputs[4] = {{0}}, output = {0};
    struct new_node conv = {.op = "Conv", .input_count = 2};
    size_t count = 0;
    struct field field;
    while (next_field(&bytes, &field) > 0) {
        if (field.wire != WIRE_BYTES) continue;
        if (field.number == NODE_INPUT && count < COUNT_OF(inputs))
            inputs[count++] = field.bytes;
        if (field.number == NODE_OUTPUT) output = field.bytes;
        if (field.number == NODE_ATTRIBUTE && conv.attribute_count < COUNT_OF(conv.attributes))
            conv.attributes[conv.attribute_count++] = field.whole;
    }
    char names[7][24], to[ONNX_MAX_NAME];
    for (int i = 0; i < 7; i++) snprintf(names[i], sizeof names[i], "film_c%d_%d", number, i);
    for (size_t i = 0; i < 2; i++) { /* the sound, then the weights */
        const char *plain = names[i], *zero = names[i + 2], *moved = names[i + 4];
        struct span offset = inputs[i + 2];
        bool has_offset = offset.at != offset.end;
        put_cast(graph, inputs[i], plain, FLOAT);
        if (has_offset) {
            put_cast(graph, offset, zero, FLOAT);
            put_of_two(graph, "Sub", text_span(plain), text_span(zero), moved);
        }
        conv.inputs[i] = text_span(has_offset ? moved : plain);
    }
    conv.to = names[6];
    put_node(graph, &conv);
    if (take_name(output, to)) put_cast(graph, text_span(names[6]), to, INT32);
}

static void put_graph(struct sink *sink, struct span graph, const struct onnx_voice *voice,
                      const char *drawn) {
    struct field field;
    int dice = 0, convolutions = 0;
    while (next_field(&graph, &field) > 0) {
        struct node node = {0};
        bool is_node = field.number == GRAPH_NODE && field.wire == WIRE_BYTES &&
                       read_node(field.bytes, &node);
        if (is_node && is(node.op, "ConvInteger"))
            put_float_convolution(sink, field.bytes, convolutions++);
        else if (is_node && (rolls_dice(&node) || (drawn && is(node.output, drawn))))
            put_changed_node(sink, field.bytes, &node, drawn, dice++);
        else
            put_span(sink, field.whole);
    }
    if (drawn) put_melody(sink, drawn);
    put_value(sink, GRAPH_OUTPUT, voice->durations, false);
}

bool onnx_prepare(const void *bytes, size_t size, struct onnx_voice *voice, struct buf *out,
                  struct error *err) {
    struct span model = {bytes, (const uint8_t *)bytes + size}, in = model, graph = {0};
    struct field field;
    int more = -1, graphs = 0;
    if (size && size <= ONNX_MAX_SIZE)
        while ((more = next_field(&in, &field)) > 0)
            if (field.number == MODEL_GRAPH && field.wire == WIRE_BYTES)
                graph = field.bytes, graphs++;
    struct survey survey = {0};
    struct onnx_voice found = {0};
    if (more < 0 || graphs != 1 || !survey_graph(graph, &survey, &found))
        return error_set(err, PROBLEM_BAD_INPUT, "The model %s.",
                         survey.problem ? survey.problem : "is no whole ONNX file");
    const char *problem = settle(&survey, &found);
    if (problem) return error_set(err, PROBLEM_BAD_INPUT, "The model %s.", problem);
    char drawn[ONNX_MAX_NAME] = "";
    found.melody = found.melody && take_name(survey.pitch, drawn);
    struct sink count = {0}, sink = {out, 0};
    put_graph(&count, graph, &found, found.melody ? drawn : NULL);
    for (in = model; next_field(&in, &field) > 0;) {
        if (field.number != MODEL_GRAPH || field.wire != WIRE_BYTES) {
            put_span(&sink, field.whole);
            continue;
        }
        put_varint(&sink, MODEL_GRAPH << 3 | WIRE_BYTES);
        put_varint(&sink, count.size);
        put_graph(&sink, graph, &found, found.melody ? drawn : NULL);
    }
    *voice = found;
    return buf_ok(out, err);
}
