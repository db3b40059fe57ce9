/* Small scripts and what must be found in them. */
#ifndef TESTS_BREAKDOWN_CASES_H
#define TESTS_BREAKDOWN_CASES_H

#include <stddef.h>

struct finding_case {
    const char *name, *script;
    const char *findings[14];
};
extern const struct finding_case finding_cases[];
extern const size_t finding_case_count;

#endif
