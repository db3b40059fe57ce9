/* Adds a neural voice from a file to the user's folder (folder.h). */
#ifndef VOICE_INSTALL_H
#define VOICE_INSTALL_H

#include "base/error.h"

/* A Piper voice (NAME.onnx, and its settings in FILE.json beside it), a Kokoro style (.bin, the
 * file of 510 x 256 floats; its name begins with the letters of language and sex, as in
 * "af_mia"), or another Kokoro model (.onnx, which takes the place of the one there is). The
 * bytes are checked before anything is written. *kind names what it was, static storage.
 * PROBLEM_BAD_INPUT, PROBLEM_USAGE for a bad name, and what files can fail with. */
bool install_voice(const char *name, const char *file, const char **kind,
                   struct error *err) MUST_USE;

/* Does this JSON hold a Piper voice's table of symbols? */
bool install_settings_are_whole(const char *bytes, size_t size);

#endif
