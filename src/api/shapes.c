#include "api/shapes.h"

#include <string.h>

#include "api/inside.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field message_fields[] = {
    {"message", FIELD_TEXT, AT(message, message), .required = true},
};
const struct shape shape_message = SHAPE("Message", message_fields, struct message);

static const struct field page_fields[] = {
    {"page", FIELD_INT, AT(page_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(page_query, page_size), .low = 1, .high = 100, .fallback = "20"},
};
const struct shape shape_page = SHAPE("PageQuery", page_fields, struct page_query);

#define USER_FIELDS                                                                        \
    {"userId", FIELD_ID, AT(user, id), .required = true},                                  \
        {"email", FIELD_EMAIL, AT(user, email), .required = true},                         \
        {"fullName", FIELD_TEXT, AT(user, full_name)},                                     \
        {"tier", FIELD_CHOICE, AT(user, tier), .required = true,                           \
         .choices = "free|pro|enterprise"},                                                \
        {"role", FIELD_CHOICE, AT(user, role), .required = true, .choices = "user|admin"}, \
        {"locale", FIELD_TEXT, AT(user, locale)},                                          \
        {"credits", FIELD_INT, AT(user, credits), .required = true},                       \
        {"creditResetDate", FIELD_TIME, AT(user, credit_reset_at)},                        \
        {"verified", FIELD_BOOL, AT(user, verified), .required = true,                     \
         .help = "the mail address is known to be theirs"},                                \
        {"secondFactor", FIELD_BOOL, AT(user, second_factor), .required = true},           \
        {"createdAt", FIELD_TIME, AT(user, created_at), .required = true},                 \
        {"updatedAt", FIELD_TIME, AT(user, updated_at), .required = true}, {               \
        "lastLoginAt", FIELD_TIME, AT(user, last_login_at)                                 \
    }

static const struct field user_fields[] = {USER_FIELDS};
const struct shape shape_user = SHAPE("User", user_fields, struct user);

static const struct field admin_user_fields[] = {
    USER_FIELDS,
    {"suspended", FIELD_BOOL, AT(user, suspended), .required = true},
    {"suspendedReason", FIELD_TEXT, AT(user, suspended_reason)},
    {"lockedUntil", FIELD_TIME, AT(user, locked_until)},
};
const struct shape shape_admin_user = SHAPE("AdminUser", admin_user_fields, struct user);

#define MOODS                                                                                \
    "neutral|calm|joyful|festive|romantic|hopeful|comic|sad|tense|fearful|angry|mysterious|" \
    "epic"
#define CULTURES "south_indian|north_indian|east_asian|western|middle_eastern|african|fantasy"
struct scene_wish {
    int64_t scene;
    const char *mood, *hour, *weather, *culture;
};
static const struct field scene_wish_fields[] = {
    {"scene", FIELD_INT, AT(scene_wish, scene), .required = true, .low = 1, .high = 10000,
     .help = "its number in the breakdown, from 1"},
    {"mood", FIELD_CHOICE, AT(scene_wish, mood), .choices = MOODS},
    {"hour", FIELD_CHOICE, AT(scene_wish, hour),
     .choices = "dawn|morning|noon|afternoon|dusk|night"},
    {"weather", FIELD_CHOICE, AT(scene_wish, weather),
     .choices = "clear|cloudy|rain|storm|snow|fog|wind"},
    {"culture", FIELD_CHOICE, AT(scene_wish, culture), .choices = CULTURES},
};
static const struct shape shape_scene_wish =
    SHAPE("SceneChange", scene_wish_fields, struct scene_wish);

struct person_wish {
    const char *name, *age, *gender, *culture, *hair, *outfit;
};
static const struct field person_wish_fields[] = {
    {"name", FIELD_TEXT, AT(person_wish, name), .required = true, .low = 1, .high = 100,
     .help = "of the character, as in the script"},
    {"age", FIELD_CHOICE, AT(person_wish, age),
     .choices = "baby|toddler|child|pre_teen|teen|young_adult|adult|mature"},
    {"gender", FIELD_CHOICE, AT(person_wish, gender), .choices = "neutral|female|male"},
    {"culture", FIELD_CHOICE, AT(person_wish, culture), .choices = CULTURES},
    {"hair", FIELD_TEXT, AT(person_wish, hair), .high = 23,
     .help = "as the drawings name it: bun, braid, short"},
    {"outfit", FIELD_TEXT, AT(person_wish, outfit), .high = 23,
     .help = "as the drawings name it: sari, kurta, suit"},
};
static const struct shape shape_person_wish =
    SHAPE("PersonChange", person_wish_fields, struct person_wish);

/* Checked only: kept as JSON. */
struct shot_wish {
    const char *shot, *size, *move, *transition;
    int64_t milliseconds;
};
static const struct field shot_wish_fields[] = {
    {"shot", FIELD_TEXT, AT(shot_wish, shot), .required = true, .low = 16, .high = 16,
     .help = "its key in the storyboard"},
    {"size", FIELD_CHOICE, AT(shot_wish, size),
     .choices = "extreme wide|wide|full|medium wide|medium|medium close|close|extreme close"},
    {"move", FIELD_CHOICE, AT(shot_wish, move),
     .choices = "static|pan left|pan right|tilt up|tilt down|truck left|truck right|push in|"
                "pull out|crane up|handheld|aerial|rack focus"},
    {"transition", FIELD_CHOICE, AT(shot_wish, transition),
     .choices = "cut|dissolve|fade through black|wipe|dip to white|iris|whip"},
    {"milliseconds", FIELD_INT, AT(shot_wish, milliseconds), .low = 500, .high = 60000,
     .help = "its length; no line is cut off"},
};
static const struct shape shape_shot_wish =
    SHAPE("ShotChange", shot_wish_fields, struct shot_wish);

struct voice_wish {
    const char *character, *voice;
};
static const struct field voice_wish_fields[] = {
    {"character", FIELD_TEXT, AT(voice_wish, character), .required = true, .low = 1,
     .high = 100},
    {"voice", FIELD_TEXT, AT(voice_wish, voice), .required = true, .low = 1, .high = 100,
     .help = "a name of /api/v1/voices"},
};
static const struct shape shape_voice_wish =
    SHAPE("VoiceChoice", voice_wish_fields, struct voice_wish);

struct cue_wish {
    int64_t cue;
    const char *was, *text;
};
static const struct field cue_wish_fields[] = {
    {"cue", FIELD_INT, AT(cue_wish, cue), .required = true, .low = 1, .high = 100000,
     .help = "its number in the captions of the film, from 1"},
    {"was", FIELD_TEXT, AT(cue_wish, was), .required = true, .low = 1, .high = 300,
     .help = "what it said there; the nearest cue that says so is meant"},
    {"text", FIELD_TEXT, AT(cue_wish, text), .required = true, .low = 1, .high = 300,
     .help = "what it is to say in the next film; longer than two rows it becomes several"},
};
static const struct shape shape_cue_wish = SHAPE("CueChange", cue_wish_fields, struct cue_wish);

struct film_settings {
    const char *culture, *secondary_culture, *style, *resolution;
    struct shape_list captions, shots, voices, scenes, people, cues;
    int64_t burn_captions, seed;
};
static const struct field film_settings_fields[] = {
    {"culture", FIELD_TEXT, AT(film_settings, culture), .high = 40,
     .help = "primary culture; auto finds it in the script"},
    {"secondaryCulture", FIELD_TEXT, AT(film_settings, secondary_culture), .high = 40},
    {"style", FIELD_CHOICE, AT(film_settings, style), .choices = "paper"},
    {"resolution", FIELD_CHOICE, AT(film_settings, resolution),
     .choices = "360p|480p|720p|1080p|4K", .help = "at most the plan's"},
    {"captions", FIELD_TEXTS, AT(film_settings, captions), .high = 10,
     .help = "languages of the captions; none named is the script's own"},
    {"burnCaptions", FIELD_BOOL, AT(film_settings, burn_captions)},
    {"seed", FIELD_INT, AT(film_settings, seed), .low = 0, .high = 1000000000,
     .help = "another seed is another cast, music and weather"},
    {"scenes", FIELD_LIST, AT(film_settings, scenes), .shape = &shape_scene_wish, .high = 400,
     .help = "what is otherwise in a scene than the breakdown found"},
    {"people", FIELD_LIST, AT(film_settings, people), .shape = &shape_person_wish, .high = 100,
     .help = "what is otherwise of a character than the breakdown found"},
    {"shots", FIELD_LIST, AT(film_settings, shots), .shape = &shape_shot_wish, .high = 400,
     .help = "shots that are wanted otherwise than the storyboard has them"},
    {"voices", FIELD_LIST, AT(film_settings, voices), .shape = &shape_voice_wish, .high = 100,
     .help = "who is to speak a character; the others are cast"},
    {"cues", FIELD_LIST, AT(film_settings, cues), .shape = &shape_cue_wish, .high = 1000,
     .help = "captions put right, one after the other"},
};
const struct shape shape_film_settings =
    SHAPE("FilmSettings", film_settings_fields, struct film_settings);

#define P(member) offsetof(struct project_view, project.member)
#define PROJECT_STATUSES "draft|processing|completed|failed"
#define PROJECT_FIELDS                                                                      \
    {"projectId", FIELD_ID, P(id), .required = true},                                       \
        {"title", FIELD_TEXT, P(title), .required = true},                                  \
        {"status", FIELD_CHOICE, P(status), .required = true, .choices = PROJECT_STATUSES}, \
        {"folderId", FIELD_ID, P(folder_id)},                                               \
        {"organizationId", FIELD_ID, P(organization_id)},                                   \
        {"locked", FIELD_BOOL, P(locked), .required = true,                                 \
         .help = "it refuses changes until it is unlocked"},                                \
        {"settings", FIELD_JSON, P(settings), .required = true,                             \
         .shape = &shape_film_settings},                                                    \
        {"version", FIELD_INT, P(version), .required = true},                               \
        {"filmJobId", FIELD_ID, P(film_job_id),                                             \
         .help = "the job of the newest finished film"},                                    \
        {"thumbnail", FIELD_LINK, AT(project_view, thumbnail)},                             \
        {"createdAt", FIELD_TIME, P(created_at), .required = true}, {                       \
        "updatedAt", FIELD_TIME, P(updated_at), .required = true                            \
    }

static const struct field project_item_fields[] = {PROJECT_FIELDS};
const struct shape shape_project_item =
    SHAPE("ProjectItem", project_item_fields, struct project_view);
static const struct field project_fields[] = {
    PROJECT_FIELDS,
    {"script", FIELD_TEXT, P(script), .required = true},
    {"words", FIELD_INT, P(words), .required = true},
    {"role", FIELD_CHOICE, P(role), .choices = ORGANIZATION_ROLES,
     .help = "one's own in the organisation"},
};
const struct shape shape_project = SHAPE("Project", project_fields, struct project_view);
static const struct field project_list_fields[] = {
    {"projects", FIELD_LIST, AT(project_list_view, projects), .shape = &shape_project_item},
    {"totalCount", FIELD_INT, AT(project_list_view, total_count), .required = true},
    {"page", FIELD_INT, AT(project_list_view, page), .required = true},
    {"pageSize", FIELD_INT, AT(project_list_view, page_size), .required = true},
};
const struct shape shape_project_list =
    SHAPE("ProjectList", project_list_fields, struct project_list_view);

static const struct field step_fields[] = {
    {"name", FIELD_TEXT, AT(step_view, name), .required = true},
    {"state", FIELD_CHOICE, AT(step_view, state), .required = true,
     .choices = "waiting|running|done"},
    {"endsAt", FIELD_INT, AT(step_view, ends_at), .required = true,
     .help = "percent at which it ends"},
};
static const struct shape shape_step = SHAPE("JobStep", step_fields, struct step_view);

#define J(member) offsetof(struct job_view, job.member)
#define JOB_STATUSES "queued|processing|completed|failed|cancelled"
static const struct field job_fields[] = {
    {"jobId", FIELD_ID, J(id), .required = true},
    {"projectId", FIELD_ID, J(project_id), .required = true},
    {"type", FIELD_TEXT, J(kind), .required = true},
    {"title", FIELD_TEXT, J(title), .required = true},
    {"status", FIELD_CHOICE, J(status), .required = true, .choices = JOB_STATUSES},
    {"phase", FIELD_TEXT, J(phase), .required = true},
    {"progress", FIELD_INT, J(progress), .required = true, .help = "percent"},
    {"currentStep", FIELD_TEXT, J(step)},
    {"estimatedTimeRemaining", FIELD_INT, AT(job_view, eta_s), .help = "seconds"},
    {"estimatedTime", FIELD_TEXT, AT(job_view, estimated_time)},
    {"steps", FIELD_LIST, AT(job_view, steps), .shape = &shape_step},
    {"credits", FIELD_INT, J(credits), .required = true},
    {"priority", FIELD_INT, J(priority), .required = true},
    {"tries", FIELD_INT, J(tries), .required = true},
    {"maxTries", FIELD_INT, J(max_tries), .required = true},
    {"projectVersion", FIELD_INT, J(version), .required = true},
    {"lengthSeconds", FIELD_INT, AT(job_view, length_s)},
    {"errorCode", FIELD_TEXT, J(problem)},
    {"errorMessage", FIELD_TEXT, J(message)},
    {"createdAt", FIELD_TIME, J(created_at), .required = true},
    {"startedAt", FIELD_TIME, J(started_at)},
    {"finishedAt", FIELD_TIME, J(finished_at)},
    {"cancelRequestedAt", FIELD_TIME, J(cancel_at)},
};
const struct shape shape_job = SHAPE("Job", job_fields, struct job_view);
static const struct field job_list_fields[] = {
    {"jobs", FIELD_LIST, AT(job_list_view, jobs), .shape = &shape_job},
    {"totalCount", FIELD_INT, AT(job_list_view, total_count), .required = true},
    {"page", FIELD_INT, AT(job_list_view, page), .required = true},
    {"pageSize", FIELD_INT, AT(job_list_view, page_size), .required = true},
};
const struct shape shape_job_list = SHAPE("JobList", job_list_fields, struct job_list_view);

struct job_event_view {
    struct job_event event;
    int64_t eta_s;
};
#define E(member) offsetof(struct job_event_view, event.member)
static const struct field job_event_fields[] = {
    {"id", FIELD_INT, E(n), .required = true},
    {"jobId", FIELD_ID, E(job_id), .required = true},
    {"status", FIELD_CHOICE, E(status), .required = true, .choices = JOB_STATUSES},
    {"currentStep", FIELD_TEXT, E(step)},
    {"progress", FIELD_INT, E(progress), .required = true},
    {"estimatedTimeRemaining", FIELD_INT, AT(job_event_view, eta_s)},
    {"message", FIELD_TEXT, E(message)},
    {"at", FIELD_TIME, E(at), .required = true},
};
const struct shape shape_job_event = SHAPE("JobEvent", job_event_fields, struct job_event_view);

void shapes_write_job_event(const struct job_event *event, struct buf *out) {
    struct job_event_view view = {*event, event->eta_ms < 0 ? SHAPE_ABSENT
                                                            : (event->eta_ms + 999) / 1000};
    shape_write(&shape_job_event, &view, out);
}

static const struct field quote_fields[] = {
    {"credits", FIELD_INT, AT(quote, credits), .required = true, .help = "what the film costs"},
    {"balance", FIELD_INT, AT(quote, balance), .required = true},
    {"unlimited", FIELD_BOOL, AT(quote, unlimited), .required = true},
    {"affordable", FIELD_BOOL, AT(quote, affordable), .required = true},
    {"words", FIELD_INT, AT(quote, words), .required = true},
    {"lengthSeconds", FIELD_INT, AT(quote, length_s), .required = true, .help = "estimated"},
    {"maxLengthSeconds", FIELD_INT, AT(quote, length_max_s), .required = true},
    {"waitSeconds", FIELD_INT, AT(quote, wait_s), .required = true, .help = "estimated"},
    {"durationSeconds", FIELD_INT, AT(quote, duration_s), .required = true,
     .help = "of making the film, estimated"},
    {"width", FIELD_INT, AT(quote, width), .required = true},
    {"height", FIELD_INT, AT(quote, height), .required = true},
    {"resolution", FIELD_TEXT, AT(quote, resolution), .required = true},
    {"watermark", FIELD_TEXT, AT(quote, watermark)},
    {"priority", FIELD_CHOICE, AT(quote, priority), .required = true,
     .choices = "critical|high|medium|low"},
};
const struct shape shape_quote = SHAPE("Quote", quote_fields, struct quote);

static const struct field download_fields[] = {
    {"name", FIELD_TEXT, AT(download_view, name), .required = true},
    {"type", FIELD_TEXT, AT(download_view, type), .required = true},
    {"size", FIELD_INT, AT(download_view, size), .required = true},
    {"url", FIELD_LINK, AT(download_view, url), .required = true},
};
static const struct shape shape_download =
    SHAPE("Download", download_fields, struct download_view);
static const struct field downloads_fields[] = {
    {"downloadUrl", FIELD_LINK, AT(downloads_view, url), .required = true},
    {"expiresIn", FIELD_INT, AT(downloads_view, expires_in), .required = true,
     .help = "seconds"},
    {"files", FIELD_LIST, AT(downloads_view, files), .shape = &shape_download},
};
const struct shape shape_downloads =
    SHAPE("Downloads", downloads_fields, struct downloads_view);

static const struct field posting_fields[] = {
    {"transactionId", FIELD_ID, AT(credit_posting, id), .required = true},
    {"date", FIELD_TIME, AT(credit_posting, date), .required = true},
    {"type", FIELD_CHOICE, AT(credit_posting, type), .required = true,
     .choices = "grant|purchase|monthly|reserve|deduction|release|expiry"},
    {"amount", FIELD_INT, AT(credit_posting, amount), .required = true},
    {"balanceAfter", FIELD_INT, AT(credit_posting, balance_after), .required = true},
    {"description", FIELD_TEXT, AT(credit_posting, description), .required = true},
    {"referenceId", FIELD_TEXT, AT(credit_posting, reference)},
};
const struct shape shape_posting =
    SHAPE("CreditTransaction", posting_fields, struct credit_posting);
static const struct field statement_fields[] = {
    {"balance", FIELD_INT, AT(credit_statement, balance), .required = true},
    {"held", FIELD_INT, AT(credit_statement, held), .required = true,
     .help = "reserved for films that are being made"},
    {"unlimited", FIELD_BOOL, AT(credit_statement, unlimited), .required = true},
    {"tier", FIELD_CHOICE, AT(credit_statement, tier), .required = true,
     .choices = "free|pro|enterprise"},
    {"resetDate", FIELD_TIME, AT(credit_statement, reset_at), .required = true},
    {"history", FIELD_LIST, AT(credit_statement, history), .shape = &shape_posting},
    {"totalCount", FIELD_INT, AT(credit_statement, total_count), .required = true},
    {"page", FIELD_INT, AT(credit_statement, page), .required = true},
};
const struct shape shape_statement =
    SHAPE("Credits", statement_fields, struct credit_statement);

const char *shapes_file_key(struct arena *arena, const char *job_id, const char *name) {
    return arena_printf(arena, "films/%s/%s", job_id, name);
}

/* Links of the disk are below our own /api/v1. */
bool shapes_link_to(struct call *call, const char *key, const char *save_as, const char **url,
                    struct error *err) {
    AUTO_FREE char *made = NULL;
    struct blob_link link = {
        .method = "GET", .key = key, .life_s = BLOB_LINK_GET_S, .name = save_as};
    if (!blob_link_make(call->server->settings.blobs, &link, call->desk.now / 1000, &made, err))
        return false;
    *url = arena_printf(call->desk.arena, "%s%s", *made == '/' ? "/api/v1" : "", made);
    return true;
}

bool shapes_view_project(struct call *call, const struct project *project,
                         struct project_view *view, struct error *err) {
    *view = (struct project_view){.project = *project};
    if (!project->film_job_id) return true;
    const char *key = shapes_file_key(call->desk.arena, project->film_job_id, "poster.png");
    return shapes_link_to(call, key, NULL, &view->thumbnail, err);
}

void shapes_view_job(struct call *call, const struct job *job, struct job_view *view) {
    *view = (struct job_view){.job = *job, .eta_s = SHAPE_ABSENT, .length_s = SHAPE_ABSENT};
    bool open = strcmp(job->status, "queued") == 0 || strcmp(job->status, "processing") == 0;
    if (open && job->eta_ms > 0) view->eta_s = (job->eta_ms + 999) / 1000;
    if (job->length_ms) view->length_s = (job->length_ms + 500) / 1000;
    if (open) view->estimated_time = "1-3 minutes";
    struct step_view *steps = arena_alloc(call->desk.arena, JOB_STEPS, sizeof *steps);
    for (int i = 0; i < JOB_STEPS; i++) {
        int from = i ? jobs_steps[i - 1].ends_at : 0, to = jobs_steps[i].ends_at;
        bool running = strcmp(job->status, "processing") == 0 && job->progress >= from;
        steps[i] = (struct step_view){jobs_steps[i].name,
                                      job->progress >= to ? "done"
                                      : running           ? "running"
                                                          : "waiting",
                                      to};
    }
    view->steps = (struct shape_list){steps, JOB_STEPS};
}

bool shapes_view_downloads(struct call *call, const char *job_id, struct downloads_view *view,
                           struct error *err) {
    struct job_file_list list = {0};
    if (!jobs_files(&call->desk, job_id, &list, err)) return false;
    struct download_view *files = arena_alloc(call->desk.arena, list.count + 1, sizeof *files);
    *view =
        (struct downloads_view){.expires_in = BLOB_LINK_GET_S, .files = {files, list.count}};
    for (size_t i = 0; i < list.count; i++) {
        const struct job_file *file = &list.items[i];
        files[i] =
            (struct download_view){.name = file->name, .type = file->type, .size = file->size};
        if (!shapes_link_to(call, shapes_file_key(call->desk.arena, job_id, file->name),
                            file->name, &files[i].url, err))
            return false;
        if (strcmp(file->name, "film.mp4") == 0) view->url = files[i].url;
    }
    return view->url || error_set(err, PROBLEM_NOT_FOUND, "There is no film of this job.");
}
