/* What a worker does with a film that does not get done. */
#include "desk.h"

#include "studio/credits.h"
#include "studio/jobs.h"
#include "studio/maker.h"
#include "studio/moderation.h"

static char user_id[ENCODE_ID_SIZE];

static bool order_film(struct studio_desk *desk, void *data, struct error *why) {
    struct project project = {0};
    struct job job = {0};
    struct project_order order = {.title = "Kolam",
                                  .script = "EXT. COURTYARD - DAWN\n\nMEERA waits.\n",
                                  .settings = "{}"};
    desk->who.tier = "free";
    desk->who.role = "user";
    if (!projects_new(desk, &order, &project, why) ||
        !jobs_submit(desk, project.id, "video_generation", &job, why))
        return false;
    memcpy(data, job.id, ENCODE_ID_SIZE);
    return true;
}

struct outcome {
    const char *id;
    char status[20], problem[20], message[200];
    int64_t balance, held, faults;
};
static bool look(struct studio_desk *desk, void *data, struct error *why) {
    struct outcome *outcome = data;
    struct job job = {0};
    struct credit_statement statement = {0};
    if (!jobs_get(desk, outcome->id, &job, why) ||
        !credits_statement(desk, user_id, 1, 1, &statement, why) ||
        !credits_check(desk, &outcome->faults, why))
        return false;
    snprintf(outcome->status, sizeof outcome->status, "%s", job.status);
    snprintf(outcome->problem, sizeof outcome->problem, "%s", job.problem ? job.problem : "");
    snprintf(outcome->message, sizeof outcome->message, "%s", job.message ? job.message : "");
    outcome->balance = statement.balance;
    outcome->held = statement.held;
    return true;
}

/* Nobody makes parts here, so that the film is never done. */
static void a_film_that_takes_too_long_ends_and_costs_nothing(void **state) {
    (void)state;
    char id[ENCODE_ID_SIZE], blobs_url[100];
    struct blob_store *blobs;
    struct outcome outcome = {.id = id};
    bool worked;
    must(moderation_open(&err));
    must(at_desk(NULL, register_user, user_id, &err));
    must(at_desk(user_id, order_film, id, &err));
    snprintf(blobs_url, sizeof blobs_url, "file:%s/blobs", folder);
    must(blob_store_open(blobs_url, &blobs, &err));
    struct maker maker = {.studio = &studio, .blobs = blobs, .name = "w", .limit_ms = 1000};
    must(maker_step(&maker, NULL, &worked, &err));
    assert_true(worked);
    must(at_desk(user_id, look, &outcome, &err));
    assert_string_equal(outcome.message, "The film was not done within the 1 seconds it may "
                                         "take. Try again, or shorten the script.");
    assert_string_equal(outcome.status, "failed");
    assert_string_equal(outcome.problem, "timeout");
    assert_int_equal(outcome.balance, 3);
    assert_int_equal(outcome.held, 0);
    assert_int_equal(outcome.faults, 0);
    must(maker_step(&maker, NULL, &worked, &err));
    assert_false(worked); /* it is not tried again */
    blob_store_close(blobs);
}

static void limits_follow_the_plan(void **state) {
    (void)state;
    assert_int_equal(jobs_limit_s("video_generation", studio_tier("guest")), 600);
    assert_int_equal(jobs_limit_s("video_generation", studio_tier("free")), 600);
    assert_int_equal(jobs_limit_s("video_generation", studio_tier("pro")), 2400);
    assert_int_equal(jobs_limit_s("voice_synthesis", studio_tier("free")), 120);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_film_that_takes_too_long_ends_and_costs_nothing,
                                        open_studio, close_studio),
        cmocka_unit_test(limits_follow_the_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
