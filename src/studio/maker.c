#include "studio/maker.h"

#include <dirent.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "production/crew.h"
#include "studio/assets.h"
#include "studio/board.h"
#include "studio/corrections.h"
#include "studio/jobs.h"

enum { HOLD_MS = 10000, BEAT_MS = 2000, MEMORY_MB = 1 << 20, FILES_MAX = 16 };

/* One order under way. The heart beats on a thread of its own. */
struct making {
    const struct maker *maker;
    struct queue_delivery *delivery;
    struct job job;
    struct arena *arena;
    char folder[4200]; /* where the film is written before it is put among the blobs */
    const struct studio_tier *tier;
    struct cancel cancel; /* of the production */
    struct cancel *stop;  /* of the worker */
    atomic_bool lost, user_cancelled, late;
    int64_t limit_ms;
    pthread_t heart;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool over;
    bool planned;
    int64_t told_percent, told_at, began_at;
    double length_s;
    struct assets_cast cast;
    const struct error *why; /* it did not work */
};

struct writing {
    struct making *making;
    bool (*write)(struct making *making, struct studio_desk *desk, struct error *err);
};

static bool in_desk(struct db_tx *tx, void *data, struct error *err) {
    struct writing *writing = data;
    struct making *making = writing->making;
    struct studio_desk desk = {.studio = making->maker->studio,
                               .tx = tx,
                               .arena = making->arena,
                               .now = clock_now_ms()};
    return writing->write(making, &desk, err);
}

static bool write_in(struct making *making,
                     bool (*write)(struct making *, struct studio_desk *, struct error *),
                     struct error *err) {
    struct writing writing = {making, write};
    bool ok = db_transact(making->maker->studio->db, DB_WRITE, in_desk, &writing, err);
    if (ok && making->maker->told) making->maker->told();
    return ok;
}

static bool is_cancelled(struct db_tx *tx, void *data, struct error *err) {
    struct making *making = data;
    bool cancelled;
    struct studio_desk desk = {.tx = tx, .arena = NULL};
    if (!jobs_is_cancelled(&desk, making->job.id, &cancelled, err)) return false;
    if (cancelled) atomic_store(&making->user_cancelled, true);
    return true;
}

static void beat_once(struct making *making) {
    struct error err = {0};
    const struct studio *studio = making->maker->studio;
    if (!queue_extend(studio->queue, making->delivery, HOLD_MS, &err)) {
        /* A door that is away for a moment is no reason to give up: the hold outlasts it. */
        if (err.problem == PROBLEM_STALE) atomic_store(&making->lost, true);
        log_write(LOG_WARNING, "hold_not_extended", log_text("job", making->job.id),
                  log_text("message", err.message), log_text("cause", err.cause));
    }
    if (!db_transact(studio->db, DB_READ, is_cancelled, making, &err))
        log_write(LOG_WARNING, "cancel_unread", log_text("message", err.message));
    if (atomic_load(&making->lost) || atomic_load(&making->user_cancelled) ||
        cancel_asked(making->stop))
        atomic_store(&making->cancel.asked, true);
}

static void *beat(void *data) {
    struct making *making = data;
    int64_t began = clock_steady_ms(), last = began;
    pthread_mutex_lock(&making->lock);
    while (!making->over) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 200000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&making->ended, &making->lock, &until);
        if (clock_steady_ms() - began > making->limit_ms) atomic_store(&making->late, true);
        if (cancel_asked(making->stop) || atomic_load(&making->late))
            atomic_store(&making->cancel.asked, true);
        if (making->over || clock_steady_ms() - last < BEAT_MS) continue;
        last = clock_steady_ms();
        pthread_mutex_unlock(&making->lock);
        beat_once(making);
        pthread_mutex_lock(&making->lock);
    }
    pthread_mutex_unlock(&making->lock);
    return NULL;
}

static double share_of(const struct graph_progress *progress, enum stage a, enum stage b) {
    double cost = 0, done = 0;
    for (int i = (int)a; i <= (int)b; i++) {
        cost += progress->stages[i].cost;
        done += progress->stages[i].cost_done;
    }
    return cost > 0 ? done / cost : 0;
}

/* The seven public steps out of the real stages: speaking is 5 to 20, drawing 20 to 70, sound
 * to 85, mastering and review the rest. */
static int64_t percent_of(const struct making *making, const struct graph_progress *progress) {
    if (!making->planned)
        return 5 + (int64_t)(15 * share_of(progress, STAGE_VOICE, STAGE_VOICE));
    double picture = share_of(progress, STAGE_PICTURE, STAGE_PICTURE);
    double sound = share_of(progress, STAGE_MUSIC, STAGE_MIX);
    double end = share_of(progress, STAGE_MASTER, STAGE_REVIEW);
    if (picture < 1) return 20 + (int64_t)(50 * picture);
    if (sound < 1) return 70 + (int64_t)(15 * sound);
    return 85 + (int64_t)(14 * end);
}

static const char *step_of(int64_t percent) {
    int i = 0;
    while (i + 1 < JOB_STEPS && percent >= jobs_steps[i].ends_at) i++;
    return jobs_steps[i].name;
}

static bool write_progress(struct making *making, struct studio_desk *desk, struct error *err) {
    int64_t took = desk->now - making->began_at, percent = making->told_percent;
    /* By the work done so far; falls, since work is measured and not guessed. */
    int64_t eta = percent > 20 ? took * (100 - percent) / percent : -1;
    return jobs_progress(desk, &making->job, step_of(percent), percent, eta, err);
}

/* At most twice a second, and only what is new. */
static void on_progress(void *data, const struct graph_progress *progress) {
    struct making *making = data;
    struct error err = {0};
    int64_t percent = percent_of(making, progress), now = clock_steady_ms();
    if (percent <= making->told_percent || now - making->told_at < 500) return;
    making->told_percent = percent;
    making->told_at = now;
    if (!write_in(making, write_progress, &err) && err.problem == PROBLEM_STALE) {
        atomic_store(&making->lost, true);
        atomic_store(&making->cancel.asked, true);
    }
}

static const char *text_of(const json_t *settings, const char *name, const char *fallback) {
    const char *text = json_string_value(json_object_get(settings, name));
    return text && *text ? text : fallback;
}

/* What the settings ask for, as far as the plan allows. */
static void set_size(const json_t *settings, const struct studio_tier *tier,
                     struct production_order *order) {
    static const struct {
        const char *name;
        int width, height;
    } sizes[] = {{"360p", 640, 360},
                 {"480p", 854, 480},
                 {"720p", 1280, 720},
                 {"1080p", 1920, 1080},
                 {"4K", 3840, 2160}};
    const char *wanted = text_of(settings, "resolution", "");
    order->width = tier->width < 1920 ? tier->width : 1920;
    order->height = tier->height < 1080 ? tier->height : 1080;
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        if (strcmp(sizes[i].name, wanted) == 0 && sizes[i].height <= tier->height) {
            order->width = sizes[i].width;
            order->height = sizes[i].height;
        }
}

static const char *languages_of(const json_t *settings, struct arena *arena) {
    const json_t *list = json_object_get(settings, "captions");
    if (!json_array_size(list)) return NULL;
    const char *all = "";
    for (size_t i = 0; i < json_array_size(list); i++)
        all = arena_printf(arena, "%s%s%s", all, i ? "," : "",
                           json_string_value(json_array_get(list, i)));
    return all;
}

static bool film(struct making *making, struct production **production,
                 struct production_result *result, struct error *err) {
    json_t *settings = json_loads(making->job.settings, 0, NULL);
    char work[4200], path[4300];
    snprintf(work, sizeof work, "%s/work", making->maker->studio->folder);
    snprintf(path, sizeof path, "%s/film.mp4", making->folder);
    struct crew_orders crew = {
        .db = making->maker->studio->db,
        .queue = making->maker->studio->queue,
        .film = making->job.id,
        .user = making->job.user_id,
        .class = making->delivery->class,
    };
    struct production_order order = {
        .script = making->job.script,
        .script_size = strlen(making->job.script),
        .name = making->job.title,
        .work_folder = work,
        .seed = (uint64_t)json_integer_value(json_object_get(settings, "seed")),
        .fps = {24, 1},
        .loudness = mix_targets[0],
        .burn_captions = json_is_true(json_object_get(settings, "burnCaptions")),
        .captions = languages_of(settings, making->arena),
        .mark = making->tier->watermark,
        .threads = making->maker->threads,
        .shared = making->maker->shared,
        .crew = &crew,
        .references_may_miss = true,
    };
    if (!assets_load_cast(making->maker->blobs, making->arena, &making->cast, err)) {
        json_decref(settings);
        return false;
    }
    order.references = making->cast.references;
    order.reference_count = making->cast.count;
    if (!culture_from_name(text_of(settings, "culture", "auto"), &order.culture))
        order.culture = CULTURE_AUTO;
    set_size(settings, making->tier, &order);
    order.voices = board_voices(settings, making->arena, &order.voice_count);
    order.changes = corrections_of(settings, making->arena);
    order.shot_changes = board_changes(settings, making->arena, &order.shot_change_count);
    order.caption_changes =
        corrections_of_captions(settings, making->arena, &order.caption_change_count);
    json_decref(settings);
    if (!production_open(&order, production, err) ||
        !production_plan(*production, &making->cancel, on_progress, making, err))
        return false;
    const struct timeline *timeline = production_timeline(*production);
    double length_s = seconds_of_frames(timeline->frames, order.fps);
    if (length_s > making->tier->seconds * 1.1)
        return error_set(
            err, PROBLEM_BAD_INPUT,
            "The film would be %.0f seconds long; the %s plan makes %d. Shorten the "
            "script or upgrade.",
            length_s, making->tier->name, making->tier->seconds);
    making->planned = true;
    making->length_s = length_s;
    return production_finish(*production, path, &making->cancel, on_progress, making, result,
                             err);
}

struct finished {
    struct job_file files[FILES_MAX];
    size_t count;
};

static bool put(struct making *making, const char *path, const char *name, const char *type,
                struct finished *finished, struct error *err) {
    struct blob_info info = {0};
    const char *key = arena_printf(making->arena, "films/%s/%s", making->job.id, name);
    if (!path || access(path, R_OK) != 0 || finished->count == FILES_MAX) return true;
    if (!blob_put_file(making->maker->blobs, key, type, path, &info, err)) return false;
    finished->files[finished->count++] = (struct job_file){name, type, info.size};
    return true;
}

static bool put_all(struct making *making, const struct production_result *result,
                    struct finished *finished, struct error *err) {
    static const char *const stems[] = {"dialogue", "music", "effects", "music-and-effects",
                                        "mix"};
    if (!put(making, result->film, "film.mp4", "video/mp4", finished, err) ||
        !put(making, result->poster, "poster.png", "image/png", finished, err) ||
        !put(making, result->srt, "film.srt", "application/x-subrip", finished, err) ||
        !put(making, result->vtt, "film.vtt", "text/vtt", finished, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(stems); i++) {
        const char *path = arena_printf(making->arena, "%s/%s.wav", result->stems, stems[i]);
        const char *name = arena_printf(making->arena, "stem-%s.wav", stems[i]);
        if (!put(making, path, name, "audio/wav", finished, err)) return false;
    }
    return true;
}

struct ending {
    struct making *making;
    const struct finished *finished;
    const struct error *why;
};

/* The job and its item end in one transaction. */
static bool end_work(struct db_tx *tx, void *data, struct error *err) {
    struct ending *ending = data;
    struct making *making = ending->making;
    struct studio_desk desk = {.studio = making->maker->studio,
                               .tx = tx,
                               .arena = making->arena,
                               .now = clock_now_ms()};
    if (!queue_done(desk.studio->queue, tx, making->delivery, err)) return false;
    if (atomic_load(&making->user_cancelled) && ending->why)
        return jobs_stopped(&desk, &making->job, err);
    if (ending->why) return jobs_fail(&desk, &making->job, ending->why, err);
    return jobs_complete(&desk, &making->job, (int64_t)(making->length_s * 1000),
                         ending->finished->files, ending->finished->count, err);
}

static bool write_again(struct making *making, struct studio_desk *desk, struct error *err) {
    return jobs_again(desk, &making->job, making->why, err);
}

/* The film is made or not: tells the job, and the queue. */
static bool conclude(struct making *making, const struct finished *finished,
                     const struct error *why, struct error *err) {
    const struct studio *studio = making->maker->studio;
    if (why && why->problem == PROBLEM_STALE) return true; /* somebody else's by now */
    bool stopped = why && cancel_asked(making->stop) && !atomic_load(&making->user_cancelled);
    bool last = making->delivery->receives >= QUEUE_RECEIVES;
    bool again = why && (stopped || problem_info(why->problem)->retry) &&
                 !atomic_load(&making->user_cancelled) && !atomic_load(&making->lost);
    if (atomic_load(&making->lost)) return true;
    if (again && !last) {
        int64_t pause = stopped ? 0 : jobs_pause_ms(making->delivery->receives);
        making->why = why;
        return write_in(making, write_again, err) &&
               queue_fail(studio->queue, making->delivery, pause, why->message, NULL, err);
    }
    struct ending ending = {making, finished, why};
    bool ok = db_transact(studio->db, DB_WRITE, end_work, &ending, err);
    if (!ok && err->problem == PROBLEM_STALE) {
        log_write(LOG_INFO, "film_lost", log_text("job", making->job.id),
                  log_text("message", err->message));
        ok = true;
    }
    if (ok && making->maker->told) making->maker->told();
    return ok;
}

static void remove_folder(const char *path) {
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char inner[4600];
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (lstat(inner, &info) == 0 && S_ISDIR(info.st_mode)) {
            remove_folder(inner);
        } else {
            unlink(inner);
        }
    }
    if (folder) closedir(folder);
    rmdir(path);
}

static bool make_film(struct making *making, struct error *err) {
    struct production *production = NULL;
    struct production_result result = {0};
    struct finished finished = {0};
    struct error why = {0};
    snprintf(making->folder, sizeof making->folder, "%s/making/%s-%lld",
             making->maker->studio->folder, making->job.id, (long long)making->job.tries);
    bool ok = file_make_folder(making->folder, &why) &&
              film(making, &production, &result, &why) &&
              put_all(making, &result, &finished, &why);
    production_close(production);
    remove_folder(making->folder);
    if (!ok && why.problem == PROBLEM_CANCELLED && atomic_load(&making->late) &&
        !cancel_asked(making->stop))
        error_set(&why, PROBLEM_TIMEOUT,
                  "The film was not done within the %lld seconds it may take. Try again, or "
                  "shorten the script.",
                  (long long)(making->limit_ms / 1000));
    if (!ok)
        log_write(LOG_WARNING, "film_not_made", log_text("job", making->job.id),
                  log_text("problem", problem_info(why.problem)->slug),
                  log_text("message", why.message), log_text("cause", why.cause));
    return conclude(making, &finished, ok ? NULL : &why, err);
}

static bool begin_work(struct db_tx *tx, void *data, struct error *err) {
    struct making *making = data;
    struct studio_desk desk = {.studio = making->maker->studio,
                               .tx = tx,
                               .arena = making->arena,
                               .now = clock_now_ms()};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!jobs_begin(&desk, making->delivery->key, making->maker->name,
                    making->delivery->receives, &making->job, err))
        return false;
    if (!making->job.id) return queue_done(desk.studio->queue, tx, making->delivery, err);
    if (!db_query(tx, &rows, err, "SELECT tier FROM users WHERE id = $1",
                  db_text(making->job.user_id)))
        return false;
    if (!assets_find_cast(&desk, making->job.project_id, &making->cast, err)) return false;
    making->tier = studio_tier(db_get_text(rows, 0, 0));
    making->limit_ms = making->maker->limit_ms
                           ? making->maker->limit_ms
                           : jobs_limit_s(making->job.kind, making->tier) * 1000;
    making->told_percent = making->job.progress;
    making->began_at = desk.now;
    return true;
}

bool maker_step(const struct maker *maker, struct cancel *cancel, bool *worked,
                struct error *err) {
    struct queue_offer offer = {.kind = "film",
                                .worker = maker->name,
                                .memory_mb = MEMORY_MB,
                                .user_limit = 3,
                                .hold_ms = HOLD_MS};
    struct making making = {.maker = maker, .stop = cancel};
    *worked = false;
    if (!queue_receive(maker->studio->queue, &offer, 1000, cancel, &making.delivery, err))
        return false;
    if (!making.delivery) return true;
    *worked = true;
    making.arena = arena_new();
    pthread_mutex_init(&making.lock, NULL);
    pthread_cond_init(&making.ended, NULL);
    bool ok = db_transact(maker->studio->db, DB_WRITE, begin_work, &making, err);
    if (ok && making.job.id) {
        log_write(LOG_INFO, "film_started", log_text("job", making.job.id),
                  log_text("worker", maker->name), log_int("try", making.job.tries));
        if (maker->told) maker->told();
        if (pthread_create(&making.heart, NULL, beat, &making) != 0)
            die("the system gives no more threads");
        ok = make_film(&making, err);
        pthread_mutex_lock(&making.lock);
        making.over = true;
        pthread_cond_signal(&making.ended);
        pthread_mutex_unlock(&making.lock);
        pthread_join(making.heart, NULL);
    }
    queue_delivery_free(maker->studio->queue, making.delivery);
    pthread_cond_destroy(&making.ended);
    pthread_mutex_destroy(&making.lock);
    arena_free(making.arena);
    return ok;
}

struct burying {
    const struct studio *studio;
    const char *job_id;
};

static bool bury_work(struct db_tx *tx, void *data, struct error *err) {
    struct burying *burying = data;
    struct arena *arena = arena_new();
    struct studio_desk desk = {
        .studio = burying->studio, .tx = tx, .arena = arena, .now = clock_now_ms()};
    const char *parts = arena_printf(arena, CREW_GROUP, burying->job_id);
    bool ok = jobs_bury(&desk, burying->job_id, err) &&
              queue_withdraw(burying->studio->queue, tx, burying->job_id, err) &&
              queue_withdraw(burying->studio->queue, tx, parts, err);
    arena_free(arena);
    return ok;
}

bool maker_bury(const struct studio *studio, int *count, struct error *err) {
    struct queue_dead_list list = {0};
    *count = 0;
    if (!queue_dead(studio->queue, &list, err)) return false;
    bool ok = true;
    for (size_t i = 0; ok && i < list.count; i++) {
        struct burying burying = {studio, list.items[i].group};
        if (strcmp(list.items[i].kind, "film") != 0) continue;
        ok = db_transact(studio->db, DB_WRITE, bury_work, &burying, err);
        *count += ok;
    }
    queue_dead_done(&list);
    return ok;
}
