#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct problem_info problems[PROBLEM_COUNT] = {
    [PROBLEM_NONE] = {"none", "No problem", 0, 200, false},
    [PROBLEM_USAGE] = {"usage", "The command cannot be understood", 64, 400, false},
    [PROBLEM_BAD_INPUT] = {"bad-input", "The input cannot be used", 65, 422, false},
    [PROBLEM_TOO_LARGE] = {"too-large", "The input is too large", 65, 413, false},
    [PROBLEM_NO_INPUT] = {"no-input", "The input is not there", 66, 404, false},
    [PROBLEM_UNAVAILABLE] = {"unavailable", "Something needed is not installed", 69, 503,
                             false},
    [PROBLEM_DAMAGED] = {"damaged", "Stored data is damaged", 65, 500, true},
    [PROBLEM_CANNOT_CREATE] = {"cannot-create", "The output cannot be written", 73, 500, false},
    [PROBLEM_NO_SPACE] = {"no-space", "The disk is full", 74, 507, true},
    [PROBLEM_IO] = {"io", "Reading or writing failed", 74, 500, true},
    [PROBLEM_NO_PERMISSION] = {"no-permission", "The system refuses access", 77, 403, false},
    [PROBLEM_TEMPORARY] = {"temporary", "It did not work this time", 75, 503, true},
    [PROBLEM_REVIEW_FAILED] = {"review-failed", "The film fails its review", 70, 500, true},
    [PROBLEM_CANCELLED] = {"cancelled", "Stopped on request", 130, 499, false},
    [PROBLEM_SIGN_IN] = {"sign-in", "Sign in first", 77, 401, false},
    [PROBLEM_FORBIDDEN] = {"forbidden", "This is not allowed", 77, 403, false},
    [PROBLEM_PAYMENT] = {"payment-required", "There are too few credits", 77, 402, false},
    [PROBLEM_NOT_FOUND] = {"not-found", "There is no such thing", 66, 404, false},
    [PROBLEM_CONFLICT] = {"conflict", "This contradicts what is kept", 65, 409, false},
    [PROBLEM_STALE] = {"stale", "It has changed since it was read", 65, 412, false},
    [PROBLEM_RATE] = {"rate-limited", "Asked too often", 75, 429, true},
    [PROBLEM_LOCKED] = {"locked", "Closed for a while", 77, 423, false},
    [PROBLEM_SECOND_FACTOR] = {"second-factor", "A second factor is needed", 77, 401, false},
    [PROBLEM_METHOD] = {"method", "This method is not taken here", 64, 405, false},
    [PROBLEM_MEDIA_TYPE] = {"media-type", "This kind of body is not taken here", 64, 415,
                            false},
    [PROBLEM_TIMEOUT] = {"timeout", "It took too long", 75, 504, false},
    [PROBLEM_INTERNAL] = {"internal", "A mistake in the program", 70, 500, false},
};

const struct problem_info *problem_info(enum problem problem) {
    if ((unsigned)problem >= PROBLEM_COUNT) return &problems[PROBLEM_INTERNAL];
    return &problems[problem];
}

static PRINTF_LIKE(3, 0) void set_va(struct error *err, enum problem problem,
                                     const char *format, va_list args) {
    if (!err) return;
    err->problem = problem;
    err->line = err->column = 0;
    err->cause[0] = '\0';
    vsnprintf(err->message, sizeof err->message, format, args);
}

bool error_set(struct error *err, enum problem problem, const char *format, ...) {
    va_list args;
    va_start(args, format);
    set_va(err, problem, format, args);
    va_end(args);
    return false;
}

static enum problem problem_of_errno(int value) {
    switch (value) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return PROBLEM_NO_SPACE;
    case ENOENT:
    case ENOTDIR:
        return PROBLEM_NO_INPUT;
    case EACCES:
    case EPERM:
    case EROFS:
        return PROBLEM_NO_PERMISSION;
    case EINTR:
    case EAGAIN:
        return PROBLEM_TEMPORARY;
    default:
        return PROBLEM_IO;
    }
}

bool error_set_errno(struct error *err, int errno_value, const char *format, ...) {
    va_list args;
    va_start(args, format);
    set_va(err, problem_of_errno(errno_value), format, args);
    va_end(args);
    return error_cause(err, "%s", strerror(errno_value));
}

bool error_cause(struct error *err, const char *format, ...) {
    if (!err) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(err->cause, sizeof err->cause, format, args);
    va_end(args);
    return false;
}

bool error_at(struct error *err, int line, int column) {
    if (err) {
        err->line = line;
        err->column = column;
    }
    return false;
}

void die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("film: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}
