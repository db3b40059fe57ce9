#include "voice/onnx.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/fuse.h"

enum {
    MODEL_GRAPH = 7,
    MODEL_OPSET = 8,
    TENSOR_LOCATION = 14,
    MAX_NODES = 1 << 18,
    MAX_ROUNDS = 16,
    SEED = 20000,
};

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
    struct protobuf_field field, inner;
    bool input = false, output = false;
    int more;
    while ((more = protobuf_next(&bytes, &field)) > 0) {
        if (field.wire != PROTOBUF_BYTES) continue;
        if (field.number == ONNX_NODE_INPUT && !input) node->input = field.bytes, input = true;
        if (field.number == ONNX_NODE_OUTPUT && !output)
            node->output = field.bytes, output = true;
        if (field.number == ONNX_NODE_OP) node->op = field.bytes;
        if (field.number != ONNX_NODE_ATTRIBUTE) continue;
        struct span attribute = field.bytes;
        while ((more = protobuf_next(&attribute, &inner)) > 0)
            if (inner.number == ONNX_NAMED_NAME && inner.wire == PROTOBUF_BYTES)
                node->seeded |= protobuf_is(inner.bytes, "seed");
        if (more < 0) return false;
    }
    return more == 0;
}

static bool rolls_dice(const struct node *node) {
    static const char *const dice[] = {"RandomNormalLike", "RandomNormal", "RandomUniformLike",
                                       "RandomUniform",    "Multinomial",  "Bernoulli"};
    for (size_t i = 0; i < COUNT_OF(dice); i++)
        if (protobuf_is(node->op, dice[i])) return true;
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
    struct protobuf_field field;
    struct span name = {value_info.at, value_info.at};
    while (protobuf_next(&value_info, &field) > 0)
        if (field.number == ONNX_NAMED_NAME && field.wire == PROTOBUF_BYTES) name = field.bytes;
    return name;
}

static void note_input(struct span name, struct survey *survey, struct onnx_voice *voice) {
    if (protobuf_is(name, "tokens") || protobuf_is(name, "input_ids") ||
        protobuf_is(name, "input"))
        survey->ids = take_name(name, voice->tokens);
    survey->lengths |= protobuf_is(name, "input_lengths");
    survey->scales |= protobuf_is(name, "scales");
    survey->speaker |= protobuf_is(name, "sid");
    survey->style |= protobuf_is(name, "style");
    survey->speed |= protobuf_is(name, "speed");
}

static void note_node(const struct node *node, int pass, struct survey *survey) {
    if (pass == 0) {
        survey->nodes++;
        if (protobuf_is(node->op, "Round") && survey->round_count < MAX_ROUNDS)
            survey->rounded[survey->round_count++] = node->output;
        if (protobuf_is(node->op, "Ceil")) survey->ceiled = node->output, survey->ceil_count++;
        if (protobuf_is(node->op, "Squeeze") && ends_with(node->input, "F0_proj/Conv_output_0"))
            survey->pitch = node->output;
        return;
    }
    for (int i = 0; protobuf_is(node->op, "Clip") && i < survey->round_count; i++)
        if (protobuf_same(node->input, survey->rounded[i]))
            survey->clipped = node->output, survey->clip_count++;
}

static bool weights_are_inside(struct span tensor) {
    struct protobuf_field field;
    int more;
    while ((more = protobuf_next(&tensor, &field)) > 0)
        if (field.number == TENSOR_LOCATION && field.wire == PROTOBUF_VARINT &&
            field.value != 0)
            return false;
    return more == 0;
}

static bool survey_graph(struct span graph, struct survey *survey, struct onnx_voice *voice) {
    for (int pass = 0; pass < 2; pass++) {
        struct span in = graph;
        struct protobuf_field field;
        int more;
        while ((more = protobuf_next(&in, &field)) > 0) {
            if (field.wire != PROTOBUF_BYTES) continue;
            struct node node;
            if (field.number == ONNX_GRAPH_NODE) {
                if (!read_node(field.bytes, &node) || survey->nodes > MAX_NODES) return false;
                note_node(&node, pass, survey);
            } else if (pass == 0 && field.number == ONNX_GRAPH_INPUT) {
                note_input(name_of(field.bytes), survey, voice);
            } else if (pass == 0 && field.number == ONNX_GRAPH_OUTPUT) {
                if (survey->outputs++ == 0) survey->sound = name_of(field.bytes);
            } else if (pass == 0 && field.number == ONNX_GRAPH_INITIALIZER) {
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

/* ValueInfoProto: a name, and a tensor of floats; with `scalar` of one element. */
static void put_value(struct protobuf_sink *graph, int number, const char *name, bool one) {
    static const uint8_t any_shape[] = {0x0a, 2, 0x08, 1};
    static const uint8_t of_one[] = {0x0a, 8, 0x08, 1, 0x12, 4, 0x0a, 2, 0x08, 1};
    struct buf bytes;
    buf_init(&bytes, 1024);
    struct protobuf_sink value = {&bytes, 0};
    protobuf_put_text(&value, ONNX_NAMED_NAME, name);
    protobuf_put_bytes(&value, 2, one ? of_one : any_shape,
                       one ? sizeof of_one : sizeof any_shape);
    protobuf_put_bytes(graph, number, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

static void put_of_two(struct protobuf_sink *graph, const char *op, struct span a,
                       struct span b, const char *to) {
    struct buf bytes;
    buf_init(&bytes, 1 << 16);
    struct protobuf_sink node = {&bytes, 0};
    protobuf_put_bytes(&node, ONNX_NODE_INPUT, a.at, (size_t)(a.end - a.at));
    protobuf_put_bytes(&node, ONNX_NODE_INPUT, b.at, (size_t)(b.end - b.at));
    protobuf_put_text(&node, ONNX_NODE_OUTPUT, to);
    protobuf_put_text(&node, ONNX_NODE_NAME, to);
    protobuf_put_text(&node, ONNX_NODE_OP, op);
    protobuf_put_bytes(graph, ONNX_GRAPH_NODE, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

/* pitch * raw * (max(raw, 1) / center) ^ range, in the place of what the model drew. */
static void put_melody(struct protobuf_sink *graph, const char *drawn) {
    put_value(graph, ONNX_GRAPH_INPUT, "film_pitch", true);
    put_value(graph, ONNX_GRAPH_INPUT, "film_range", true);
    put_value(graph, ONNX_GRAPH_INPUT, "film_center", true);
    put_value(graph, ONNX_GRAPH_INPUT, "film_one", true);
    put_of_two(graph, "Max", protobuf_text("film_f0"), protobuf_text("film_one"),
               "film_f0_floor");
    put_of_two(graph, "Div", protobuf_text("film_f0_floor"), protobuf_text("film_center"),
               "film_f0_ratio");
    put_of_two(graph, "Pow", protobuf_text("film_f0_ratio"), protobuf_text("film_range"),
               "film_f0_bend");
    put_of_two(graph, "Mul", protobuf_text("film_f0"), protobuf_text("film_f0_bend"),
               "film_f0_bent");
    put_of_two(graph, "Mul", protobuf_text("film_f0_bent"), protobuf_text("film_pitch"), drawn);
}

static void put_changed_node(struct protobuf_sink *graph, struct span bytes,
                             const struct node *node, const char *drawn, int number) {
    struct buf changed;
    buf_init(&changed, (size_t)(bytes.end - bytes.at) + 256);
    struct protobuf_sink sink = {&changed, 0};
    struct protobuf_field field;
    while (protobuf_next(&bytes, &field) > 0) {
        bool output = field.number == ONNX_NODE_OUTPUT && field.wire == PROTOBUF_BYTES;
        if (drawn && output && protobuf_is(field.bytes, drawn))
            protobuf_put_text(&sink, ONNX_NODE_OUTPUT, "film_f0");
        else
            protobuf_put(&sink, field.whole);
    }
    if (rolls_dice(node) && !node->seeded) {
        /* AttributeProto: name "seed", f (2, float), type (20) FLOAT */
        float seed = (float)(SEED + number);
        uint8_t attribute[] = {0x0a, 4, 's', 'e', 'e', 'd', 0x15, 0, 0, 0, 0, 0xa0, 1, 1};
        memcpy(attribute + 7, &seed, 4);
        protobuf_put_bytes(&sink, ONNX_NODE_ATTRIBUTE, attribute, sizeof attribute);
    }
    protobuf_put_bytes(graph, ONNX_GRAPH_NODE, changed.bytes, changed.size);
    buf_done(&changed);
}

static void put_graph(struct protobuf_sink *sink, struct span graph,
                      const struct onnx_voice *voice, const struct fuse_plan *plan,
                      const char *drawn) {
    struct protobuf_field field;
    int dice = 0;
    size_t index = 0;
    while (protobuf_next(&graph, &field) > 0) {
        struct node node = {0};
        bool is_node = field.number == ONNX_GRAPH_NODE && field.wire == PROTOBUF_BYTES;
        const struct fuse_fate *fate = is_node ? &plan->fates[index++] : NULL;
        if (fate && fate->gone) {
            if (fate->instead.size)
                protobuf_put_bytes(sink, ONNX_GRAPH_NODE, fate->instead.bytes,
                                   fate->instead.size);
            continue;
        }
        is_node = is_node && read_node(field.bytes, &node);
        if (is_node && (rolls_dice(&node) || (drawn && protobuf_is(node.output, drawn))))
            put_changed_node(sink, field.bytes, &node, drawn, dice++);
        else
            protobuf_put(sink, field.whole);
    }
    if (drawn) put_melody(sink, drawn);
    put_value(sink, ONNX_GRAPH_OUTPUT, voice->durations, false);
}

/* OperatorSetIdProto: the domain of what fuse.h makes, and its version. */
static void put_domain(struct protobuf_sink *model) {
    struct buf bytes;
    buf_init(&bytes, 100);
    struct protobuf_sink opset = {&bytes, 0};
    protobuf_put_text(&opset, 1, FUSE_DOMAIN);
    protobuf_put_varint(&opset, 2 << 3 | PROTOBUF_VARINT);
    protobuf_put_varint(&opset, 1);
    protobuf_put_bytes(model, MODEL_OPSET, bytes.bytes, bytes.size);
    buf_done(&bytes);
}

bool onnx_prepare(const void *bytes, size_t size, struct onnx_voice *voice, struct buf *out,
                  struct error *err) {
    struct span model = {bytes, (const uint8_t *)bytes + size}, in = model, graph = {0};
    struct protobuf_field field;
    int more = -1, graphs = 0;
    if (size && size <= ONNX_MAX_SIZE)
        while ((more = protobuf_next(&in, &field)) > 0)
            if (field.number == MODEL_GRAPH && field.wire == PROTOBUF_BYTES)
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
    struct fuse_plan plan;
    fuse_plan(graph, &plan);
    struct protobuf_sink count = {0}, sink = {out, 0};
    put_graph(&count, graph, &found, &plan, found.melody ? drawn : NULL);
    for (in = model; protobuf_next(&in, &field) > 0;) {
        if (field.number != MODEL_GRAPH || field.wire != PROTOBUF_BYTES) {
            protobuf_put(&sink, field.whole);
            continue;
        }
        protobuf_put_varint(&sink, MODEL_GRAPH << 3 | PROTOBUF_BYTES);
        protobuf_put_varint(&sink, count.size);
        put_graph(&sink, graph, &found, &plan, found.melody ? drawn : NULL);
    }
    if (plan.made) put_domain(&sink);
    fuse_plan_done(&plan);
    *voice = found;
    return buf_ok(out, err);
}
