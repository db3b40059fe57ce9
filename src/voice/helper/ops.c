#include "voice/helper/ops.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/helper/conv.h"
#include "voice/helper/norm.h"

enum { FLOAT = 1, UINT8 = 2, REQUIRED = 0, OPTIONAL = 1, INVALID = 2, MAX_RANK = 4 };
enum { VERSION = 17, MAX_INPUTS = 7, MAX_CHANNELS = 1 << 14, MAX_TAPS = 64 };

/* What is used of OrtApi. */
static struct {
    void *(*create_status)(int code, const char *message);
    void *(*tensor_data)(const void *tensor, void **data);
    void *(*rank)(const void *info, size_t *rank);
    void *(*dimensions)(const void *info, int64_t *dimensions, size_t rank);
    void *(*type_and_shape)(const void *tensor, void **info);
    void *(*attribute)(const void *info, const char *name, int64_t *value);
    void *(*input_count)(const void *context, size_t *count);
    void *(*input)(const void *context, size_t index, const void **tensor);
    void *(*output)(void *context, size_t index, const int64_t *dimensions, size_t rank,
                    void **tensor);
    void (*release_status)(void *status);
    void (*release_info)(void *info);
    void *(*constant_input)(const void *info, size_t index, int *constant, const void **tensor);
} ort;

void ops_bind(const void *const *table) {
    const struct {
        void *to;
        int place;
    } places[] = {
        {&ort.create_status, 0},   {&ort.tensor_data, 51},    {&ort.rank, 61},
        {&ort.dimensions, 62},     {&ort.type_and_shape, 65}, {&ort.attribute, 86},
        {&ort.input_count, 88},    {&ort.input, 90},          {&ort.output, 91},
        {&ort.release_status, 93}, {&ort.release_info, 99},   {&ort.constant_input, 249},
    };
    for (size_t i = 0; i < COUNT_OF(places); i++)
        memcpy(places[i].to, &table[places[i].place], sizeof(void *));
}

static bool well(void *status) {
    if (status) ort.release_status(status);
    return !status;
}

static void *refuse(const char *what) {
    return ort.create_status(INVALID, what);
}

struct tensor {
    const void *data;
    size_t rank, count;
    int64_t shape[MAX_RANK];
};

static bool look_at(const void *value, struct tensor *tensor) {
    void *info = NULL, *data = NULL;
    *tensor = (struct tensor){.count = 1};
    bool ok = well(ort.type_and_shape(value, &info)) && well(ort.rank(info, &tensor->rank)) &&
              tensor->rank <= MAX_RANK &&
              well(ort.dimensions(info, tensor->shape, tensor->rank)) &&
              well(ort.tensor_data(value, &data));
    if (info) ort.release_info(info);
    for (size_t i = 0; ok && i < tensor->rank; i++) tensor->count *= (size_t)tensor->shape[i];
    tensor->data = data;
    return ok;
}

/* Inputs that are left out have no data and no elements. */
static bool inputs_of(const void *context, struct tensor *inputs, size_t room) {
    size_t count = 0;
    bool ok = well(ort.input_count(context, &count)) && count <= room;
    for (size_t i = 0; i < room; i++) {
        const void *value = NULL;
        inputs[i] = (struct tensor){0};
        if (ok && i < count)
            ok = well(ort.input(context, i, &value)) && (!value || look_at(value, &inputs[i]));
    }
    return ok;
}

static float *output_of(void *context, int64_t channels, int64_t length) {
    const int64_t shape[] = {1, channels, length};
    void *tensor = NULL, *data = NULL;
    bool ok =
        well(ort.output(context, 0, shape, 3, &tensor)) && well(ort.tensor_data(tensor, &data));
    return ok ? data : NULL;
}

static bool is_sound(const struct tensor *x) {
    return x->rank == 3 && x->shape[0] == 1 && x->shape[1] > 0 && x->shape[2] > 0;
}

/* ---- Conv ---- */

struct op {
    uint32_t version;
    void *(*create)(const struct op *op, const void *api, const void *info);
    const char *(*name)(const struct op *op);
    const char *(*provider)(const struct op *op);
    int (*input_type)(const struct op *op, size_t index);
    size_t (*input_type_count)(const struct op *op);
    int (*output_type)(const struct op *op, size_t index);
    size_t (*output_type_count)(const struct op *op);
    void (*compute)(void *kernel, void *context);
    void (*destroy)(void *kernel);
    int (*input_kind)(const struct op *op, size_t index);
    int (*output_kind)(const struct op *op, size_t index);
    int (*input_memory)(const struct op *op, size_t index);
    int (*numbers[4])(const struct op *op); /* of variadic inputs and outputs: none has any */
    void *(*create_checked)(const struct op *op, const void *api, const void *info,
                            void **kernel);
    void *(*compute_checked)(void *kernel, void *context);
    void *(*shapes)(const struct op *op, void *context);
    int (*first_version)(const struct op *op);
    int (*last_version)(const struct op *op);
};

struct conv_kernel {
    struct conv *conv;
    struct conv_shape shape;
};

static bool constant_of(const void *info, size_t index, struct tensor *tensor) {
    int constant = 0;
    const void *value = NULL;
    return well(ort.constant_input(info, index, &constant, &value)) && constant && value &&
           look_at(value, tensor);
}

static bool number_of(const void *info, const char *name, int64_t low, int64_t high,
                      size_t *value) {
    int64_t number;
    if (!well(ort.attribute(info, name, &number)) || number < low || number > high)
        return false;
    *value = (size_t)number;
    return true;
}

static void *create_conv(const struct op *op, const void *api, const void *info,
                         void **kernel) {
    (void)op, (void)api;
    enum { MOST = 4096 };
    struct tensor weights, zero;
    struct conv_shape shape = {0};
    bool ok = constant_of(info, 1, &weights) && constant_of(info, 3, &zero) &&
              number_of(info, "dilation", 1, MOST, &shape.dilation) &&
              number_of(info, "stride", 1, MOST, &shape.stride) &&
              number_of(info, "before", 0, MOST, &shape.before) &&
              number_of(info, "after", 0, MOST, &shape.after);
    ok = ok && weights.rank == 3 && zero.count == 1;
    for (size_t i = 0; ok && i < 3; i++)
        ok = weights.shape[i] > 0 && weights.shape[i] <= (i < 2 ? MAX_CHANNELS : MAX_TAPS);
    if (!ok) return refuse("a convolution is not as it should be");
    shape.out = (size_t)weights.shape[0];
    shape.in = (size_t)weights.shape[1];
    shape.taps = (size_t)weights.shape[2];
    struct conv_kernel *made = xcalloc(1, sizeof *made);
    made->shape = shape;
    made->conv = conv_new(&shape, weights.data, *(const uint8_t *)zero.data);
    *kernel = made;
    return NULL;
}

static void *compute_conv(void *kernel, void *context) {
    const struct conv_kernel *own = kernel;
    struct tensor in[7];
    bool ok = inputs_of(context, in, 7) && is_sound(&in[0]) &&
              (size_t)in[0].shape[1] == own->shape.in && in[2].count == 1 && in[4].count == 1 &&
              in[5].count == 1 && (!in[6].data || in[6].count == own->shape.out);
    size_t length = ok ? (size_t)in[0].shape[2] : 0, steps = conv_length(own->conv, length);
    float *y = ok && steps ? output_of(context, (int64_t)own->shape.out, (int64_t)steps) : NULL;
    if (!y) return refuse("a convolution was given what it cannot take");
    float scale = *(const float *)in[4].data * *(const float *)in[5].data;
    conv_run(own->conv, in[0].data, length, *(const uint8_t *)in[2].data, scale, in[6].data, y);
    return NULL;
}

static void destroy_conv(void *kernel) {
    struct conv_kernel *own = kernel;
    conv_free(own->conv);
    free(own);
}

/* ---- Norm and Snake ---- */

static void *create_nothing(const struct op *op, const void *api, const void *info,
                            void **kernel) {
    (void)op, (void)api, (void)info;
    *kernel = xcalloc(1, 1);
    return NULL;
}

static void *compute_norm(void *kernel, void *context) {
    (void)kernel;
    struct tensor in[6];
    bool ok = inputs_of(context, in, 6) && is_sound(&in[0]) && in[3].count == 1;
    size_t channels = ok ? (size_t)in[0].shape[1] : 0;
    ok = ok && in[1].count == channels && in[2].count == channels &&
         (!in[4].data || (in[4].count == channels && in[5].count == channels));
    float *y = ok ? output_of(context, in[0].shape[1], in[0].shape[2]) : NULL;
    if (!y) return refuse("a normalisation was given what it cannot take");
    const struct norm norm = {.gain = in[1].data,
                              .shift = in[2].data,
                              .epsilon = *(const float *)in[3].data,
                              .alpha = in[4].data,
                              .inverse = in[5].data};
    norm_run(&norm, in[0].data, channels, (size_t)in[0].shape[2], y);
    return NULL;
}

static void *compute_snake(void *kernel, void *context) {
    (void)kernel;
    struct tensor in[3];
    bool ok = inputs_of(context, in, 3) && is_sound(&in[0]);
    size_t channels = ok ? (size_t)in[0].shape[1] : 0;
    ok = ok && in[1].count == channels && in[2].count == channels;
    float *y = ok ? output_of(context, in[0].shape[1], in[0].shape[2]) : NULL;
    if (!y) return refuse("a snake was given what it cannot take");
    norm_snake(in[1].data, in[2].data, in[0].data, channels, (size_t)in[0].shape[2], y);
    return NULL;
}

/* ---- what all answer ---- */

enum { CONV, NORM, SNAKE };
static const struct op ops[OPS_COUNT];

static const struct {
    const char *name;
    size_t inputs, required, bytes; /* `bytes`: the first that are no floats */
} faces[OPS_COUNT] = {
    [CONV] = {"Conv", 7, 6, 4},
    [NORM] = {"Norm", 6, 4, 0},
    [SNAKE] = {"Snake", 3, 3, 0},
};

static const char *name_of(const struct op *op) {
    return faces[op - ops].name;
}
static const char *provider(const struct op *op) {
    (void)op;
    return NULL; /* the CPU */
}
static int input_type(const struct op *op, size_t index) {
    return index < faces[op - ops].bytes ? UINT8 : FLOAT;
}
static size_t input_type_count(const struct op *op) {
    return faces[op - ops].inputs;
}
static int output_type(const struct op *op, size_t index) {
    (void)op, (void)index;
    return FLOAT;
}
static size_t output_type_count(const struct op *op) {
    (void)op;
    return 1;
}
static int input_kind(const struct op *op, size_t index) {
    return index >= faces[op - ops].required ? OPTIONAL : REQUIRED;
}
static int zero_at(const struct op *op, size_t index) {
    (void)op, (void)index;
    return 0; /* REQUIRED; and ordinary memory */
}
static int zero(const struct op *op) {
    (void)op;
    return 0;
}
static int only_version(const struct op *op) {
    (void)op;
    return 1;
}

#define OP(create_, compute_, destroy_)                                                      \
    {                                                                                        \
        .version = VERSION, .name = name_of, .provider = provider, .input_type = input_type, \
        .input_type_count = input_type_count, .output_type = output_type,                    \
        .output_type_count = output_type_count, .destroy = (destroy_),                       \
        .input_kind = input_kind, .output_kind = zero_at, .input_memory = zero_at,           \
        .numbers = {zero, zero, zero, zero}, .create_checked = (create_),                    \
        .compute_checked = (compute_), .first_version = only_version,                        \
        .last_version = only_version,                                                        \
    }
static const struct op ops[OPS_COUNT] = {
    [CONV] = OP(create_conv, compute_conv, destroy_conv),
    [NORM] = OP(create_nothing, compute_norm, free),
    [SNAKE] = OP(create_nothing, compute_snake, free),
};

const void *ops_get(size_t number) {
    return &ops[number];
}
