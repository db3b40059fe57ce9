/* Inside the voice room: engines run in helper programs (film-voice), not in this one.
 *
 * Speech engines keep state from one call to the next, disturb each other between threads,
 * hang, and fall over hostile text. A helper is a program of its own, started by posix_spawn:
 * forking a process that has threads copies whatever lock another thread holds, and hangs on
 * it. For flite and espeak-ng the helper, which has one thread, forks a clean child for each
 * sentence, so that the same text gives the same bytes in any order; neural models stay loaded
 * in it.
 *
 * Helpers start when first needed, at most one a core for each engine, and wait for the next
 * sentence; one that dies, hangs or talks nonsense is killed and another one asked. They end
 * when this process does: their socket closes. */
#ifndef VOICE_POOL_H
#define VOICE_POOL_H

#include "base/cancel.h"
#include "voice/order.h"

/* What the helper of an engine ("flite") answers: on true *answer holds the bytes after the
 * first; buf_done them. A helper that says no, or two that die or take longer than
 * `patience_s`, is PROBLEM_UNAVAILABLE. From any thread. */
bool voice_pool_ask(const char *engine, const struct order *order, int patience_s,
                    struct cancel *cancel, struct buf *answer, struct error *err) MUST_USE;

/* Where the helper lies: $FILM_VOICE, else beside this program or a folder above it (a build
 * tree, its tests), else PREFIX/libexec/film. malloc'd; NULL when there is none. */
char *voice_pool_program(void);

/* Ends the helpers that wait for work: a loaded model takes memory that the picture can use. */
void voice_pool_rest(void);

/* How many helpers of an engine may run at once; by itself one a core. For tests and for
 * engines that take much memory. */
void voice_pool_limit(const char *engine, int most);

#endif
