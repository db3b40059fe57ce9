/* A cancel token: everything long takes one and asks it often. NULL never cancels. */
#ifndef BASE_CANCEL_H
#define BASE_CANCEL_H

#include <stdatomic.h>

#include "base/error.h"

struct cancel {
    atomic_bool asked; /* may be set from a signal handler */
};

static inline bool cancel_asked(struct cancel *cancel) {
    return cancel && atomic_load_explicit(&cancel->asked, memory_order_relaxed);
}

/* False with PROBLEM_CANCELLED once asked. */
static inline MUST_USE bool cancel_check(struct cancel *cancel, struct error *err) {
    return !cancel_asked(cancel) || error_set(err, PROBLEM_CANCELLED, "Stopped.");
}

#endif
