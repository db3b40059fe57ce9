#include "camera/titles.h"

#include <math.h>
#include <string.h>

#include "camera/text.h"

enum { SHEETS = 3 };

struct titles {
    const struct shot_order *order;
    const struct lens *lens;
    struct picture *veil;           /* darkens what is behind */
    struct picture *sheets[SHEETS]; /* frames of cut paper, the far one first */
    struct picture *words;
    double words_y; /* screen position at the middle of the shot */
    double scroll;  /* screen pixels a frame upwards; 0: the words stand */
    bool credits;
};

static void rounded(cairo_t *cr, double x, double y, double width, double height,
                    double radius) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + width - radius, y + radius, radius, -M_PI / 2, 0);
    cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
    cairo_arc(cr, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
    cairo_arc(cr, x + radius, y + radius, radius, M_PI, 3 * M_PI / 2);
    cairo_close_path(cr);
}

/* An opening whose edge is cut in scallops: every culture's paper cutters know them. */
static void scalloped(cairo_t *cr, double x, double y, double width, double height,
                      double size) {
    int across = (int)fmax(round(width / size), 3), down = (int)fmax(round(height / size), 3);
    double step_x = width / across, step_y = height / down;
    cairo_new_sub_path(cr);
    cairo_move_to(cr, x, y);
    for (int i = 0; i < across; i++)
        cairo_arc(cr, x + (i + 0.5) * step_x, y, step_x / 2, M_PI, 2 * M_PI);
    for (int i = 0; i < down; i++)
        cairo_arc(cr, x + width, y + (i + 0.5) * step_y, step_y / 2, -M_PI / 2, M_PI / 2);
    for (int i = 0; i < across; i++)
        cairo_arc(cr, x + width - (i + 0.5) * step_x, y + height, step_x / 2, 0, M_PI);
    for (int i = 0; i < down; i++)
        cairo_arc(cr, x, y + height - (i + 0.5) * step_y, step_y / 2, M_PI / 2, 3 * M_PI / 2);
    cairo_close_path(cr);
}

/* Paper with an opening, its shadow falling into the opening. */
static struct picture *sheet(int width, int height, double inset, struct rgb color, double unit,
                             bool scallops) {
    int edge = (int)(0.1 * (width > height ? width : height)) + 4; /* for the push */
    struct picture *picture = picture_new(width + 2 * edge, height + 2 * edge);
    cairo_surface_t *surface = picture_surface(picture);
    double x = edge + inset, y = edge + inset, w = width - 2 * inset, h = height - 2 * inset;
    for (int pass = 0; pass < 2; pass++) { /* the shadow, then the paper */
        cairo_t *cr = cairo_create(surface);
        cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
        double drop = pass == 0 ? 7 * unit : 0;
        cairo_rectangle(cr, 0, 0, picture->width, picture->height);
        if (scallops)
            scalloped(cr, x, y + drop, w, h, 46 * unit);
        else
            rounded(cr, x, y + drop, w, h, 34 * unit);
        if (pass == 0)
            cairo_set_source_rgba(cr, 0.02, 0.01, 0.03, 0.5);
        else {
            cairo_pattern_t *paint = cairo_pattern_create_linear(0, 0, 0, picture->height);
            cairo_pattern_add_color_stop_rgb(paint, 0, fmin(color.r * 1.1, 1),
                                             fmin(color.g * 1.1, 1), fmin(color.b * 1.1, 1));
            cairo_pattern_add_color_stop_rgb(paint, 1, color.r * 0.86, color.g * 0.86,
                                             color.b * 0.88);
            cairo_set_source(cr, paint);
            cairo_pattern_destroy(paint);
        }
        cairo_fill(cr);
        if (pass == 1) { /* the cut edge catches the light */
            if (scallops)
                scalloped(cr, x, y, w, h, 46 * unit);
            else
                rounded(cr, x, y, w, h, 34 * unit);
            cairo_set_source_rgba(cr, 1, 0.97, 0.9, 0.35);
            cairo_set_line_width(cr, 1.6 * unit);
            cairo_stroke(cr);
        }
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        if (pass == 0) picture_blur(picture, 12 * unit, true);
        cairo_surface_mark_dirty(surface);
    }
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

static struct rgb deeper(struct rgb color, float light, float chroma) {
    struct oklab lab = oklab_from_rgb(color);
    lab.l = light;
    lab.a *= chroma;
    lab.b *= chroma;
    return oklab_to_rgb(lab);
}

static struct picture *veil(int width, int height, struct rgb color, double alpha) {
    struct picture *picture = picture_new(width, height);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgba(cr, color.r, color.g, color.b, alpha);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

/* A small ornament between title and byline: a lozenge between two strokes. */
static void ornament(cairo_t *cr, double x, double y, double width, double unit) {
    cairo_set_line_width(cr, 2 * unit);
    for (int side = -1; side <= 1; side += 2) {
        cairo_move_to(cr, x + side * 16 * unit, y);
        cairo_line_to(cr, x + side * width / 2, y);
    }
    cairo_stroke(cr);
    cairo_move_to(cr, x - 9 * unit, y);
    cairo_line_to(cr, x, y - 9 * unit);
    cairo_line_to(cr, x + 9 * unit, y);
    cairo_line_to(cr, x, y + 9 * unit);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static bool draw_title(struct titles *titles, const struct light *light, double unit,
                       struct error *err) {
    const struct shot_order *order = titles->order;
    int width = order->width, height = order->height;
    double room = width - 2 * 150 * unit;
    struct text_style large = {"Noto Serif Display, Noto Serif",
                               148 * unit,
                               600,
                               2 * unit,
                               1.0,
                               room * 0.9,
                               TEXT_CENTER};
    struct text_style small = {"Noto Serif", 40 * unit,   400,        1.5 * unit,
                               1.1,          room * 0.86, TEXT_CENTER};
    struct text_block title = {0}, byline = {0};
    const char *text = order->title && *order->title ? order->title : " ";
    bool has_byline = order->byline && *order->byline;
    if (!text_fit(text, large, 2, &title, err)) return false;
    if (has_byline && !text_fit(order->byline, small, 2, &byline, err)) {
        text_block_done(&title);
        return false;
    }
    double gap = 40 * unit, total = title.height + (has_byline ? 2 * gap + byline.height : 0);
    titles->words = picture_new(width, (int)ceil(total + 60 * unit));
    cairo_surface_t *surface = picture_surface(titles->words);
    struct rgb ink = deeper(light->key, 0.955F, 0.5F), soft = deeper(light->key, 0.88F, 0.8F);
    for (int pass = 0; pass < 2; pass++) {
        cairo_t *cr = cairo_create(surface);
        double drop = pass == 0 ? 5 * unit : 0, y = 30 * unit + drop;
        if (pass == 0)
            cairo_set_source_rgba(cr, 0.02, 0.01, 0.03, 0.8);
        else
            cairo_set_source_rgb(cr, ink.r, ink.g, ink.b);
        text_block_draw(&title, cr, (width - title.width) / 2, y);
        if (has_byline) {
            if (pass == 1) cairo_set_source_rgb(cr, soft.r, soft.g, soft.b);
            ornament(cr, width / 2.0, y + title.height + gap * 0.8, 340 * unit, unit);
            text_block_draw(&byline, cr, (width - byline.width) / 2,
                            y + title.height + 2 * gap);
        }
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        if (pass == 0) picture_blur(titles->words, 7 * unit, false);
        cairo_surface_mark_dirty(surface);
    }
    cairo_surface_destroy(surface);
    picture_measure(titles->words);
    titles->words_y = (height - titles->words->height) / 2.0;
    text_block_done(&title);
    text_block_done(&byline);
    return true;
}

/* One line of the credits: "Role\tName" in two columns about the middle, or a heading. */
static bool draw_credit(const char *line, double width, double unit, double *y, cairo_t *cr,
                        const struct light *light, struct error *err) {
    const char *tab = strchr(line, '\t');
    struct rgb ink = deeper(light->key, 0.94F, 0.4F), soft = deeper(light->key, 0.74F, 0.7F);
    struct text_style name = {"Noto Serif", 44 * unit, 500, 0, 1.1, width * 0.44, TEXT_LEFT};
    struct text_block block;
    if (!tab) {
        struct text_style heading = {"Noto Serif", 50 * unit,    600,        3 * unit,
                                     1.1,          width * 0.84, TEXT_CENTER};
        if (!text_fit(*line ? line : " ", heading, 2, &block, err)) return false;
        if (cr) {
            cairo_set_source_rgb(cr, ink.r, ink.g, ink.b);
            text_block_draw(&block, cr, (width - block.width) / 2, *y + 26 * unit);
        }
        *y += block.height + 52 * unit;
        text_block_done(&block);
        return true;
    }
    char role[200];
    size_t size =
        (size_t)(tab - line) < sizeof role - 1 ? (size_t)(tab - line) : sizeof role - 1;
    memcpy(role, line, size);
    role[size] = 0;
    struct text_style left = name;
    left.weight = 400;
    left.align = TEXT_RIGHT;
    left.size = 38 * unit;
    struct text_block right;
    if (!text_fit(role, left, 2, &block, err)) return false;
    if (!text_fit(tab + 1, name, 2, &right, err)) {
        text_block_done(&block);
        return false;
    }
    if (cr) {
        cairo_set_source_rgb(cr, soft.r, soft.g, soft.b);
        text_block_draw(&block, cr, width / 2 - 22 * unit - block.width,
                        *y + (right.height - block.height) * 0.62);
        cairo_set_source_rgb(cr, ink.r, ink.g, ink.b);
        text_block_draw(&right, cr, width / 2 + 22 * unit, *y);
    }
    *y += fmax(right.height, block.height) + 16 * unit;
    text_block_done(&block);
    text_block_done(&right);
    return true;
}

static bool draw_credits(struct titles *titles, const struct light *light, double unit,
                         struct error *err) {
    const struct shot_order *order = titles->order;
    enum { MOST = 400 };
    size_t count = order->credit_count < MOST ? order->credit_count : MOST;
    double tall = 0;
    for (size_t i = 0; i < count; i++)
        if (!draw_credit(order->credits[i], order->width, unit, &tall, NULL, light, err))
            return false;
    titles->words = picture_new(order->width, (int)ceil(camera_clamp(tall, 8, 15000)) + 8);
    cairo_surface_t *surface = picture_surface(titles->words);
    cairo_t *cr = cairo_create(surface);
    double y = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = draw_credit(order->credits[i], order->width, unit, &y, cr, light, err);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    if (!ok) return false;
    picture_measure(titles->words);
    double height = order->height, room = height * 0.8;
    titles->words_y = (height - titles->words->height) / 2.0;
    if (titles->words->height >
        room) { /* up from below, until the last line has gone by the middle */
        double way = titles->words->height + height * 0.55;
        titles->scroll = way / (double)titles->lens->frames;
        titles->words_y = height * 0.9 - way / 2;
    }
    return true;
}

bool titles_new(const struct shot_order *order, const struct set *set, const struct lens *lens,
                struct titles **out, struct error *err) {
    *out = NULL;
    if (order->shot->kind != SHOT_TITLE && order->shot->kind != SHOT_CREDITS) return true;
    struct titles *titles = xcalloc(1, sizeof *titles);
    const struct light *light = &set->light;
    titles->order = order;
    titles->lens = lens;
    titles->credits = order->shot->kind == SHOT_CREDITS;
    double small = order->width < order->height * 1.2 ? order->width * 0.86 / 1080.0
                                                      : order->height / 1080.0;
    double unit = small > 0.02 ? small : 0.02;
    struct rgb dark = deeper(light->shade, 0.15F, 0.8F);
    titles->veil = veil(order->width, order->height, dark, titles->credits ? 0.86 : 0.5);
    bool ok = titles->credits ? draw_credits(titles, light, unit, err)
                              : draw_title(titles, light, unit, err);
    if (!ok) {
        titles_free(titles);
        return false;
    }
    if (!titles->credits) {
        titles->sheets[0] = sheet(order->width, order->height, 118 * unit,
                                  deeper(light->accent, 0.44F, 0.8F), unit, true);
        titles->sheets[1] = sheet(order->width, order->height, 76 * unit,
                                  deeper(light->base, 0.34F, 0.8F), unit, true);
        titles->sheets[2] = sheet(order->width, order->height, 34 * unit,
                                  deeper(light->shade, 0.22F, 0.9F), unit, false);
    }
    *out = titles;
    return true;
}

void titles_free(struct titles *titles) {
    if (!titles) return;
    picture_free(titles->veil);
    picture_free(titles->words);
    for (int i = 0; i < SHEETS; i++) picture_free(titles->sheets[i]);
    free(titles);
}

static struct layer about_middle(const struct titles *titles, const struct picture *picture,
                                 double growth, double y) {
    double middle_x = titles->order->width / 2.0, middle_y = titles->order->height / 2.0;
    double x = middle_x - growth * picture->width / 2.0;
    return compose_layer(picture, growth, x, middle_y + growth * (y - middle_y));
}

size_t titles_layers(const struct titles *titles, int64_t frame, struct layer *layers) {
    size_t count = 0;
    double t = (double)frame / (double)titles->lens->frames;
    layers[count++] = compose_layer(titles->veil, 1, 0, 0);
    if (titles->scroll > 0) {
        double past = (double)frame - titles->lens->frames / 2.0;
        layers[count++] =
            about_middle(titles, titles->words, 1, titles->words_y - titles->scroll * past);
        return count;
    }
    double push = camera_smooth(0.15 + 0.7 * t);
    for (int i = 0; i < SHEETS; i++) {
        if (!titles->sheets[i]) continue;
        double growth = 1 + (0.012 + 0.016 * i) * push;
        double y = (titles->order->height - titles->sheets[i]->height) / 2.0;
        layers[count++] = about_middle(titles, titles->sheets[i], growth, y);
    }
    layers[count] =
        about_middle(titles, titles->words, 1 + 0.03 * (push - 0.5), titles->words_y);
    double seconds = seconds_of_frames(frame, titles->lens->fps);
    layers[count++].alpha = (int32_t)(256 * camera_smooth((seconds - 0.25) / 0.7));
    return count;
}

int titles_fade(const struct titles *titles, int64_t frame) {
    double seconds = seconds_of_frames(frame, titles->lens->fps);
    double left = seconds_of_frames(titles->lens->frames - 1 - frame, titles->lens->fps);
    if (titles->credits)
        return (int)(256 * fmin(camera_smooth(seconds / 0.6), camera_smooth(left / 0.9)));
    return (int)(256 * camera_smooth(0.06 + seconds / 0.7));
}
