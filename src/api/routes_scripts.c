/* Scripts that are in no project yet: what is read out of them, and files of other programs. */
#include "api/inside.h"
#include "api/shapes.h"
#include "studio/scripts.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field remark_fields[] = {
    {"line", FIELD_INT, AT(analysis_remark, line), .required = true},
    {"column", FIELD_INT, AT(analysis_remark, column), .required = true},
    {"text", FIELD_TEXT, AT(analysis_remark, text), .required = true},
};
static const struct shape shape_remark =
    SHAPE("ScriptRemark", remark_fields, struct analysis_remark);
static const struct field analysis_fields[] = {
    {"culture", FIELD_TEXT, AT(analysis, culture), .required = true},
    {"language", FIELD_TEXT, AT(analysis, language), .required = true},
    {"sceneCount", FIELD_INT, AT(analysis, scenes), .required = true},
    {"characterCount", FIELD_INT, AT(analysis, characters), .required = true},
    {"lineCount", FIELD_INT, AT(analysis, lines), .required = true},
    {"breakdown", FIELD_JSON, AT(analysis, breakdown), .required = true,
     .help = "scenes, people and lines, each finding with the words it rests on"},
    {"remarks", FIELD_LIST, AT(analysis, remarks), .shape = &shape_remark},
};
static const struct shape shape_analysis =
    SHAPE("ScriptAnalysis", analysis_fields, struct analysis);

struct analysis_order {
    const char *script, *project_id;
};
static const struct field analysis_order_fields[] = {
    {"script", FIELD_TEXT, AT(analysis_order, script), .required = true, .low = 1,
     .high = 200000},
    {"projectId", FIELD_ID, AT(analysis_order, project_id)},
};
static const struct shape shape_analysis_order =
    SHAPE("AnalysisOrder", analysis_order_fields, struct analysis_order);

static bool post_analysis(struct call *call, struct error *err) {
    const struct analysis_order *order = call->body;
    int64_t words = projects_words(order->script);
    int most = studio_tier(call->desk.who.tier)->words;
    if (words > most)
        return call_fault(call, "/script", err, "has %lld words; the plan takes %d",
                          (long long)words, most);
    return analysis_make(call->desk.arena, order->script, "film", NULL, call_answer(call), err);
}

struct import_query {
    const char *name, *title, *folder_id;
    int64_t create;
};
static const struct field import_query_fields[] = {
    {"name", FIELD_TEXT, AT(import_query, name), .high = 255,
     .help = "the file's name, where none comes with it: .md says Markdown"},
    {"createProject", FIELD_BOOL, AT(import_query, create), .fallback = "false",
     .help = "make a project of it as well"},
    {"title", FIELD_TEXT, AT(import_query, title), .high = 100,
     .help = "of the project; absent: the script's own, or the file's name"},
    {"folderId", FIELD_ID, AT(import_query, folder_id)},
};
static const struct shape shape_import_query =
    SHAPE("ScriptImportQuery", import_query_fields, struct import_query);

struct import_view {
    struct script_import script;
    const char *project_id;
};
#define I(member) offsetof(struct import_view, script.member)
static const struct field import_fields[] = {
    {"title", FIELD_TEXT, I(title), .required = true},
    {"script", FIELD_TEXT, I(script), .required = true,
     .help = "Fountain, or prose as it came"},
    {"format", FIELD_TEXT, I(format), .required = true, .help = "what the file was"},
    {"words", FIELD_INT, I(words), .required = true},
    {"remarks", FIELD_LIST, I(remarks), .shape = &shape_remark},
    {"projectId", FIELD_ID, AT(import_view, project_id)},
};
static const struct shape shape_import =
    SHAPE("ImportedScript", import_fields, struct import_view);

static bool create_work(struct db_tx *tx, void *data, struct error *err) {
    struct call *call = data;
    const struct import_query *query = call->query;
    struct import_view *view = call->answer;
    struct project project = {0};
    struct project_order order = {.title = query->title ? query->title : view->script.title,
                                  .script = view->script.script,
                                  .folder_id = query->folder_id};
    call->desk.tx = tx;
    bool ok = projects_new(&call->desk, &order, &project, err);
    call->desk.tx = NULL;
    view->project_id = project.id;
    return ok;
}

static bool post_import(struct call *call, struct error *err) {
    const struct import_query *query = call->query;
    struct import_view *view = call_answer(call);
    const char *name = call->file_in ? call->file_in : query->name;
    if (!scripts_import(call->desk.arena, call->bytes, call->size, name, &view->script, err))
        return false;
    return !query->create ||
           db_transact(call->desk.studio->db, DB_WRITE, create_work, call, err);
}

static const struct route routes[] = {
    {"POST", "/api/v1/internal/script-analysis", "jobs", "analyseScript",
     "The same of a script that is in no project", ROLE_USER, WORK_FREE, RATE_GENERAL, 200,
     NULL, &shape_analysis_order, &shape_analysis, post_analysis},
    {"POST", "/api/v1/scripts/import", "projects", "importScript",
     "Read a script out of a Final Draft, Word, PDF, Markdown or text file", ROLE_USER,
     WORK_FREE, RATE_GENERAL, 200, &shape_import_query, NULL, &shape_import, post_import,
     ROUTE_FILE, .problems = "404"},
};
const struct route_table route_scripts = {routes, COUNT_OF(routes)};
