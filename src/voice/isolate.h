/* Inside the voice room: an engine runs in a short-lived child process.
 *
 * Speech engines keep state from one call to the next (espeak-ng's wave phase, C's rand() in
 * both), so that a line would sound by what was spoken before it, and two threads would disturb
 * each other. A child forked from a process that never touched the engine starts from the same
 * state each time: the same text gives the same bytes in any order and from any thread, and
 * hostile text that brings an engine down costs one line, not the film. */
#ifndef VOICE_ISOLATE_H
#define VOICE_ISOLATE_H

#include "base/buf.h"

enum { ISOLATE_MAX_RESULT = 256 << 20, ISOLATE_SECONDS = 20 };

/* Runs `work` in a child: what it writes to `out` comes back in *result. False from `work`, a
 * crash, a result over ISOLATE_MAX_RESULT or more than ISOLATE_SECONDS without a word is
 * PROBLEM_UNAVAILABLE. `work` must not touch what other threads lock. */
bool voice_isolated(bool (*work)(const void *argument, struct buf *out), const void *argument,
                    struct buf *result, struct error *err) MUST_USE;

#endif
