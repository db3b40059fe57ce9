/* One film made by several processes, each with a work folder of its own over shared parts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "edit/mix.h"
#include "production/crew.h"
#include "queue/tables.h"
#include "storage/blob.h"

static const struct db_migration migrations[] = {
    {1, "queue", QUEUE_TABLES, QUEUE_TABLES_BACK},
};
static const char script[] =
    "INT. KITCHEN - DAY\n\nMEERA (9) stands.\n\nMEERA\nThe milk rises!\n\n"
    "CUT TO:\n\nEXT. GARDEN - NIGHT\n\nMeera runs.\n\nMEERA\nMoon.\n";

static char folder[64];
static struct error err;

#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static char *in_folder(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *in_folder(const char *format, ...) {
    char name[100], *path;
    va_list args;
    va_start(args, format);
    vsnprintf(name, sizeof name, format, args);
    va_end(args);
    if (asprintf(&path, "%s/%s", folder, name) < 0) abort();
    return path;
}

struct doors {
    struct db *db;
    struct queue *queue;
    struct blob_store *shared;
};

static bool open_doors(struct doors *doors) {
    AUTO_FREE char *db = in_folder("film.db"), *blobs = in_folder("shared");
    AUTO_FREE char *db_url = NULL, *blobs_url = NULL;
    if (asprintf(&db_url, "sqlite:%s", db) < 0 || asprintf(&blobs_url, "file:%s", blobs) < 0)
        abort();
    return db_open(db_url, 4, &doors->db, &err) &&
           queue_open("db:", doors->db, &doors->queue, &err) &&
           blob_store_open(blobs_url, &doors->shared, &err);
}

static void close_doors(struct doors *doors) {
    blob_store_close(doors->shared);
    queue_close(doors->queue);
    db_close(doors->db);
}

static volatile sig_atomic_t stopped;

/* A worker that cannot go on says why: its exit code alone would not tell. */
static _Noreturn void give_up(int code) {
    fprintf(stderr, "worker: %s (%s)\n", err.message, err.cause);
    _exit(code);
}

static void on_term(int signal) {
    (void)signal;
    stopped = 1;
}

/* A worker's whole life, in a process of its own. It says how many parts it made by a file. */
static void be_worker(int number) {
    struct doors doors;
    struct crew *crew;
    AUTO_FREE char *work = in_folder("work-%d", number), *told = in_folder("made-%d", number);
    char name[16];
    int made = 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGTERM, on_term);
    snprintf(name, sizeof name, "worker %d", number);
    if (!open_doors(&doors)) give_up(2);
    struct crew_doors order = {.db = doors.db,
                               .queue = doors.queue,
                               .work_folder = work,
                               .shared = doors.shared,
                               .worker = name};
    if (!crew_open(&order, &crew, &err)) give_up(3);
    while (!stopped) {
        bool worked;
        if (!crew_step(crew, 200, NULL, &worked, &err)) give_up(4);
        made += worked;
    }
    char text[16];
    snprintf(text, sizeof text, "%d", made);
    if (!file_write(told, text, strlen(text), &err)) give_up(5);
    crew_close(crew);
    close_doors(&doors);
    _exit(0);
}

static struct production_order tiny(const char *work) {
    return (struct production_order){.script = script,
                                     .script_size = strlen(script),
                                     .name = "tiny",
                                     .work_folder = work,
                                     .seed = 3,
                                     .width = 96,
                                     .height = 54,
                                     .fps = {12, 1},
                                     .loudness = mix_targets[0],
                                     .threads = 2};
}

static void make_film(const struct production_order *order, const char *path) {
    struct production *production;
    struct production_result result;
    must(production_open(order, &production, &err));
    must(production_plan(production, NULL, NULL, NULL, &err));
    must(production_finish(production, path, NULL, NULL, NULL, &result, &err));
    production_close(production);
}

static int parts_made(int worker) {
    AUTO_FREE char *path = in_folder("made-%d", worker), *bytes = NULL;
    size_t size;
    must(file_read(path, 100, &bytes, &size, &err));
    return atoi(bytes);
}

static void crew__makes_the_same_film_as_one_machine_alone(void **state) {
    (void)state;
    enum { WORKERS = 3 };
    strcpy(folder, "/tmp/film-crew-XXXXXX");
    assert_non_null(mkdtemp(folder));
    AUTO_FREE char *alone = in_folder("alone"), *one = in_folder("one.mp4");
    AUTO_FREE char *lead = in_folder("lead"), *many = in_folder("many.mp4");
    struct doors doors;
    must(open_doors(&doors));
    must(db_migrate(doors.db, migrations, 1, -1, &err));
    close_doors(&doors);
    pid_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        if ((workers[i] = fork()) == 0) be_worker(i);
    must(open_doors(&doors));
    struct crew_orders orders = {.db = doors.db,
                                 .queue = doors.queue,
                                 .film = "film 1",
                                 .user = "meera",
                                 .class = QUEUE_MEDIUM};
    struct production_order order = tiny(lead);
    order.shared = doors.shared;
    order.crew = &orders;
    make_film(&order, many);
    struct queue_counts counts;
    must(queue_count(doors.queue, CREW_KIND, &counts, &err));
    assert_int_equal(counts.running + counts.dead + counts.waiting[QUEUE_MEDIUM], 0);
    int made = 0, busy = 0;
    for (int i = 0; i < WORKERS; i++) {
        int status;
        kill(workers[i], SIGTERM);
        assert_int_equal(waitpid(workers[i], &status, 0), workers[i]);
        assert_int_equal(status, 0);
        made += parts_made(i);
        busy += parts_made(i) > 0;
    }
    assert_true(made >= 6);
    assert_true(busy >= 2);
    close_doors(&doors);
    order = tiny(alone);
    make_film(&order, one);
    char command[400];
    snprintf(command, sizeof command, "cmp '%s' '%s'", one, many);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void crew_order__reads_back_what_was_written(void **state) {
    (void)state;
    struct production_reference reference = {.name = "MEERA", .bytes = "\0png", .size = 4};
    struct production_order order = tiny("work"), read;
    order.captions = "";
    order.references = &reference;
    order.reference_count = 1;
    struct shot_change change = {
        .key = 7, .size = -1, .move = 2, .transition = -1, .seconds = 2.5};
    struct scene_change scene = {
        .scene = 1, .mood = MOOD_SAD, .hour = -1, .weather = 2, .culture = -1};
    struct person_change person = {
        .name = "Meera", .age = AGE_CHILD, .gender = -1, .culture = -1, .outfit = "sari"};
    order.changes = (struct breakdown_changes){&scene, 1, &person, 1};
    order.shot_changes = &change;
    order.shot_change_count = 1;
    struct caption_change caption = {.cue = 3, .was = "Good evening.", .text = "Good night."};
    order.caption_changes = &caption;
    order.caption_change_count = 1;
    struct buf bytes, again;
    buf_init(&bytes, 1 << 20);
    buf_init(&again, 1 << 20);
    assert_true(crew_order_write(&order, &bytes));
    struct arena *arena = arena_new();
    must(crew_order_read(bytes.bytes, bytes.size, arena, &read, &err));
    assert_true(crew_order_write(&read, &again));
    assert_int_equal(bytes.size, again.size);
    assert_memory_equal(bytes.bytes, again.bytes, bytes.size);
    assert_null(read.mark);
    assert_string_equal(read.captions, "");
    for (size_t size = 0; size < bytes.size; size++) /* cut off anywhere */
        assert_false(crew_order_read(bytes.bytes, size, arena, &read, &err));
    order.music = "my.ogg";
    assert_false(crew_order_write(&order, &bytes));
    arena_free(arena);
    buf_done(&bytes);
    buf_done(&again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crew_order__reads_back_what_was_written),
        cmocka_unit_test(crew__makes_the_same_film_as_one_machine_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
