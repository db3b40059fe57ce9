/* film art: contact sheets, and the check of a pack. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/check.h"
#include "art/sheet.h"
#include "base/file.h"
#include "base/memory.h"
#include "camera/sheet.h"
#include "cli/commands.h"

static void list_sheets(const struct art *art) {
    printf("people:\n ");
    for (int i = 0; i < SHEET_COUNT; i++) printf(" %s", art_sheet_name((enum people_sheet)i));
    size_t pages = (art_set_count(art) + CAMERA_SHEET_SETS - 1) / CAMERA_SHEET_SETS;
    printf("\nthings:\n  props\nlaboratory:\n  grades\nplaces:\n  \"sets 1\" ... \"sets %zu\"; "
           "\"place street\" and any "
           "other place in seven cultures; one set:\n ",
           pages);
    for (size_t i = 0; i < art_set_count(art); i++) printf(" %s", art_set_name(art, i));
    printf("\n");
}

/* "sets 2" is a page, "place kitchen inside" a place, all else the name of a sheet or a set. */
static bool draw_sheet(const struct art *art, const char *what, enum culture culture,
                       struct buf *png, struct error *err) {
    for (int i = 0; i < SHEET_COUNT; i++)
        if (strcmp(art_sheet_name((enum people_sheet)i), what) == 0)
            return art_sheet_people(art, (enum people_sheet)i, png, err);
    if (strcmp(what, "props") == 0) return art_sheet_props(art, png, err);
    if (strcmp(what, "sets") == 0) return camera_sheet_sets(art, 0, png, err);
    if (strcmp(what, "grades") == 0) return camera_sheet_grades(art, png, err);
    if (strncmp(what, "sets ", 5) == 0) {
        long page = strtol(what + 5, NULL, 10);
        return camera_sheet_sets(art, page > 0 ? (size_t)page - 1 : 0, png, err);
    }
    if (strncmp(what, "place ", 6) == 0) {
        char place[32];
        size_t length = strcspn(what + 6, " ");
        snprintf(place, sizeof place, "%.*s", (int)length, what + 6);
        return camera_sheet_place(art, place, strstr(what + 6, " inside") != NULL, png, err);
    }
    return camera_sheet_set(art, what, culture, png, err);
}

static bool find_culture(const char *name, enum culture *culture, struct error *err) {
    *culture = CULTURE_AUTO;
    if (!name || strcmp(name, "auto") == 0) return true;
    for (int i = 0; i < CULTURE_COUNT; i++)
        if (strcmp(culture_name((enum culture)i), name) == 0) {
            *culture = (enum culture)i;
            return true;
        }
    return error_set(err, PROBLEM_USAGE, "There is no culture \"%s\".", name);
}

static bool write_sheet(const struct settings *settings, struct error *err) {
    struct art *art;
    enum culture culture;
    if (!find_culture(settings->culture, &culture, err) ||
        !art_open(&settings->art, settings->art ? 1 : 0, &art, err))
        return false;
    bool ok = true;
    if (!settings->subject) {
        list_sheets(art);
    } else {
        struct buf png;
        buf_init(&png, 256 << 20);
        AUTO_FREE char *path = NULL;
        if (asprintf(&path, "%s.png", settings->subject) < 0) die("out of memory");
        const char *output = settings->output ? settings->output : path;
        ok = draw_sheet(art, settings->subject, culture, &png, err) &&
             file_write(output, png.bytes, png.size, err);
        if (ok && !settings->quiet) printf("%s\n", output);
        buf_done(&png);
    }
    art_close(art);
    return ok;
}

/* The pack over the program's own. What art_open refuses is the first finding. */
static bool check_pack(const struct settings *settings, struct error *err) {
    const char *folder = settings->subject ? settings->subject : settings->art;
    struct art *art;
    if (!art_open(&folder, folder ? 1 : 0, &art, err)) return false;
    struct buf findings;
    buf_init(&findings, 4 << 20);
    size_t count = art_check(art, &findings);
    if (count && !settings->quiet) fwrite(findings.bytes, 1, findings.size, stdout);
    if (!count && !settings->quiet)
        printf("Nothing is wrong: %zu sets and %zu props can be drawn.\n", art_set_count(art),
               art_prop_count(art));
    buf_done(&findings);
    art_close(art);
    return count == 0 || error_set(err, PROBLEM_BAD_INPUT, "The pack has %zu faults.", count);
}

int cli_art(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    struct error err = {0};
    bool ok;
    if (strcmp(settings->script, "sheet") == 0)
        ok = write_sheet(settings, &err);
    else if (strcmp(settings->script, "check") == 0)
        ok = check_pack(settings, &err);
    else
        ok = error_set(&err, PROBLEM_USAGE,
                       "film art can sheet and check, not \"%.40s\"; see film art --help.",
                       settings->script);
    return ok ? 0 : cli_fail(&err, settings->json);
}
