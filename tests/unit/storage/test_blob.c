/* One suite for every back end of the blobs: the same expectations of the disk and S3. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/http.h"
#include "base/random.h"
#include "servers/servers.h"
#include "storage/blob.h"

static char folder[64], url[320];
static const char *server_url; /* NULL: the disk */
static struct blob_store *store;
static struct error err;

#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static int open_store(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-blob-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(url, sizeof url, "%s%s",
             server_url ? server_url : "file:", server_url ? "" : folder);
    must(blob_store_open(url, &store, &err));
    return 0;
}

static int close_store(void **state) {
    (void)state;
    blob_store_close(store);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void put(const char *key, const char *text) {
    must(blob_put(store, key, "text/plain", text, strlen(text), NULL, &err));
}

static void assert_holds(const char *key, const char *text) {
    char *bytes;
    size_t size;
    must(blob_get(store, key, 1 << 20, &bytes, &size, NULL, &err));
    assert_int_equal(size, strlen(text));
    assert_string_equal(bytes, text);
    free(bytes);
}

static void assert_none(const char *key) {
    struct blob_info info;
    assert_false(blob_stat(store, key, &info, &err));
    assert_int_equal(err.problem, PROBLEM_NOT_FOUND);
}

static void blob_put__is_there_replaced_and_deleted_as_a_whole(void **state) {
    (void)state;
    assert_none("users/1/a.txt");
    put("users/1/a.txt", "first");
    assert_holds("users/1/a.txt", "first");
    struct blob_info one, two;
    must(blob_stat(store, "users/1/a.txt", &one, &err));
    assert_int_equal(one.size, 5);
    assert_string_equal(one.type, "text/plain");
    assert_true(strlen(one.etag) >= 16);
    must(blob_put(store, "users/1/a.txt", "image/png", "other", 5, &two, &err));
    assert_string_not_equal(one.etag, two.etag);
    must(blob_stat(store, "users/1/a.txt", &one, &err));
    assert_string_equal(one.etag, two.etag);
    assert_string_equal(one.type, "image/png");
    put("users/1", "a folder's name can be a key too");
    put("empty", "");
    assert_holds("empty", "");
    must(blob_delete(store, "users/1/a.txt", &err));
    must(blob_delete(store, "users/1/a.txt", &err));
    assert_none("users/1/a.txt");
    assert_holds("users/1", "a folder's name can be a key too");
    must(blob_delete(store, "users/1", &err));
    must(blob_delete(store, "empty", &err));
    char *bytes;
    size_t size;
    assert_false(blob_get(store, "users/1", 10, &bytes, &size, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_NOT_FOUND);
}

static void blob__takes_only_plain_keys(void **state) {
    (void)state;
    static const char *const wrong[] = {"",     "/",    "/a",  "a/",     "a//b",  "../a",
                                        "a/..", "a/.b", "a b", "a\nb",   "a@",    "\xc3\xa4",
                                        ".",    "a%2f", "a?b", "a\\..b", "a/../b"};
    struct blob_info info;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(blob_stat(store, wrong[i], &info, &err));
        assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
        assert_false(blob_put(store, wrong[i], "text/plain", "x", 1, NULL, &err));
    }
    assert_false(blob_put(store, "a", "text/plain\r\nx: y", "x", 1, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
}

/* Bytes that differ everywhere, made again for checking. */
static void fill(struct random *random, char *block, size_t size) {
    for (size_t i = 0; i < size; i += 8) {
        uint64_t value = random_next(random);
        memcpy(block + i, &value, 8);
    }
}

enum { BLOCK = 1 << 20, BLOCKS = 12 };

static void put_large(const char *key, struct blob_info *info) {
    struct blob_writer *writer = NULL;
    must(blob_writer_open(store, key, "video/mp4", &writer, &err));
    struct random random = random_seed(7);
    AUTO_FREE char *block = xcalloc(BLOCK, 1);
    for (int i = 0; i < BLOCKS; i++) {
        fill(&random, block, BLOCK);
        must(blob_writer_add(writer, block, BLOCK - 3, &err));
        must(blob_writer_add(writer, block + BLOCK - 3, 3, &err));
    }
    assert_none(key);
    must(blob_writer_finish(&writer, info, &err));
    assert_null(writer);
}

struct check {
    char *expected; /* all of it */
    int64_t at, end;
};

static bool compare(void *data, const void *bytes, size_t size, struct error *why) {
    struct check *check = data;
    (void)why;
    assert_true(check->at + (int64_t)size <= check->end);
    assert_memory_equal(check->expected + check->at, bytes, size);
    check->at += (int64_t)size;
    return true;
}

static void blob_writer__streams_what_blob_read_gives_back_in_any_range(void **state) {
    (void)state;
    struct blob_info info;
    put_large("large/film.mp4", &info);
    assert_int_equal(info.size, (int64_t)BLOCK * BLOCKS);
    AUTO_FREE char *all = xcalloc(BLOCK, BLOCKS);
    struct random random = random_seed(7);
    for (int i = 0; i < BLOCKS; i++) fill(&random, all + (size_t)i * BLOCK, BLOCK);
    static const struct {
        int64_t offset, length, got;
    } ranges[] = {{0, -1, (int64_t)BLOCK * BLOCKS},
                  {0, 1, 1},
                  {BLOCK - 1, 2, 2},
                  {BLOCK * 7 + 123, BLOCK * 2, BLOCK * 2},
                  {BLOCK * 12 - 5, -1, 5},
                  {BLOCK * 12 - 5, 100, 5},
                  {BLOCK * 12, 10, 0},
                  {BLOCK * 20, -1, 0},
                  {5, 0, 0}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        struct check check = {all, ranges[i].offset, ranges[i].offset + ranges[i].got};
        must(blob_read(store, "large/film.mp4", ranges[i].offset, ranges[i].length, compare,
                       &check, &err));
        assert_int_equal(check.at, check.end);
    }
    char *bytes;
    size_t size;
    assert_false(blob_get(store, "large/film.mp4", 1000, &bytes, &size, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    must(blob_delete(store, "large/film.mp4", &err));
}

static void blob_writer_abort__leaves_nothing(void **state) {
    (void)state;
    struct blob_writer *writer = NULL;
    must(blob_writer_open(store, "half", "video/mp4", &writer, &err));
    AUTO_FREE char *block = xcalloc(BLOCK, 6);
    must(blob_writer_add(writer, block, (size_t)BLOCK * 6, &err));
    blob_writer_abort(&writer);
    blob_writer_abort(&writer);
    assert_none("half");
}

static bool refuse(void *data, const void *bytes, size_t size, struct error *why) {
    (void)bytes;
    (void)size;
    ++*(int *)data;
    return error_set(why, PROBLEM_CANCELLED, "Enough.");
}

static void blob_read__stops_when_its_sink_does(void **state) {
    (void)state;
    struct blob_info info;
    int calls = 0;
    put_large("large/stopped", &info);
    assert_false(blob_read(store, "large/stopped", 0, -1, refuse, &calls, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    assert_int_equal(calls, 1);
    must(blob_delete(store, "large/stopped", &err));
    assert_false(blob_read(store, "large/stopped", 0, -1, refuse, &calls, &err));
    assert_int_equal(err.problem, PROBLEM_NOT_FOUND);
    assert_int_equal(calls, 1);
}

static void assert_lists(const char *prefix, const char *after, size_t limit,
                         const char *expected, bool more) {
    struct blob_list list;
    struct buf keys;
    must(blob_list(store, prefix, after, limit, &list, &err));
    buf_init(&keys, 10000);
    buf_text(&keys, "");
    for (size_t i = 0; i < list.count; i++)
        buf_printf(&keys, "%s%s", i ? " " : "", list.entries[i].key);
    assert_string_equal(keys.bytes ? keys.bytes : "", expected);
    assert_int_equal(list.more, more);
    buf_done(&keys);
    blob_list_done(&list);
}

static void blob_list__goes_through_keys_in_the_order_of_their_bytes(void **state) {
    (void)state;
    /* SeaweedFS, unlike S3, puts what lies in a folder right behind the folder's own name: in
     * its list "l/a/x" would come before "l/a-b". */
    bool disk = !server_url;
    static const char *const keys[] = {"l/b/2", "l/a", "l/a-b", "l/a.c",  "l/a0",
                                       "l/b/1", "l/c", "m",     "l/b/10", "l/a/x"};
    size_t count = COUNT_OF(keys) - !disk;
    for (size_t i = 0; i < count; i++) put(keys[i], keys[i]);
    assert_lists("l/", "", 100,
                 disk ? "l/a l/a-b l/a.c l/a/x l/a0 l/b/1 l/b/10 l/b/2 l/c"
                      : "l/a l/a-b l/a.c l/a0 l/b/1 l/b/10 l/b/2 l/c",
                 false);
    assert_lists("l/a", "", 100, disk ? "l/a l/a-b l/a.c l/a/x l/a0" : "l/a l/a-b l/a.c l/a0",
                 false);
    assert_lists("l/b/1", "", 100, "l/b/1 l/b/10", false);
    assert_lists("l/", "l/a-b", 3, disk ? "l/a.c l/a/x l/a0" : "l/a.c l/a0 l/b/1", true);
    assert_lists("l/", "l/b/10", 2, "l/b/2 l/c", false);
    assert_lists("l/", "l/c", 2, "", false);
    assert_lists("none/", "", 2, "", false);
    for (size_t i = 0; i < count; i++) must(blob_delete(store, keys[i], &err));
}

static void blob_put_file__and_get_file_carry_files_over(void **state) {
    (void)state;
    char from[100], to[100];
    snprintf(from, sizeof from, "%s-from", folder);
    snprintf(to, sizeof to, "%s-to", folder);
    FILE *file = fopen(from, "wb");
    for (int i = 0; i < 300000; i++) fprintf(file, "%d\n", i);
    fclose(file);
    must(blob_put_file(store, "file", "text/plain", from, NULL, &err));
    must(blob_get_file(store, "file", to, &err));
    char command[300];
    snprintf(command, sizeof command, "cmp '%s' '%s'", from, to);
    assert_int_equal(system(command), 0);
    must(blob_delete(store, "file", &err));
    assert_false(blob_get_file(store, "file", to, &err));
    assert_int_equal(err.problem, PROBLEM_NOT_FOUND);
    assert_int_equal(system(command), 0); /* what was there stays */
    unlink(from);
    unlink(to);
}

static void *put_and_get(void *data) {
    int number = *(int *)data;
    for (int i = 0; i < 20; i++) {
        char key[64], text[64], *bytes;
        size_t size;
        struct error why = {0};
        snprintf(key, sizeof key, "threads/%d/%d", i % 3, number);
        snprintf(text, sizeof text, "%d of %d", i, number);
        if (!blob_put(store, key, "text/plain", text, strlen(text), NULL, &why) ||
            !blob_get(store, key, 100, &bytes, &size, NULL, &why))
            return data;
        bool same = strcmp(bytes, text) == 0;
        free(bytes);
        if (!same || !blob_delete(store, key, &why)) return data;
    }
    return NULL;
}

static void blob__serves_many_threads_at_once(void **state) {
    (void)state;
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    int numbers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, put_and_get, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    assert_lists("threads/", "", 10, "", false);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

static const struct CMUnitTest suite[] = {
    TEST(blob_put__is_there_replaced_and_deleted_as_a_whole),
    TEST(blob__takes_only_plain_keys),
    TEST(blob_writer__streams_what_blob_read_gives_back_in_any_range),
    TEST(blob_writer_abort__leaves_nothing),
    TEST(blob_read__stops_when_its_sink_does),
    TEST(blob_list__goes_through_keys_in_the_order_of_their_bytes),
    TEST(blob_put_file__and_get_file_carry_files_over),
    TEST(blob__serves_many_threads_at_once),
};

static void disk__finds_a_damaged_blob(void **state) {
    (void)state;
    put("a/b", "content");
    char path[200], *bytes;
    size_t size;
    snprintf(path, sizeof path, "%s/blobs/a/b@", folder);
    int fd = open(path, O_RDWR);
    assert_int_equal(pwrite(fd, "X", 1, 2), 1);
    assert_false(blob_get(store, "a/b", 100, &bytes, &size, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    assert_int_equal(ftruncate(fd, 60), 0);
    assert_false(blob_get(store, "a/b", 100, &bytes, &size, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    close(fd);
    put("a/b", "content");
    assert_holds("a/b", "content");
}

static void disk__gives_the_file_itself(void **state) {
    (void)state;
    put("a/b", "content");
    struct blob_info info;
    int fd;
    char bytes[7];
    must(blob_open_file(store, "a/b", &fd, &info, &err));
    assert_int_equal(info.size, 7);
    assert_int_equal(read(fd, bytes, 7), 7);
    assert_memory_equal(bytes, "content", 7);
    close(fd);
}

static bool check(const char *method, const char *target, int64_t now_s) {
    struct blob_link link;
    struct arena *arena = arena_new();
    bool ok = blob_link_check(store, method, target, now_s, arena, &link, &err);
    assert_true(ok || err.problem == PROBLEM_FORBIDDEN);
    arena_free(arena);
    return ok;
}

static void disk_link__opens_one_blob_for_one_method_and_a_while(void **state) {
    (void)state;
    struct blob_link get = {.method = "GET",
                            .key = "users/1/film.mp4",
                            .life_s = BLOB_LINK_GET_S,
                            .name = "Pongal & \"more\" \xe0\xae\xaa.mp4"};
    char *target;
    must(blob_link_make(store, &get, 1000, &target, &err));
    assert_int_equal(strncmp(target, "/blobs/users/1/film.mp4?", 24), 0);
    struct arena *arena = arena_new();
    struct blob_link found;
    must(blob_link_check(store, "GET", target, 1000, arena, &found, &err));
    assert_string_equal(found.key, get.key);
    assert_string_equal(found.name, get.name);
    assert_int_equal(found.life_s, BLOB_LINK_GET_S);
    assert_true(check("HEAD", target, 1000 + BLOB_LINK_GET_S - 1));
    assert_false(check("GET", target, 1000 + BLOB_LINK_GET_S));
    assert_false(check("PUT", target, 1000));
    for (size_t i = 0; target[i]; i++) { /* no byte may be changed */
        char kept = target[i];
        target[i] = kept == '0' ? '1' : '0';
        assert_false(check("GET", target, 1000));
        target[i] = kept;
    }
    for (size_t i = strlen(target); i-- > 0;) { /* nor left out at the end */
        char kept = target[i];
        target[i] = '\0';
        assert_false(check("GET", target, 1000));
        target[i] = kept;
        if (i % 7 == 0) target[i] = '\0';
    }
    free(target);
    struct blob_link put_link = {.method = "PUT",
                                 .key = "users/1/in.png",
                                 .life_s = BLOB_LINK_PUT_S,
                                 .type = "image/png",
                                 .size = 1234};
    must(blob_link_make(store, &put_link, 1000, &target, &err));
    must(blob_link_check(store, "PUT", target, 1000, arena, &found, &err));
    assert_string_equal(found.type, "image/png");
    assert_int_equal(found.size, 1234);
    assert_false(check("GET", target, 1000));
    struct blob_store *again; /* another server over the same folder knows the same links */
    must(blob_store_open(url, &again, &err));
    must(blob_link_check(again, "PUT", target, 1000, arena, &found, &err));
    blob_store_close(again);
    arena_free(arena);
    free(target);
}

static struct server s3;

/* As somebody would who has the link and no keys. The status of the answer. */
static int follow(const char *method, const char *link, const char *type, const char *body,
                  char *answer) {
    struct http *http = http_new();
    struct http_header header = {"Content-Type", type};
    struct http_request request = {.method = method,
                                   .url = link,
                                   .headers = &header,
                                   .header_count = type != NULL,
                                   .body = body,
                                   .size = body ? strlen(body) : 0};
    struct http_response response;
    must(http_send(http, &request, &response, &err));
    int status = response.status;
    if (answer) snprintf(answer, 100, "%.99s", response.body.bytes);
    const char *name = http_header_of(&response, "Content-Disposition");
    if (answer && name) snprintf(answer + strlen(answer), 100, " %.90s", name);
    http_response_done(&response);
    http_free(http);
    return status;
}

static void s3_link__opens_one_blob_for_one_method_and_a_while(void **state) {
    (void)state;
    char *link, answer[256];
    int64_t now = (int64_t)time(NULL);
    put("a/film.mp4", "content");
    put("a/other.mp4", "secret");
    struct blob_link get = {
        .method = "GET", .key = "a/film.mp4", .life_s = 60, .name = "my film & more.mp4"};
    must(blob_link_make(store, &get, now, &link, &err));
    assert_int_equal(follow("GET", link, NULL, NULL, answer), 200);
    assert_string_equal(answer,
                        "content attachment; filename*=UTF-8''my%20film%20%26%20more.mp4");
    assert_int_equal(follow("PUT", link, NULL, "x", NULL), 403);
    assert_int_equal(follow("DELETE", link, NULL, NULL, NULL), 403);
    char *film = strstr(link, "film.mp4");
    memcpy(film, "othr", 4);
    assert_int_equal(follow("GET", link, NULL, NULL, NULL), 403);
    free(link);
    must(blob_link_make(store, &get, now - 61, &link, &err));
    assert_int_equal(follow("GET", link, NULL, NULL, NULL), 403);
    free(link);
    struct blob_link in = {
        .method = "PUT", .key = "a/in.png", .life_s = 60, .type = "image/png", .size = 5};
    must(blob_link_make(store, &in, now, &link, &err));
    assert_int_equal(follow("PUT", link, "text/html", "12345", NULL), 403);
    assert_int_equal(follow("PUT", link, "image/png", "123456", NULL), 403);
    assert_none("a/in.png");
    assert_int_equal(follow("PUT", link, "image/png", "12345", NULL), 200);
    assert_holds("a/in.png", "12345");
    free(link);
}

static void s3__refuses_wrong_keys(void **state) {
    (void)state;
    struct blob_info info;
    char kept[100];
    put("a", "x");
    snprintf(kept, sizeof kept, "%s", getenv("AWS_SECRET_ACCESS_KEY"));
    setenv("AWS_SECRET_ACCESS_KEY", "wrong", 1);
    bool ok = blob_stat(store, "a", &info, &err);
    setenv("AWS_SECRET_ACCESS_KEY", kept, 1);
    assert_false(ok);
    assert_int_equal(err.problem, PROBLEM_NO_PERMISSION);
    must(blob_stat(store, "a", &info, &err));
}

static void s3_sweep__ends_uploads_that_nobody_will(void **state) {
    (void)state;
    struct blob_writer *writer = NULL;
    AUTO_FREE char *block = xcalloc(BLOCK, 9);
    must(blob_writer_open(store, "swept", "video/mp4", &writer, &err));
    must(blob_writer_add(writer, block, (size_t)BLOCK * 9, &err));
    must(blob_sweep(store, 3600, &err)); /* it is young */
    must(blob_sweep(store, -10, &err));
    assert_false(blob_writer_finish(&writer, NULL, &err));
    assert_none("swept");
}

static void s3__says_that_it_is_away_and_goes_on_when_it_is_back(void **state) {
    (void)state;
    struct blob_info info;
    put("kept", "content");
    server_kill(&s3);
    assert_false(blob_stat(store, "kept", &info, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    assert_false(blob_put(store, "new", "text/plain", "x", 1, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    server_restart(&s3);
    assert_holds("kept", "content");
    put("new", "x");
}

int main(void) {
    static const struct CMUnitTest disk[] = {
        TEST(disk__finds_a_damaged_blob),
        TEST(disk__gives_the_file_itself),
        TEST(disk_link__opens_one_blob_for_one_method_and_a_while),
    };
    static const struct CMUnitTest s3_suite[] = {
        TEST(s3_link__opens_one_blob_for_one_method_and_a_while),
        TEST(s3__refuses_wrong_keys),
        TEST(s3_sweep__ends_uploads_that_nobody_will),
        TEST(s3__says_that_it_is_away_and_goes_on_when_it_is_back),
    };
    int failed = cmocka_run_group_tests_name("disk", suite, NULL, NULL);
    failed += cmocka_run_group_tests_name("disk alone", disk, NULL, NULL);
    if (!server_start(&s3, SERVER_S3)) return failed;
    server_url = s3.url;
    failed += cmocka_run_group_tests_name("s3", suite, NULL, NULL);
    failed += cmocka_run_group_tests_name("s3 alone", s3_suite, NULL, NULL);
    server_stop(&s3);
    return failed;
}
