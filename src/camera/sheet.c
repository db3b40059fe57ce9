#include "art/png.h"
#include "camera/sheet.h"

#include <cairo.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "camera/camera.h"
#include "camera/text.h"

enum { CELL_WIDTH = 480, CELL_HEIGHT = 270, NAME_HEIGHT = 26 };

struct sheet {
    const struct art *art;
    cairo_surface_t *surface;
    cairo_t *cr;
    int across;
    enum grade_name grade;
    struct error *err;
};

static struct sheet sheet_open(const struct art *art, int across, int rows, struct error *err) {
    struct sheet sheet = {.art = art, .across = across, .err = err};
    sheet.surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, across * CELL_WIDTH,
                                               rows * (CELL_HEIGHT + NAME_HEIGHT));
    sheet.cr = cairo_create(sheet.surface);
    cairo_set_source_rgb(sheet.cr, 0.13, 0.12, 0.14);
    cairo_paint(sheet.cr);
    return sheet;
}

static bool sheet_close(struct sheet *sheet, bool ok, struct buf *png) {
    cairo_destroy(sheet->cr);
    if (ok && !art_png_write(sheet->surface, png))
        ok = buf_ok(png, sheet->err) &&
             error_set(sheet->err, PROBLEM_INTERNAL, "The sheet cannot be written as PNG.");
    cairo_surface_destroy(sheet->surface);
    return ok;
}

static bool write_name(struct sheet *sheet, const char *name, double x, double y) {
    struct text_style style = {
        .family = "Noto Sans", .size = 15, .weight = 400, .width = CELL_WIDTH};
    struct text_block block;
    if (!text_lay_out(name, &style, &block, sheet->err)) return false;
    cairo_set_source_rgb(sheet->cr, 0.86, 0.83, 0.78);
    text_block_draw(&block, sheet->cr, x + 8, y);
    text_block_done(&block);
    return true;
}

/* The set of the order as an establishing shot without people, in cell `cell`. */
static bool show(struct sheet *sheet, int cell, const struct set_order *set, const char *name) {
    struct shot shot = {
        .kind = SHOT_ESTABLISHING, .size = SIZE_WIDE, .subject = -1, .other = -1, .frames = 48};
    struct shot_order order = {.shot = &shot,
                               .place = set->place,
                               .inside = set->inside,
                               .festive = set->festive,
                               .hour = set->hour,
                               .weather = set->weather,
                               .mood = set->mood,
                               .culture = set->culture,
                               .period = set->period,
                               .grade = sheet->grade,
                               .width = CELL_WIDTH * 2,
                               .height = CELL_HEIGHT * 2,
                               .fps = {24, 1},
                               .seed = set->seed,
                               .shot_seed = 1};
    struct buf png;
    buf_init(&png, 64 << 20);
    double x = cell % sheet->across * CELL_WIDTH;
    double y = cell / sheet->across * (CELL_HEIGHT + NAME_HEIGHT);
    bool ok = camera_still(sheet->art, &order, 24, &png, sheet->err);
    if (ok) {
        cairo_surface_t *still = art_png_read(png.bytes, png.size);
        cairo_save(sheet->cr);
        cairo_translate(sheet->cr, x, y);
        cairo_scale(sheet->cr, 0.5, 0.5);
        cairo_set_source_surface(sheet->cr, still, 0, 0);
        cairo_paint(sheet->cr);
        cairo_restore(sheet->cr);
        cairo_surface_destroy(still);
    }
    buf_done(&png);
    return ok && write_name(sheet, name, x, y + CELL_HEIGHT + 2);
}

static bool example(const struct art *art, const char *id, struct set_order *order,
                    struct error *err) {
    return art_set_example(art, id, order) ||
           error_set(err, PROBLEM_USAGE,
                     "There is no set \"%.60s\"; film art sheet lists what there is.", id);
}

bool camera_sheet_set(const struct art *art, const char *id, enum culture culture,
                      struct buf *png, struct error *err) {
    static const struct {
        const char *name;
        enum hour hour;
        enum weather weather;
        enum mood mood;
        bool festive;
    } views[] = {
        {"dawn", HOUR_DAWN, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"morning", HOUR_MORNING, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"noon", HOUR_NOON, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"afternoon", HOUR_AFTERNOON, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"dusk", HOUR_DUSK, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"night", HOUR_NIGHT, WEATHER_CLEAR, MOOD_NEUTRAL, false},
        {"cloudy", HOUR_AFTERNOON, WEATHER_CLOUDY, MOOD_SAD, false},
        {"rain", HOUR_DUSK, WEATHER_RAIN, MOOD_NEUTRAL, false},
        {"storm", HOUR_NIGHT, WEATHER_STORM, MOOD_TENSE, false},
        {"snow", HOUR_MORNING, WEATHER_SNOW, MOOD_NEUTRAL, false},
        {"fog", HOUR_DAWN, WEATHER_FOG, MOOD_MYSTERIOUS, false},
        {"festive night", HOUR_NIGHT, WEATHER_CLEAR, MOOD_FESTIVE, true},
    };
    struct set_order order;
    if (!example(art, id, &order, err)) return false;
    if (culture != CULTURE_AUTO) order.culture = culture;
    struct sheet sheet = sheet_open(art, 3, COUNT_OF(views) / 3, err);
    bool ok = true;
    for (size_t i = 0; ok && i < COUNT_OF(views); i++) {
        order.hour = views[i].hour;
        order.weather = views[i].weather;
        order.mood = views[i].mood;
        order.festive = views[i].festive;
        char name[96];
        snprintf(name, sizeof name, "%s, %s", id, views[i].name);
        ok = show(&sheet, (int)i, &order, name);
    }
    return sheet_close(&sheet, ok, png);
}

bool camera_sheet_sets(const struct art *art, size_t page, struct buf *png, struct error *err) {
    static const enum hour hours[] = {HOUR_DAWN, HOUR_NOON, HOUR_DUSK, HOUR_NIGHT};
    size_t count = art_set_count(art), first = page * CAMERA_SHEET_SETS;
    if (first >= count)
        return error_set(err, PROBLEM_USAGE, "There are %zu pages of sets.",
                         (count + CAMERA_SHEET_SETS - 1) / CAMERA_SHEET_SETS);
    size_t end = first + CAMERA_SHEET_SETS < count ? first + CAMERA_SHEET_SETS : count;
    struct sheet sheet = sheet_open(art, COUNT_OF(hours), (int)(end - first), err);
    bool ok = true;
    for (size_t i = first; ok && i < end; i++)
        for (size_t k = 0; ok && k < COUNT_OF(hours); k++) {
            struct set_order order;
            ok = example(art, art_set_name(art, i), &order, err);
            order.hour = hours[k];
            if (ok)
                ok = show(&sheet, (int)((i - first) * COUNT_OF(hours) + k), &order,
                          k ? "" : art_set_name(art, i));
        }
    return sheet_close(&sheet, ok, png);
}

bool camera_sheet_place(const struct art *art, const char *place, bool inside, struct buf *png,
                        struct error *err) {
    struct sheet sheet = sheet_open(art, 4, 4, err);
    bool ok = true;
    for (int i = 0; ok && i < 2 * CULTURE_COUNT; i++) {
        struct set_order order = {.place = place,
                                  .inside = inside,
                                  .hour = i < CULTURE_COUNT ? HOUR_MORNING : HOUR_NIGHT,
                                  .culture = (enum culture)(i % CULTURE_COUNT),
                                  .scale = 1};
        int cell = i < CULTURE_COUNT ? i : i + 1; /* the night begins a row of its own */
        ok = show(&sheet, cell, &order, culture_name(order.culture));
    }
    return sheet_close(&sheet, ok, png);
}

bool camera_sheet_grades(const struct art *art, struct buf *png, struct error *err) {
    static const struct set_order places[] = {
        {.place = "courtyard", .hour = HOUR_DAWN, .culture = CULTURE_SOUTH_INDIAN},
        {.place = "street", .hour = HOUR_DUSK, .culture = CULTURE_WESTERN},
        {.place = "living_room",
         .inside = true,
         .hour = HOUR_NIGHT,
         .culture = CULTURE_WESTERN},
    };
    struct sheet sheet = sheet_open(art, COUNT_OF(places), GRADE_COUNT, err);
    bool ok = true;
    for (int i = 0; ok && i < GRADE_COUNT * (int)COUNT_OF(places); i++) {
        sheet.grade = (enum grade_name)(i / (int)COUNT_OF(places));
        ok = show(&sheet, i, &places[i % (int)COUNT_OF(places)],
                  i % (int)COUNT_OF(places) ? "" : shot_order_grade_name(sheet.grade));
    }
    return sheet_close(&sheet, ok, png);
}
