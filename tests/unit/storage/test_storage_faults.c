/* Makes the n-th call to the system fail, for every n, until a whole visit to the work folder
 * passes. Whatever fails, the answer is true or an error with a sentence, and the folder stays
 * sound. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "storage/storage.h"

static int calls_left = -1, fail_with = EIO; /* -1: none fails */

static int due(void) {
    if (calls_left < 0) return 0;
    return calls_left-- == 0;
}

#define FAILS_AS(value)    \
    if (due()) {           \
        errno = fail_with; \
        return value;      \
    }
#define WRAP(type, name, parameters, arguments, failed) \
    type __real_##name parameters;                      \
    type __wrap_##name parameters;                      \
    type __wrap_##name parameters {                     \
        FAILS_AS(failed)                                \
        return __real_##name arguments;                 \
    }

WRAP(int, open, (const char *path, int flags, mode_t mode), (path, flags, mode), -1)
WRAP(int, open64, (const char *path, int flags, mode_t mode), (path, flags, mode), -1)
WRAP(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size), -1)
WRAP(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size), -1)
WRAP(int, fsync, (int fd), (fd), -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
WRAP(int, flock, (int fd, int operation), (fd, operation), -1)
WRAP(int, fstat, (int fd, struct stat *info), (fd, info), -1)
WRAP(int, fstat64, (int fd, struct stat64 *info), (fd, info), -1)
WRAP(char *, mkdtemp, (char *template), (template), NULL)

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd) { /* a failing close still closes, as Linux does */
    int result = __real_close(fd);
    FAILS_AS(-1)
    return result;
}

static char folder[64];

/* One visit: true when every step succeeded. */
static bool visit(struct error *err) {
    struct storage *storage;
    struct hash name = hash_of("name", 4);
    if (!storage_open(folder, &storage, err)) return false;
    int lock = -1;
    char *bytes = NULL;
    size_t size;
    bool ok = storage_lock(storage, &name, &lock, err) &&
              storage_put(storage, &name, "content", 7, err) &&
              storage_get(storage, &name, &bytes, &size, err);
    /* Unreadable is answered as not there; what is there must be right. */
    if (bytes) assert_string_equal(bytes, "content");
    if (ok && !bytes)
        ok = error_set(err, PROBLEM_DAMAGED, "The object could not be read back.");
    free(bytes);
    if (lock >= 0) storage_unlock(lock);
    storage_close(storage);
    return ok;
}

static void fail_every_call(int with) {
    fail_with = with;
    int n = 0;
    for (bool passed = false; !passed; n++) {
        assert_true(n < 200);
        strcpy(folder, "/tmp/film-faults-XXXXXX");
        calls_left = -1;
        assert_non_null(mkdtemp(folder));
        struct error err = {0};
        calls_left = n;
        bool ok = visit(&err);
        passed = calls_left >= 0; /* nothing was left to fail */
        calls_left = -1;
        if (!ok) {
            assert_int_not_equal(err.problem, PROBLEM_NONE);
            assert_true(strlen(err.message) > 10);
        }
        if (passed) assert_true(ok);
        /* The same folder works again once the trouble is over. */
        assert_true(visit(&err));
        char command[128];
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        assert_int_equal(system(command), 0);
    }
    assert_true(n > 10);
}

static void storage__survives_every_failing_call(void **state) {
    (void)state;
    fail_every_call(EIO);
}

static void storage__survives_a_disk_that_fills_up_at_any_call(void **state) {
    (void)state;
    fail_every_call(ENOSPC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storage__survives_every_failing_call),
        cmocka_unit_test(storage__survives_a_disk_that_fills_up_at_any_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
