#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/random.h"
#include "queue/fair.h"

static void fair_next__takes_the_heavier_class_of_the_same_age(void **state) {
    (void)state;
    for (int a = 0; a < QUEUE_CLASS_COUNT; a++)
        for (int b = a + 1; b < QUEUE_CLASS_COUNT; b++) {
            struct fair_candidate two[] = {{.class = (enum queue_class)b},
                                           {.class = (enum queue_class)a}};
            assert_int_equal(fair_next(two, 2, 5000, 0), 1);
        }
}

static void fair_next__takes_the_older_of_the_same_class(void **state) {
    (void)state;
    struct fair_candidate two[] = {{.class = QUEUE_LOW, .since_ms = 20},
                                   {.class = QUEUE_LOW, .since_ms = 10}};
    assert_int_equal(fair_next(two, 2, 20, 0), 1);
}

static void fair_next__turns_to_the_user_with_fewer_running(void **state) {
    (void)state;
    struct fair_candidate two[] = {{.class = QUEUE_HIGH, .running = 2, .counted = true},
                                   {.class = QUEUE_HIGH, .running = 0, .counted = true}};
    assert_int_equal(fair_next(two, 2, 1000, 0), 1);
}

static void fair_next__leaves_out_who_is_at_the_limit(void **state) {
    (void)state;
    struct fair_candidate three[] = {
        {.class = QUEUE_CRITICAL, .running = 3, .counted = true},
        {.class = QUEUE_LOW, .running = 2, .counted = true},
        {.class = QUEUE_LOW, .running = 9, .counted = false},
    };
    assert_int_equal(fair_next(three, 3, 1000, 3), 1);
    assert_int_equal(fair_next(three, 1, 1000, 3), 1);
    assert_int_equal(fair_next(three + 2, 1, 1000, 3), 0);
    assert_int_equal(fair_next(three, 3, 1000, 0), 0);
    assert_int_equal(fair_next(NULL, 0, 1000, 0), 0);
}

/* Each class as a line of arrival times; one service a second. */
struct line {
    int64_t arrived[40000];
    size_t head, tail;
    double waited;
    int64_t served;
};

static size_t serve(struct line lines[static QUEUE_CLASS_COUNT], int64_t now) {
    struct fair_candidate candidates[QUEUE_CLASS_COUNT];
    size_t count = 0;
    for (int i = 0; i < QUEUE_CLASS_COUNT; i++)
        if (lines[i].head < lines[i].tail)
            candidates[count++] = (struct fair_candidate){
                .class = (enum queue_class)i, .since_ms = lines[i].arrived[lines[i].head]};
    size_t next = fair_next(candidates, count, now, 0);
    if (next == count) return QUEUE_CLASS_COUNT;
    struct line *line = &lines[candidates[next].class];
    line->waited += (double)(now - line->arrived[line->head++]);
    line->served++;
    return candidates[next].class;
}

static void fair_next__makes_classes_wait_in_inverse_proportion_to_their_weights(void **state) {
    (void)state;
    static struct line lines[QUEUE_CLASS_COUNT];
    struct random random = random_seed(11);
    for (int64_t second = 0; second < 30000; second++) {
        if (second < 400 || random_unit(&random) < 0.995) { /* a backlog, then in balance */
            int times = second < 400 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                struct line *line = &lines[random_below(&random, QUEUE_CLASS_COUNT)];
                line->arrived[line->tail++] = second * 1000;
            }
        }
        serve(lines, second * 1000);
        if (second == 2000)
            for (int i = 0; i < QUEUE_CLASS_COUNT; i++)
                lines[i].waited = 0, lines[i].served = 0;
    }
    double first = lines[0].waited / (double)lines[0].served;
    for (int i = 1; i < QUEUE_CLASS_COUNT; i++) {
        double ratio = lines[i].waited / (double)lines[i].served / first;
        double wanted = (double)fair_weights[0] / fair_weights[i];
        if (ratio < wanted * 0.9 || ratio > wanted * 1.1)
            fail_msg("class %d waits %.2f times as long as critical, not %.2f", i, ratio,
                     wanted);
    }
}

static void fair_next__starves_nobody_under_a_flood_of_critical_work(void **state) {
    (void)state;
    static struct line lines[QUEUE_CLASS_COUNT];
    lines[QUEUE_LOW].arrived[lines[QUEUE_LOW].tail++] = 0;
    for (int64_t second = 0; second < 60; second++) {
        lines[QUEUE_CRITICAL].arrived[lines[QUEUE_CRITICAL].tail++] = second * 1000;
        if (serve(lines, second * 1000) == QUEUE_LOW) return;
    }
    fail_msg("low work waits for a minute while critical work comes and goes");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fair_next__takes_the_heavier_class_of_the_same_age),
        cmocka_unit_test(fair_next__takes_the_older_of_the_same_class),
        cmocka_unit_test(fair_next__turns_to_the_user_with_fewer_running),
        cmocka_unit_test(fair_next__leaves_out_who_is_at_the_limit),
        cmocka_unit_test(fair_next__makes_classes_wait_in_inverse_proportion_to_their_weights),
        cmocka_unit_test(fair_next__starves_nobody_under_a_flood_of_critical_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
