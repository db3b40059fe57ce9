/* Programs of ours that run beside this one, so that a fault in them stays there. */
#ifndef BASE_HELPER_H
#define BASE_HELPER_H

#include "base/buf.h"

/* Where the program `name` lies: what the environment's `variable` names, else beside this
 * program or in libexec/film of a folder above it, so that a build tree, its tests and an
 * installed film all find theirs. malloc'd; NULL when it is nowhere. */
char *helper_find(const char *name, const char *variable);

/* Runs a program over bytes: `input` goes to its standard input, what it writes comes back in
 * *output, which has its own maximum. Standard error goes nowhere. True when it ended with exit
 * status 0 or not, as long as it could be started: what it wrote tells. It is killed, with its
 * children, after `seconds` or when it writes over output's maximum; then output is empty.
 * False: PROBLEM_UNAVAILABLE, it could not be started. */
bool helper_filter(const char *program, char *const *arguments, const void *input, size_t size,
                   int seconds, struct buf *output, struct error *err) MUST_USE;

#endif
