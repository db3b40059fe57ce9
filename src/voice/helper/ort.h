/* ONNX Runtime's C interface by dlopen, as little of it as a voice needs.
 *
 * The interface is a table of functions that only ever grows (onnxruntime_c_api.h, OrtApi), so
 * its places are numbers here and no header is needed; version 17 of it is asked for. Sessions
 * compute on the calling thread: what they give depends on nothing but what they are given. */
#ifndef VOICE_HELPER_ORT_H
#define VOICE_HELPER_ORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ort_session;

struct ort_tensor {
    const char *name;
    bool whole_numbers; /* int64 instead of float */
    const void *values;
    int64_t shape[2];
    size_t rank, count; /* of `shape`, of `values` */
};

struct ort_result {
    float *values; /* malloc'd */
    size_t count;
};

/* Once. False: `why`. */
bool ort_open(const char *library, char why[static 400]);
bool ort_load(const void *model, size_t size, struct ort_session **session,
              char why[static 400]);
void ort_unload(struct ort_session *session);
/* All outputs are float tensors of at most `most` values. */
bool ort_run(struct ort_session *session, const struct ort_tensor *inputs, size_t input_count,
             const char *const *outputs, size_t output_count, size_t most,
             struct ort_result *results, char why[static 400]);

#endif
