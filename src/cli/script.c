#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/photo.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "import/import.h"
#include "voice/pronounce.h"

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

/* "ANU=anu.png,RAVI=ravi.jpg" */
static bool read_references(const char *text, struct cli_script *script, struct error *err) {
    while (text && *text) {
        size_t size = strcspn(text, ","), name = strcspn(text, "=");
        struct cli_reference *to = &script->pictures[script->order.reference_count];
        if (script->order.reference_count == COUNT_OF(script->pictures))
            return error_set(err, PROBLEM_USAGE, "--reference takes up to %zu pictures.",
                             COUNT_OF(script->pictures));
        if (!name || name >= size || size - name > sizeof to->path || name >= sizeof to->name)
            return error_set(err, PROBLEM_USAGE,
                             "--reference takes NAME=FILE, as in --reference ANU=anu.jpg.");
        snprintf(to->name, sizeof to->name, "%.*s", (int)name, text);
        snprintf(to->path, sizeof to->path, "%.*s", (int)(size - name - 1), text + name + 1);
        size_t bytes;
        if (!file_read(to->path, PHOTO_MAX_BYTES, &to->bytes, &bytes, err)) return false;
        script->references[script->order.reference_count++] =
            (struct production_reference){to->name, to->bytes, bytes};
        text += size + (text[size] == ',');
    }
    return true;
}

bool cli_pronounce_open(const char *path, struct pronounce **list, struct error *err) {
    AUTO_FREE char *bytes = NULL;
    size_t size;
    *list = NULL;
    return !path || (file_read(path, PRONOUNCE_MAX_SIZE, &bytes, &size, err) &&
                     pronounce_read(bytes, size, list, err));
}

static bool read_dub(const struct settings *settings, struct cli_script *script,
                     struct error *err) {
    if (!settings->dub) return true;
    if (!settings->language)
        return error_set(err, PROBLEM_USAGE,
                         "--dub needs --language: the tongue of the translation, such as hi.");
    script->order.dub_language = settings->language;
    if (!file_read(settings->dub, SCREENPLAY_MAX_SIZE, &script->dub, &script->order.dub_size,
                   err))
        return false;
    script->order.dub = script->dub;
    return true;
}

/* A BCP 47 tag is part of a file's name, too. */
static bool is_tag(const char *text) {
    size_t size =
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return size >= 2 && size <= 35 && !text[size] && text[0] != '-';
}

/* "en,es=film.es.fountain": languages alone stay in order.captions, those with a file become
 * translations. */
static bool read_captions(const struct settings *settings, struct cli_script *script,
                          struct error *err) {
    struct production_order *order = &script->order;
    if (!settings->captions || !*settings->captions ||
        strcmp(settings->captions, "none") == 0) {
        order->captions = settings->captions ? "" : NULL;
        return true;
    }
    AUTO(buf_done) struct buf own;
    buf_init(&own, 1 << 16);
    script->captions = xstrdup(settings->captions);
    char *save = NULL;
    for (char *item = strtok_r(script->captions, ",", &save); item;
         item = strtok_r(NULL, ",", &save)) {
        char *path = strchr(item, '=');
        if (!path) {
            buf_printf(&own, "%s%s", own.size ? "," : "", item);
            continue;
        }
        *path++ = 0;
        if (!is_tag(item) || !*path)
            return error_set(err, PROBLEM_USAGE,
                             "--captions takes LANG=FILE, as in --captions en,es=film.es.srt.");
        for (size_t i = 0; i < order->translation_count; i++)
            if (strcmp(script->translations[i].language, item) == 0)
                return error_set(err, PROBLEM_USAGE, "--captions names \"%s\" twice.", item);
        size_t at = order->translation_count, size;
        if (at == PRODUCTION_MAX_TRANSLATIONS)
            return error_set(err, PROBLEM_USAGE, "--captions takes up to %d translations.",
                             PRODUCTION_MAX_TRANSLATIONS);
        if (!read_script(path, &script->translated[at], &size, err)) return false;
        script->translations[at] =
            (struct production_translation){item, script->translated[at], size};
        script->translation_paths[at] = path;
        order->translation_count++;
    }
    if (!buf_ok(&own, err)) return false;
    script->own_captions = own.size ? TAKE(own.bytes) : NULL;
    order->captions = script->own_captions;
    return true;
}

bool cli_script_open(const struct settings *settings, struct cli_script *script,
                     struct error *err) {
    *script = (struct cli_script){0};
    size_t size;
    bool standard_input = strcmp(settings->script, "-") == 0;
    const char *path = standard_input ? "/dev/stdin" : settings->script;
    if (!read_script(path, &script->bytes, &size, err)) return false;
    script->name = standard_input ? xstrdup("film") : file_stem(settings->script);
    const char *slash = standard_input ? NULL : strrchr(settings->script, '/');
    script->folder = slash ? xstrdup(settings->script) : xstrdup(".");
    if (slash) script->folder[slash == settings->script ? 1 : slash - settings->script] = 0;
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
        .loudness = settings->loudness,
        .burn_captions = settings->burn_captions,
        .music = settings->music,
        .script_folder = script->folder,
        .style = settings->style,
        .threads = (int)settings->threads,
    };
    /* Set here and not above: the array must not move after its address is taken. */
    script->order.art_folders = script->art_folders;
    script->order.references = script->references;
    script->order.translations = script->translations;
    bool ok = cli_pronounce_open(settings->pronounce, &script->pronounce, err);
    script->order.pronounce = script->pronounce;
    if (ok && read_references(settings->reference, script, err) &&
        read_captions(settings, script, err) && read_dub(settings, script, err) &&
        set_culture(settings, &script->order, err) && set_grade(settings, &script->order, err))
        return true;
    cli_script_close(script);
    return false;
}

void cli_script_close(struct cli_script *script) {
    free(script->bytes);
    free(script->name);
    pronounce_free(script->pronounce);
    for (size_t i = 0; i < COUNT_OF(script->pictures); i++) free(script->pictures[i].bytes);
    free(script->folder);
    free(script->dub);
    free(script->captions);
    free(script->own_captions);
    for (size_t i = 0; i < COUNT_OF(script->translated); i++) free(script->translated[i]);
    *script = (struct cli_script){0};
}
