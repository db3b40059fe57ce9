#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "import/import.h"

static bool set_culture(const struct settings *settings, struct production_order *order,
                        struct error *err) {
    if (culture_from_name(settings->culture, &order->culture)) return true;
    const char *names[CULTURE_COUNT + 1];
    for (int i = 0; i < CULTURE_COUNT; i++) names[i] = culture_name((enum culture)i);
    names[CULTURE_COUNT] = "auto";
    const char *near = cli_nearest(settings->culture, names, COUNT_OF(names));
    return error_set(err, PROBLEM_USAGE, "There is no culture \"%s\"%s%s%s", settings->culture,
                     near ? "; did you mean " : "", near ? near : "", near ? "?" : ".");
}

static bool set_grade(const struct settings *settings, struct production_order *order,
                      struct error *err) {
    const char *names[GRADE_COUNT];
    for (int i = 0; i < GRADE_COUNT; i++) {
        names[i] = shot_order_grade_name((enum grade_name)i);
        order->grade = (enum grade_name)i;
        if (strcmp(names[i], settings->grade) == 0) return true;
    }
    const char *near = cli_nearest(settings->grade, names, COUNT_OF(names));
    return error_set(err, PROBLEM_USAGE, "There is no grade \"%s\"%s%s%s", settings->grade,
                     near ? "; did you mean " : "", near ? near : "", near ? "?" : ".");
}

/* Documents of other programs are read as the Fountain that they become. */
static bool read_script(const char *path, char **bytes, size_t *size, struct error *err) {
    if (!file_read(path, IMPORT_MAX_SIZE, bytes, size, err)) return false;
    enum import_format format = import_sniff(*bytes, *size, path);
    if (format == IMPORT_NONE) {
        if (*size <= SCREENPLAY_MAX_SIZE) return true;
        free(TAKE(*bytes));
        return error_set(err, PROBLEM_TOO_LARGE, "%s is over %d MB, more than any script.",
                         path, SCREENPLAY_MAX_SIZE >> 20);
    }
    struct buf fountain;
    bool ok = import_to_fountain(*bytes, *size, format, &fountain, err);
    free(*bytes);
    *bytes = ok ? fountain.bytes : NULL;
    *size = ok ? fountain.size : 0;
    return ok;
}

bool cli_script_open(const struct settings *settings, struct cli_script *script,
                     struct error *err) {
    *script = (struct cli_script){0};
    size_t size;
    bool standard_input = strcmp(settings->script, "-") == 0;
    const char *path = standard_input ? "/dev/stdin" : settings->script;
    if (!read_script(path, &script->bytes, &size, err)) return false;
    script->name = standard_input ? xstrdup("film") : file_stem(settings->script);
    script->art_folders[0] = settings->art;
    script->order = (struct production_order){
        .script = script->bytes,
        .script_size = size,
        .format = settings->prose ? SCREENPLAY_PROSE : SCREENPLAY_AUTO,
        .name = script->name,
        .art_folder_count = settings->art ? 1 : 0,
        .seed = (uint64_t)settings->seed,
        .width = settings->width,
        .height = settings->height,
        .fps = {settings->fps_num, settings->fps_den},
        .loudness_lufs = settings->loudness,
        .burn_captions = settings->burn_captions,
        .captions = settings->captions && strcmp(settings->captions, "none") == 0
                        ? ""
                        : settings->captions,
        .style = settings->style,
        .threads = (int)settings->threads,
    };
    /* Set here and not above: the array must not move after its address is taken. */
    script->order.art_folders = script->art_folders;
    if (set_culture(settings, &script->order, err) && set_grade(settings, &script->order, err))
        return true;
    cli_script_close(script);
    return false;
}

void cli_script_close(struct cli_script *script) {
    free(script->bytes);
    free(script->name);
    *script = (struct cli_script){0};
}
