/* Errors as plain data: what went wrong, said to whoever asked, and the cause for the operator.
 *
 * A fallible function returns bool, is marked MUST_USE and takes `struct error *err` last.
 * true: outputs are set. false: `err` is set and outputs are untouched. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_index) \
    __attribute__((format(printf, format_index, first_index)))

/* The closed list of problems. Exit codes follow sysexits(3); HTTP statuses RFC 9110. */
enum problem {
    PROBLEM_NONE = 0,
    PROBLEM_USAGE,         /* an option or argument is wrong */
    PROBLEM_BAD_INPUT,     /* the bytes given cannot be used */
    PROBLEM_TOO_LARGE,     /* the input is over a stated limit */
    PROBLEM_NO_INPUT,      /* a file that was named is not there */
    PROBLEM_UNAVAILABLE,   /* an engine, font or data file is not installed */
    PROBLEM_DAMAGED,       /* stored bytes fail their check */
    PROBLEM_CANNOT_CREATE, /* the output cannot be written where it was asked for */
    PROBLEM_NO_SPACE,      /* the disk is full */
    PROBLEM_IO,            /* any other read or write failure */
    PROBLEM_NO_PERMISSION, /* the operating system refuses */
    PROBLEM_TEMPORARY,     /* would work if tried again */
    PROBLEM_REVIEW_FAILED, /* the film is made, but fails its review */
    PROBLEM_CANCELLED,     /* the person or the caller stopped it */
    PROBLEM_SIGN_IN,       /* nobody known asks */
    PROBLEM_FORBIDDEN,     /* who asks may not */
    PROBLEM_PAYMENT,       /* credits are short */
    PROBLEM_NOT_FOUND,     /* there is none, or none for who asks */
    PROBLEM_CONFLICT,      /* contradicts what is kept */
    PROBLEM_STALE,         /* somebody else changed it in between */
    PROBLEM_RATE,          /* asked too often */
    PROBLEM_LOCKED,        /* closed for a while after failures */
    PROBLEM_SECOND_FACTOR, /* the password is right, a code is missing */
    PROBLEM_METHOD,        /* the address takes other methods */
    PROBLEM_MEDIA_TYPE,    /* the body is of another kind */
    PROBLEM_TIMEOUT,       /* it took longer than it may */
    PROBLEM_INTERNAL,      /* a mistake of ours */
    PROBLEM_COUNT
};

struct problem_info {
    const char *slug;  /* "no-space", stable, for programs */
    const char *title; /* "The disk is full", for people */
    int exit_code;     /* sysexits(3) */
    int http_status;
    bool retry; /* the same call may succeed later */
};

/* Never NULL; PROBLEM_INTERNAL's row for values out of range. Static storage. */
const struct problem_info *problem_info(enum problem problem);

struct error {
    enum problem problem;
    int line, column;  /* 1-based place in the input, 0 when it has none */
    char message[512]; /* one clear sentence for whoever asked; UTF-8, NUL-terminated */
    char cause[256];   /* for the operator's log only; may be empty */
};

/* Sets `err` and returns false, so that `return error_set(...)` reads as failure. `err` may be
 * NULL. */
bool error_set(struct error *err, enum problem problem, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* As error_set, from errno: the problem is chosen from `errno_value`, the cause is its text. */
bool error_set_errno(struct error *err, int errno_value, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Adds the operator's cause. Returns false. */
bool error_cause(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Adds the place in the input. Returns false. */
bool error_at(struct error *err, int line, int column);

/* Prints the message and aborts: for broken invariants and failed small allocations only. */
_Noreturn void die(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
