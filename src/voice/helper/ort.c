#include "voice/helper/ort.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "voice/fuse.h"
#include "voice/helper/ops.h"

enum {
    VERSION = 17,
    FLOAT = 1,
    INT64 = 7,
    BASIC_OPTIMISATIONS = 1,
    MAX_TENSORS = 8,
    FATAL = 4
};

struct ort_base {
    const void *const *(*get_api)(uint32_t version);
};

/* What is used of OrtApi. Those that can fail return a status, NULL for success. */
static struct {
    const char *(*message)(const void *status);
    void *(*create_env)(int log_level, const char *name, void **env);
    void *(*create_session)(const void *env, const void *model, size_t size,
                            const void *options, void **session);
    void *(*run)(void *session, const void *options, const char *const *input_names,
                 const void *const *inputs, size_t input_count, const char *const *output_names,
                 size_t output_count, void **outputs);
    void *(*create_options)(void **options);
    void *(*disable_pattern)(void *options);
    void *(*disable_arena)(void *options);
    void *(*set_optimisation)(void *options, int level);
    void *(*set_inner_threads)(void *options, int count);
    void *(*set_outer_threads)(void *options, int count);
    void *(*create_domain)(const char *name, void **domain);
    void *(*add_op)(void *domain, const void *op);
    void *(*add_domain)(void *options, void *domain);
    void *(*create_tensor)(const void *memory, void *data, size_t size, const int64_t *shape,
                           size_t rank, int type, void **tensor);
    void *(*tensor_data)(void *tensor, void **data);
    void *(*element_type)(const void *info, int *type);
    void *(*element_count)(const void *info, size_t *count);
    void *(*type_and_shape)(const void *tensor, void **info);
    void *(*create_memory_info)(int allocator, int kind, void **info);
    void (*release_status)(void *status);
    void (*release_session)(void *session);
    void (*release_value)(void *value);
    void (*release_info)(void *info);
    void (*release_options)(void *options);
} ort;

static void *environment, *cpu_memory, *own_domain;

static void bind(const void *const *table) {
    const struct {
        void *to;
        int place;
    } places[] = {
        {&ort.message, 2},
        {&ort.create_env, 3},
        {&ort.create_session, 8},
        {&ort.run, 9},
        {&ort.create_options, 10},
        {&ort.disable_pattern, 17},
        {&ort.disable_arena, 19},
        {&ort.set_optimisation, 23},
        {&ort.set_inner_threads, 24},
        {&ort.set_outer_threads, 25},
        {&ort.create_domain, 26},
        {&ort.add_op, 27},
        {&ort.add_domain, 28},
        {&ort.create_tensor, 49},
        {&ort.tensor_data, 51},
        {&ort.element_type, 60},
        {&ort.element_count, 64},
        {&ort.type_and_shape, 65},
        {&ort.create_memory_info, 69},
        {&ort.release_status, 93},
        {&ort.release_session, 95},
        {&ort.release_value, 96},
        {&ort.release_info, 99},
        {&ort.release_options, 100},
    };
    for (size_t i = 0; i < COUNT_OF(places); i++)
        memcpy(places[i].to, &table[places[i].place], sizeof(void *));
}

static bool well(void *status, const char *what, char why[static 400]) {
    if (!status) return true;
    snprintf(why, 400, "%s: %.300s", what, ort.message(status));
    ort.release_status(status);
    return false;
}

bool ort_open(const char *library, char why[static 400]) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    const struct ort_base *(*get_base)(void) = NULL;
    void *symbol = handle ? dlsym(handle, "OrtGetApiBase") : NULL;
    memcpy(&get_base, &symbol, sizeof symbol);
    const void *const *table = get_base ? get_base()->get_api(VERSION) : NULL;
    if (!table) {
        const char *problem = dlerror();
        snprintf(why, 400, "ONNX Runtime cannot be used: %.300s",
                 problem ? problem : "it is too old");
        return false;
    }
    bind(table);
    ops_bind(table);
    bool ok = well(ort.create_env(FATAL, "film", &environment), "ONNX Runtime", why) &&
              well(ort.create_memory_info(1, 0, &cpu_memory), "ONNX Runtime", why) &&
              well(ort.create_domain(FUSE_DOMAIN, &own_domain), "ONNX Runtime", why);
    for (size_t i = 0; ok && i < OPS_COUNT; i++)
        ok = well(ort.add_op(own_domain, ops_get(i)), "ONNX Runtime", why);
    return ok;
}

struct ort_session {
    void *session;
};

bool ort_load(const void *model, size_t size, struct ort_session **session,
              char why[static 400]) {
    static const char what[] = "The model cannot be loaded";
    void *options = NULL, *loaded = NULL;
    bool ok = well(ort.create_options(&options), what, why) &&
              well(ort.set_inner_threads(options, 1), what, why) &&
              well(ort.set_outer_threads(options, 1), what, why) &&
              well(ort.disable_pattern(options), what, why) &&
              well(ort.add_domain(options, own_domain), what, why) &&
              well(ort.set_optimisation(options, BASIC_OPTIMISATIONS), what, why) &&
              well(ort.create_session(environment, model, size, options, &loaded), what, why);
    if (options) ort.release_options(options);
    if (!ok) return false;
    *session = xcalloc(1, sizeof **session);
    (*session)->session = loaded;
    return true;
}

void ort_unload(struct ort_session *session) {
    if (session) ort.release_session(session->session);
    free(session);
}

static bool take_result(void *tensor, size_t most, struct ort_result *result,
                        char why[static 400]) {
    static const char what[] = "The model's answer cannot be read";
    void *info = NULL, *data = NULL;
    int type = 0;
    size_t count = 0;
    bool ok = well(ort.type_and_shape(tensor, &info), what, why) &&
              well(ort.element_type(info, &type), what, why) &&
              well(ort.element_count(info, &count), what, why) &&
              well(ort.tensor_data(tensor, &data), what, why);
    if (info) ort.release_info(info);
    if (ok && (type != FLOAT || count == 0 || count > most)) {
        snprintf(why, 400, "The model's answer is none of %zu floats at most.", most);
        ok = false;
    }
    if (!ok) return false;
    result->values = xcalloc(count, sizeof(float));
    memcpy(result->values, data, count * sizeof(float));
    result->count = count;
    return true;
}

bool ort_run(struct ort_session *session, const struct ort_tensor *inputs, size_t input_count,
             const char *const *outputs, size_t output_count, size_t most,
             struct ort_result *results, char why[static 400]) {
    static const char what[] = "The model stopped";
    void *values[MAX_TENSORS] = {0}, *answers[MAX_TENSORS] = {0};
    const char *names[MAX_TENSORS];
    bool ok = input_count <= MAX_TENSORS && output_count <= MAX_TENSORS;
    for (size_t i = 0; ok && i < input_count; i++) {
        const struct ort_tensor *in = &inputs[i];
        names[i] = in->name;
        size_t size = in->count * (in->whole_numbers ? sizeof(int64_t) : sizeof(float));
        /* The values are only read: the cast is the interface's wish. */
        ok = well(ort.create_tensor(cpu_memory, (void *)in->values, size, in->shape, in->rank,
                                    in->whole_numbers ? INT64 : FLOAT, &values[i]),
                  what, why);
    }
    ok = ok && well(ort.run(session->session, NULL, names, (const void *const *)values,
                            input_count, outputs, output_count, answers),
                    what, why);
    for (size_t i = 0; i < output_count; i++) results[i] = (struct ort_result){0};
    for (size_t i = 0; ok && i < output_count; i++)
        ok = take_result(answers[i], most, &results[i], why);
    for (size_t i = 0; i < MAX_TENSORS; i++) {
        if (values[i]) ort.release_value(values[i]);
        if (answers[i]) ort.release_value(answers[i]);
    }
    for (size_t i = 0; !ok && i < output_count; i++) free(results[i].values);
    return ok;
}
