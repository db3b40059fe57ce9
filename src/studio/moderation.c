#include "studio/moderation.h"

#include <jansson.h>
#include <pthread.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "studio/credits.h"
#include "studio/jobs_rows.h"

enum { FILE_MAX_SIZE = 1 << 20, TERMS_MAX = 2000 };

struct rule {
    const char *term, *reason; /* folded */
    int64_t score;
};

/* Read once, before the first request, and only read after. */
static struct {
    struct arena *arena;
    struct rule rules[TERMS_MAX];
    size_t count;
    int64_t review;
} list;

static bool add_rule(const json_t *rule, struct error *err) {
    const char *reason = json_string_value(json_object_get(rule, "reason"));
    const json_t *words = json_object_get(rule, "words");
    int64_t score = json_integer_value(json_object_get(rule, "score"));
    if (!reason || score < 1 || !json_is_array(words))
        return error_set(err, PROBLEM_DAMAGED,
                         "moderation/rules.json: each rule has a reason, a score and words.");
    for (size_t i = 0; i < json_array_size(words) && list.count < TERMS_MAX; i++) {
        const char *word = json_string_value(json_array_get(words, i));
        if (!word || !*word)
            return error_set(err, PROBLEM_DAMAGED, "moderation/rules.json: words are texts.");
        AUTO_FREE char *folded = utf8_fold(word);
        list.rules[list.count++] = (struct rule){arena_printf(list.arena, "%s", folded),
                                                 arena_printf(list.arena, "%s", reason), score};
    }
    return true;
}

bool moderation_open(struct error *err) {
    AUTO_FREE char *path = file_data_path("moderation/rules.json"), *bytes = NULL;
    size_t size;
    if (list.arena) return true;
    if (!file_read(path, FILE_MAX_SIZE, &bytes, &size, err)) return false;
    json_error_t why;
    json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &why);
    const json_t *rules = json_object_get(json, "rules");
    list.review = json_integer_value(json_object_get(json, "review"));
    list.arena = arena_new();
    bool ok =
        (json_is_array(rules) && list.review > 0) ||
        error_set(err, PROBLEM_DAMAGED, "%s does not hold a review line and rules.", path);
    for (size_t i = 0; ok && i < json_array_size(rules); i++)
        ok = add_rule(json_array_get(rules, i), err);
    json_decref(json);
    return ok;
}

/* Letters of any script bound a word. */
static bool letter_at(const char *text, const char *at, const char *end, bool before) {
    uint32_t code;
    if (before) {
        if (at == text) return false;
        do at--;
        while (at > text && ((unsigned char)*at & 0xc0) == 0x80);
    } else if (at >= end) {
        return false;
    }
    utf8_decode(at, end, &code);
    return utf8_is_letter(code);
}

static bool has_word(const char *text, size_t size, const char *term) {
    size_t length = strlen(term);
    const char *end = text + size;
    for (const char *at = strstr(text, term); at; at = strstr(at + 1, term))
        if (!letter_at(text, at, end, true) && !letter_at(text, at + length, end, false))
            return true;
    return false;
}

struct moderation_score moderation_score(struct arena *arena, const char *text) {
    struct moderation_score score = {.terms = "", .reasons = ""};
    AUTO_FREE char *folded = utf8_fold(text);
    size_t size = strlen(folded);
    for (size_t i = 0; i < list.count; i++) {
        const struct rule *rule = &list.rules[i];
        if (!has_word(folded, size, rule->term)) continue;
        score.score += rule->score;
        score.terms =
            arena_printf(arena, "%s%s%s", score.terms, *score.terms ? ", " : "", rule->term);
        if (!strstr(score.reasons, rule->reason))
            score.reasons = arena_printf(arena, "%s%s%s", score.reasons,
                                         *score.reasons ? ", " : "", rule->reason);
    }
    score.review = list.review && score.score >= list.review;
    return score;
}

bool moderation_check(struct studio_desk *desk, const struct project *project,
                      const char *job_id, bool *waits, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    const char *text = arena_printf(desk->arena, "%s\n%s", project->title, project->script);
    struct moderation_score score = moderation_score(desk->arena, text);
    *waits = false;
    if (!score.review) return true;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT 1 FROM moderation WHERE project_id = $1 AND version = $2 AND state = "
                  "'approved'",
                  db_text(project->id), db_int(project->version)))
        return false;
    if (db_count(rows)) return true;
    *waits = true;
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO moderation (id, project_id, user_id, version, job_id, terms, score, "
        "state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)",
        db_text(studio_new_id(desk)), db_text(project->id), db_text(project->user_id),
        db_int(project->version), db_text(job_id), db_text(score.terms), db_int(score.score),
        db_int(desk->now));
}

#define ITEM_COLUMNS                                                                          \
    "m.id, m.project_id, m.user_id, p.title, m.terms, m.state, m.reason, m.appeal, m.score, " \
    "m.version, m.created_at, m.decided_at, p.script"

static struct moderation_item read_item(struct studio_desk *desk, const struct db_rows *rows,
                                        size_t row) {
    return (struct moderation_item){.id = studio_text(desk, rows, row, 0),
                                    .project_id = studio_text(desk, rows, row, 1),
                                    .user_id = studio_text(desk, rows, row, 2),
                                    .title = studio_text(desk, rows, row, 3),
                                    .terms = studio_text(desk, rows, row, 4),
                                    .state = studio_text(desk, rows, row, 5),
                                    .reason = studio_text(desk, rows, row, 6),
                                    .appeal = studio_text(desk, rows, row, 7),
                                    .score = db_get_int(rows, row, 8),
                                    .version = db_get_int(rows, row, 9),
                                    .created_at = db_get_int(rows, row, 10),
                                    .decided_at = db_get_int(rows, row, 11),
                                    .script = studio_text(desk, rows, row, 12)};
}

static void read_items(struct studio_desk *desk, const struct db_rows *rows,
                       struct moderation_list *out) {
    out->count = db_count(rows);
    out->items = arena_alloc(desk->arena, out->count + 1, sizeof *out->items);
    for (size_t i = 0; i < out->count; i++) out->items[i] = read_item(desk, rows, i);
}

bool moderation_queue(struct studio_desk *desk, const char *state, int64_t page,
                      int64_t page_size, struct moderation_list *out, struct error *err) {
    AUTO(db_rows_free) struct db_rows *count = NULL, *rows = NULL;
    if (!db_query(desk->tx, &count, err, "SELECT COUNT(*) FROM moderation WHERE state = $1",
                  db_text(state)) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT " ITEM_COLUMNS
                  " FROM moderation m JOIN projects p ON p.id = m.project_id "
                  "WHERE m.state = $1 ORDER BY m.created_at, m.id LIMIT $2 OFFSET $3",
                  db_text(state), db_int(page_size), db_int((page - 1) * page_size)))
        return false;
    *out = (struct moderation_list){.total_count = db_get_int(count, 0, 0), .page = page};
    read_items(desk, rows, out);
    return true;
}

bool moderation_mine(struct studio_desk *desk, struct moderation_list *out, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " ITEM_COLUMNS
                  " FROM moderation m JOIN projects p ON p.id = m.project_id "
                  "WHERE m.user_id = $1 ORDER BY m.created_at DESC, m.id DESC LIMIT 100",
                  db_text(desk->who.user_id)))
        return false;
    *out = (struct moderation_list){.page = 1};
    read_items(desk, rows, out);
    out->total_count = (int64_t)out->count;
    return true;
}

static bool read_one(struct studio_desk *desk, const char *id, struct moderation_item *item,
                     char **job_id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " ITEM_COLUMNS
                  ", m.job_id FROM moderation m JOIN projects p ON p.id = "
                  "m.project_id WHERE m.id = $1 FOR UPDATE",
                  db_text(id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such item.");
    *item = read_item(desk, rows, 0);
    *job_id = studio_text(desk, rows, 0, 13);
    return true;
}

static bool tell_owner(struct studio_desk *desk, const struct moderation_item *item,
                       bool approve, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT email FROM users WHERE id = $1 AND deleted_at IS NULL",
                  db_text(item->user_id)))
        return false;
    if (!db_count(rows)) return true;
    const char *body =
        approve
            ? arena_printf(desk->arena, "The script of \"%s\" was looked at and is fine.\n",
                           item->title)
            : arena_printf(desk->arena,
                           "The script of \"%s\" was looked at and cannot be filmed: %s\n\nYou "
                           "have your credit back. If you disagree, appeal on the page of the "
                           "project.\n",
                           item->title, item->reason ? item->reason : "it breaks the rules.");
    return studio_mail(desk, db_get_text(rows, 0, 0), "Your script was reviewed", body, err);
}

bool moderation_decide(struct studio_desk *desk, const char *id, bool approve,
                       const char *reason, struct moderation_item *item, struct error *err) {
    char *job_id = NULL;
    const char *state = approve ? "approved" : "rejected";
    if (!read_one(desk, id, item, &job_id, err)) return false;
    if (strcmp(item->state, "pending") != 0)
        return error_set(err, PROBLEM_CONFLICT, "This was decided already: %s.", item->state);
    if (!db_run(desk->tx, NULL, err,
                "UPDATE moderation SET state = $1, reason = $2, reviewer = $3, decided_at = $4 "
                "WHERE "
                "id = $5",
                db_text(state), db_text(reason), db_text(desk->who.user_id), db_int(desk->now),
                db_text(id)) ||
        !studio_audit(desk, approve ? "moderation.approved" : "moderation.rejected", "project",
                      item->project_id, reason, err) ||
        !read_one(desk, id, item, &job_id, err) || !tell_owner(desk, item, approve, err))
        return false;
    return approve ? jobs_reviewed(desk, job_id, NULL, err)
                   : jobs_reviewed(desk, job_id,
                                   reason ? reason : "The script breaks the rules.", err);
}

bool moderation_appeal(struct studio_desk *desk, const char *id, const char *words,
                       struct moderation_item *item, struct error *err) {
    char *job_id = NULL;
    if (!read_one(desk, id, item, &job_id, err)) return false;
    if (!desk->who.user_id || strcmp(item->user_id, desk->who.user_id) != 0)
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such item.");
    if (strcmp(item->state, "rejected") != 0 || item->appeal)
        return error_set(err, PROBLEM_CONFLICT, "Only a rejection can be appealed, and once.");
    return db_run(desk->tx, NULL, err,
                  "UPDATE moderation SET state = 'pending', appeal = $1 WHERE id = $2",
                  db_text(words), db_text(id)) &&
           studio_audit(desk, "moderation.appealed", "project", item->project_id, NULL, err) &&
           read_one(desk, id, item, &job_id, err);
}
