/* The nodes of voice/fuse.h, offered to ONNX Runtime as operators of its own (OrtCustomOp). */
#ifndef VOICE_HELPER_OPS_H
#define VOICE_HELPER_OPS_H

#include <stddef.h>

enum { OPS_COUNT = 3 };

/* `table` is OrtApi as an array of functions, of version 17 at least. */
void ops_bind(const void *const *table);

/* An OrtCustomOp, static storage; `number` below OPS_COUNT. */
const void *ops_get(size_t number);

#endif
