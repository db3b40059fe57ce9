#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "storage/storage.h"

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-storage-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static struct storage *opened(void) {
    struct storage *storage;
    struct error err;
    if (!storage_open(folder, &storage, &err)) fail_msg("%s", err.message);
    return storage;
}

static struct hash name_of(const char *text) {
    return hash_of(text, strlen(text));
}

static void put(struct storage *storage, const char *name, const char *content) {
    struct hash hash = name_of(name);
    struct error err;
    if (!storage_put(storage, &hash, content, strlen(content), &err))
        fail_msg("%s", err.message);
}

static void assert_holds(struct storage *storage, const char *name, const char *content) {
    struct hash hash = name_of(name);
    struct error err;
    char *bytes;
    size_t size;
    assert_true(storage_get(storage, &hash, &bytes, &size, &err));
    if (content) {
        assert_non_null(bytes);
        assert_string_equal(bytes, content);
    } else {
        assert_null(bytes);
    }
    free(bytes);
}

static void storage_put__is_there_after_reopening_and_can_be_put_again(void **state) {
    (void)state;
    struct storage *storage = opened();
    assert_holds(storage, "shot 1", NULL);
    put(storage, "shot 1", "frames");
    put(storage, "shot 1", "frames");
    put(storage, "empty", "");
    storage_close(storage);
    storage = opened();
    assert_holds(storage, "shot 1", "frames");
    assert_holds(storage, "empty", "");
    assert_int_equal(storage_damaged(storage), 0);
    storage_close(storage);
}

static void storage_drop__takes_away_what_is_there_and_nothing_else(void **state) {
    (void)state;
    struct storage *storage = opened();
    struct hash hash = name_of("line 1");
    struct error err = {0};
    put(storage, "line 1", "speech");
    put(storage, "line 2", "more");
    assert_true(storage_drop(storage, &hash, &err));
    assert_holds(storage, "line 1", NULL);
    assert_holds(storage, "line 2", "more");
    assert_true(storage_drop(storage, &hash, &err));
    storage_close(storage);
}

static void damage(const char *name, long at, int value) {
    struct hash hash = name_of(name);
    char hex[HASH_HEX_SIZE], path[200];
    hash_hex(&hash, hex);
    snprintf(path, sizeof path, "%s/objects/%.2s/%s", folder, hex, hex + 2);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    if (value >= 0) {
        fseek(file, at, SEEK_SET);
        fputc(value, file);
    } else {
        assert_int_equal(ftruncate(fileno(file), at), 0);
    }
    fclose(file);
}

static void storage_get__takes_a_damaged_object_away(void **state) {
    (void)state;
    static const struct {
        long at;
        int value;
    } damages[] = {{0, 'X'}, {9, 200}, {20, 1}, {50, 'z'}, {52, -1}, {10, -1}, {0, -1}};
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct storage *storage = opened();
        put(storage, "line", "spoken words");
        damage("line", damages[i].at, damages[i].value);
        assert_holds(storage, "line", NULL);
        assert_int_equal(storage_damaged(storage), 1);
        put(storage, "line", "spoken words");
        assert_holds(storage, "line", "spoken words");
        storage_close(storage);
    }
}

static void storage_open__clears_what_a_killed_run_left_but_not_what_a_living_one_writes(
    void **state) {
    (void)state;
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct storage *storage = opened();
        char path[300];
        snprintf(path, sizeof path, "%s/half", storage_scratch(storage));
        close(open(path, O_CREAT | O_WRONLY, 0644));
        if (write(ready[1], path, sizeof path) < 0) _exit(1);
        pause();
        _exit(0);
    }
    char path[300];
    assert_int_equal(read(ready[0], path, sizeof path), sizeof path);
    struct storage *storage = opened();
    assert_int_equal(access(path, F_OK), 0);
    storage_close(storage);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    storage = opened();
    assert_int_not_equal(access(path, F_OK), 0);
    storage_close(storage);
}

static void age(const char *name, int days) {
    char hex[HASH_HEX_SIZE], path[300];
    struct hash hash = name_of(name);
    hash_hex(&hash, hex);
    snprintf(path, sizeof path, "%s/objects/%.2s/%s", folder, hex, hex + 2);
    struct timespec then[2] = {{.tv_sec = time(NULL) - days * 86400L}};
    then[1] = then[0];
    assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
}

static void storage_sweep__takes_away_what_nobody_used_for_long(void **state) {
    (void)state;
    struct storage *storage = opened();
    struct storage_swept swept;
    struct error err;
    put(storage, "old", "1234");
    put(storage, "asked for", "12345");
    put(storage, "read", "123456");
    put(storage, "new", "1234567");
    age("old", 40), age("asked for", 40), age("read", 40);
    struct hash asked = name_of("asked for");
    assert_true(storage_has(storage, &asked));
    assert_holds(storage, "read", "123456");
    assert_true(storage_sweep(storage, 30 * 86400, &swept, &err));
    assert_int_equal(swept.objects, 1);
    assert_int_equal(swept.kept, 3);
    assert_true(swept.freed >= 4 && swept.kept_size >= 18);
    assert_holds(storage, "old", NULL);
    assert_holds(storage, "asked for", "12345");
    assert_holds(storage, "new", "1234567");
    assert_true(storage_sweep(storage, -1, &swept, &err));
    assert_int_equal(swept.kept, 0);
    storage_close(storage);
}

static void storage_lock__lets_one_process_at_a_time_through(void **state) {
    (void)state;
    struct storage *storage = opened();
    struct hash name = name_of("shared");
    struct error err;
    int lock;
    assert_true(storage_lock(storage, &name, &lock, &err));
    pid_t child = fork();
    if (child == 0) {
        storage_unlock(
            lock); /* a forked process shares the open file; a run of its own does not */
        struct storage *mine = opened();
        int my_lock;
        if (!storage_lock(mine, &name, &my_lock, &err)) _exit(2);
        char *bytes;
        size_t size;
        /* Only once the parent has put it and let go. */
        if (!storage_get(mine, &name, &bytes, &size, &err) || !bytes) _exit(3);
        _exit(0);
    }
    put(storage, "shared", "made once");
    storage_unlock(lock);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    storage_close(storage);
}

static void storage_open__says_clearly_that_a_folder_cannot_be_used(void **state) {
    (void)state;
    struct storage *storage;
    struct error err;
    assert_false(storage_open("/proc/nothing/here", &storage, &err));
    assert_int_equal(err.problem, PROBLEM_CANNOT_CREATE);
    assert_non_null(strstr(err.message, "/proc/nothing/here"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(storage_drop__takes_away_what_is_there_and_nothing_else),
        TEST(storage_put__is_there_after_reopening_and_can_be_put_again),
        TEST(storage_get__takes_a_damaged_object_away),
        TEST(storage_open__clears_what_a_killed_run_left_but_not_what_a_living_one_writes),
        TEST(storage_sweep__takes_away_what_nobody_used_for_long),
        TEST(storage_lock__lets_one_process_at_a_time_through),
        TEST(storage_open__says_clearly_that_a_folder_cannot_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
