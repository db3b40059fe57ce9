/* What the sweeper erases and what it leaves, on the disk and in S3. */
#include "desk.h"

#include "base/clock.h"
#include "servers/servers.h"
#include "studio/sweeper.h"

static const int64_t day_ms = 24 * 3600 * (int64_t)1000;
static struct server s3;
static const char *server_url; /* NULL: the disk */
static struct blob_store *blobs;
static char user_id[ENCODE_ID_SIZE];

static int set_up(void **state) {
    char own[100];
    if (open_studio(state) != 0) return -1;
    snprintf(own, sizeof own, "file:%s/blobs", folder);
    must(blob_store_open(server_url ? server_url : own, &blobs, &err));
    return 0;
}
static int tear_down(void **state) {
    blob_store_close(blobs);
    return close_studio(state);
}

static bool add_jobs(struct studio_desk *desk, void *data, struct error *why) {
    static const char *const jobs[][2] = {
        {"done", "completed"}, {"under-way", "processing"}, {"broken", "failed"}};
    (void)data;
    if (!db_run(desk->tx, NULL, why,
                "INSERT INTO projects (id, user_id, title, title_key, script, settings, "
                "status, version, created_at, updated_at) VALUES ('p', $1, 't', 't', 's', "
                "'{}', 'draft', 1, 0, 0)",
                db_text(user_id)))
        return false;
    for (size_t i = 0; i < COUNT_OF(jobs); i++)
        if (!db_run(desk->tx, NULL, why,
                    "INSERT INTO jobs (id, project_id, user_id, kind, status, phase, progress, "
                    "priority, title, script, settings, version, hold_id, credits, tries, "
                    "max_tries, events, created_at) VALUES ($1, 'p', $2, 'k', $3, 'x', 0, 0, "
                    "'t', 's', '{}', 1, 'h', 1, 1, 3, 0, 0)",
                    db_text(jobs[i][0]), db_text(user_id), db_text(jobs[i][1])))
            return false;
    return db_run(desk->tx, NULL, why,
                  "INSERT INTO job_files (job_id, name, type, size) VALUES ('done', "
                  "'film.mp4', 'video/mp4', 4)");
}

static void put(const char *key) {
    must(blob_put(blobs, key, "video/mp4", "film", 4, NULL, &err));
}
static bool is_there(const char *key) {
    struct blob_info info;
    return blob_stat(blobs, key, &info, &err);
}
static struct sweeper sweep(int64_t later_ms) {
    struct sweeper sweeper = {0};
    while (!sweeper.over)
        must(sweeper_step(&sweeper, &studio, blobs, clock_now_ms() + later_ms, &err));
    return sweeper;
}

static void blobs_without_rows_go_when_they_are_old(void **state) {
    (void)state;
    must(at_desk(NULL, register_user, user_id, &err));
    must(at_desk(NULL, add_jobs, NULL, &err));
    put("films/done/film.mp4");
    put("films/done/left-over.wav");
    put("films/under-way/film.mp4");
    put("films/broken/film.mp4");
    put("films/nobody/film.mp4");
    put("parts/ab/cdef");
    put("else/what");
    struct sweeper swept = sweep(0);
    assert_int_equal(swept.seen, 7);
    assert_int_equal(swept.erased, 0);
    swept = sweep(2 * day_ms);
    assert_int_equal(swept.erased, 3);
    assert_int_equal(swept.freed, 12);
    assert_false(is_there("films/done/left-over.wav"));
    assert_false(is_there("films/broken/film.mp4"));
    assert_false(is_there("films/nobody/film.mp4"));
    assert_true(is_there("parts/ab/cdef"));
    swept = sweep(8 * day_ms);
    assert_int_equal(swept.erased, 1);
    assert_false(is_there("parts/ab/cdef"));
    assert_true(is_there("films/done/film.mp4"));
    assert_true(is_there("films/under-way/film.mp4"));
    assert_true(is_there("else/what"));
    must(blob_delete(blobs, "films/done/film.mp4", &err));
    must(blob_delete(blobs, "films/under-way/film.mp4", &err));
    must(blob_delete(blobs, "else/what", &err));
}

static void a_long_list_is_swept_in_steps(void **state) {
    (void)state;
    enum { PARTS = 300 }; /* more than one step */
    struct sweeper sweeper = {0};
    char key[40];
    for (int i = 0; i < PARTS; i++) {
        snprintf(key, sizeof key, "parts/%02x/%04x", i & 0x0f, i);
        put(key);
    }
    must(sweeper_step(&sweeper, &studio, blobs, clock_now_ms() + 8 * day_ms, &err));
    assert_false(sweeper.over);
    assert_in_range(sweeper.erased, 1, PARTS - 1);
    must(sweeper_step(&sweeper, &studio, blobs, clock_now_ms() + 8 * day_ms, &err));
    assert_true(sweeper.over);
    assert_int_equal(sweeper.erased, PARTS);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
    test(blobs_without_rows_go_when_they_are_old),
    test(a_long_list_is_swept_in_steps),
};

int main(void) {
    int failed = cmocka_run_group_tests_name("disk", tests, NULL, NULL);
    if (!server_start(&s3, SERVER_S3)) return failed;
    server_url = s3.url;
    failed += cmocka_run_group_tests_name("s3", tests, NULL, NULL);
    server_stop(&s3);
    return failed;
}
