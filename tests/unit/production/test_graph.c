#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "production/graph.h"

static char folder[64];
static struct storage *storage;

static int open_storage(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-graph-XXXXXX");
    struct error err;
    return mkdtemp(folder) && storage_open(folder, &storage, &err) ? 0 : -1;
}

static int remove_storage(void **state) {
    (void)state;
    storage_close(storage);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

struct part {
    _Atomic int *clock; /* counts makings, over all parts */
    int made_at;        /* its value when this one was made; 0: never */
    enum problem fails_with;
};

static bool make_part(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                      struct error *err) {
    struct part *part = data;
    if (!cancel_check(cancel, err)) return false;
    if (part->fails_with) return error_set(err, part->fails_with, "This part cannot be made.");
    part->made_at = ++*part->clock;
    buf_text(out, "made");
    atomic_store(done, 1);
    return true;
}

static size_t add(struct graph *graph, struct part *part, const char *name, bool keep,
                  const size_t *after, size_t count) {
    struct graph_node node = {.stage = STAGE_PICTURE,
                              .name = hash_of(name, strlen(name)),
                              .keep = keep,
                              .cost = 1,
                              .make = make_part,
                              .data = part};
    return graph_add(graph, &node, after, count);
}

static void graph_run__makes_what_is_needed_first_and_all_of_it(void **state) {
    (void)state;
    _Atomic int clock = 0;
    struct part parts[5] = {{&clock}, {&clock}, {&clock}, {&clock}, {&clock}};
    struct graph *graph = graph_new();
    size_t a = add(graph, &parts[0], "a", true, NULL, 0);
    size_t b = add(graph, &parts[1], "b", true, NULL, 0);
    size_t c = add(graph, &parts[2], "c", true, (size_t[]){a, b}, 2);
    size_t d = add(graph, &parts[3], "d", false, (size_t[]){c}, 1);
    add(graph, &parts[4], "e", false, (size_t[]){d, a}, 2);
    struct graph_progress progress;
    struct error err;
    assert_true(graph_run(graph, storage, 4, NULL, NULL, NULL, &progress, &err));
    assert_int_equal(clock, 5);
    assert_true(parts[2].made_at > parts[0].made_at && parts[2].made_at > parts[1].made_at);
    assert_int_equal(parts[3].made_at, 4);
    assert_int_equal(parts[4].made_at, 5);
    assert_int_equal(progress.stages[STAGE_PICTURE].done, 5);
    assert_true(progress.left_s == 0);
    graph_free(graph);
}

static void graph_run__finds_what_was_kept_and_makes_the_rest(void **state) {
    (void)state;
    for (int round = 0; round < 2; round++) {
        _Atomic int clock = 0;
        struct part parts[2] = {{&clock}, {&clock}};
        struct graph *graph = graph_new();
        size_t a = add(graph, &parts[0], "a", true, NULL, 0);
        size_t b = add(graph, &parts[1], "b", false, &a, 1);
        struct graph_progress progress;
        struct error err;
        assert_true(graph_run(graph, storage, 2, NULL, NULL, NULL, &progress, &err));
        assert_int_equal(clock, round == 0 ? 2 : 1);
        assert_int_equal(graph_was_kept(graph, a), round == 1);
        assert_false(graph_was_kept(graph, b));
        graph_free(graph);
    }
}

static void graph_run__keeps_what_was_finished_when_a_part_fails(void **state) {
    (void)state;
    _Atomic int clock = 0;
    struct part good = {&clock}, bad = {&clock, 0, PROBLEM_NO_SPACE}, after = {&clock};
    struct graph *graph = graph_new();
    size_t first = add(graph, &good, "good", true, NULL, 0);
    size_t second = add(graph, &bad, "bad", true, &first, 1);
    add(graph, &after, "after", true, &second, 1);
    struct graph_progress progress;
    struct error err;
    assert_false(graph_run(graph, storage, 2, NULL, NULL, NULL, &progress, &err));
    assert_int_equal(err.problem, PROBLEM_NO_SPACE);
    assert_int_equal(after.made_at, 0);
    struct hash name = hash_of("good", 4);
    assert_true(storage_has(storage, &name));
    graph_free(graph);
}

static void graph_run__stops_when_it_is_cancelled(void **state) {
    (void)state;
    _Atomic int clock = 0;
    struct part part = {&clock};
    struct graph *graph = graph_new();
    add(graph, &part, "a", true, NULL, 0);
    struct cancel cancel = {true};
    struct graph_progress progress;
    struct error err;
    assert_false(graph_run(graph, storage, 2, &cancel, NULL, NULL, &progress, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    graph_free(graph);
}

static void graph_run__starts_lower_batches_first_and_in_them_the_longest(void **state) {
    (void)state;
    _Atomic int clock = 0;
    struct part parts[4] = {{&clock}, {&clock}, {&clock}, {&clock}};
    const int batches[4] = {2, 1, 1, 0}, wanted[4] = {4, 3, 2, 1};
    const double costs[4] = {9, 1, 2, 1};
    struct graph *graph = graph_new();
    for (int i = 0; i < 4; i++) {
        struct graph_node node = {
            .cost = costs[i], .batch = batches[i], .make = make_part, .data = &parts[i]};
        graph_add(graph, &node, NULL, 0);
    }
    struct graph_progress progress;
    struct error err;
    assert_true(graph_run(graph, storage, 1, NULL, NULL, NULL, &progress, &err));
    for (int i = 0; i < 4; i++) assert_int_equal(parts[i].made_at, wanted[i]);
    graph_free(graph);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_storage, remove_storage)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(graph_run__makes_what_is_needed_first_and_all_of_it),
        TEST(graph_run__finds_what_was_kept_and_makes_the_rest),
        TEST(graph_run__keeps_what_was_finished_when_a_part_fails),
        TEST(graph_run__stops_when_it_is_cancelled),
        TEST(graph_run__starts_lower_batches_first_and_in_them_the_longest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
