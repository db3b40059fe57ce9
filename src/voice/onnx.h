/* Inside the voice room: a voice's neural model, an ONNX file, made ready for films.
 *
 * Models keep the lengths of their phones to themselves and roll dice. onnx_prepare rewrites
 * the file: the tensor of lengths becomes an output, every random node gets a fixed seed,
 * convolutions of whole numbers become such of floats, and where the melody is a tensor of its
 * own (Kokoro), inputs to shape it are put in. Understood are the two families with weights in
 * the packages that set-up fetches: Kokoro (StyleTTS 2) and Piper (VITS). Only the outer
 * structure is read here (onnx.proto3: ModelProto, GraphProto, NodeProto); the weights pass
 * through untouched. Bytes are hostile: bounded and checked.
 */
#ifndef VOICE_ONNX_H
#define VOICE_ONNX_H

#include "base/buf.h"

enum { ONNX_MAX_SIZE = 512 << 20, ONNX_MAX_NAME = 200 };

enum onnx_kind { ONNX_KOKORO, ONNX_PIPER };

struct onnx_voice {
    enum onnx_kind kind;
    char tokens[ONNX_MAX_NAME];    /* the input of symbol ids */
    char sound[ONNX_MAX_NAME];     /* the output of samples */
    char durations[ONNX_MAX_NAME]; /* the output of lengths, one for each symbol */
    bool many_speakers;            /* takes "sid" */
    bool melody; /* takes "film_one" (1), and "film_pitch" (factor), "film_range" (exponent less
                    1), "film_center" (Hz), each one float */
};

/* `out` gets the rewritten file. PROBLEM_BAD_INPUT with what is wrong: no ONNX file, neither
 * family, weights elsewhere, no lengths of phones in it. */
bool onnx_prepare(const void *bytes, size_t size, struct onnx_voice *voice, struct buf *out,
                  struct error *err) MUST_USE;

#endif
