#include "camera/insert.h"

#include <math.h>

struct insert {
    const struct lens *lens;
    struct picture *table, *shadow, *prop;
    double table_y, shadow_x, shadow_y, prop_x, prop_y; /* screen, at the end of the move */
};

static struct rgb toned(struct rgb color, float light, float chroma) {
    struct oklab lab = oklab_from_rgb(color);
    return oklab_to_rgb((struct oklab){lab.l * light, lab.a * chroma, lab.b * chroma});
}

static void stop(cairo_pattern_t *paint, double at, struct rgb color) {
    cairo_pattern_add_color_stop_rgb(paint, at, color.r, color.g, color.b);
}

/* A board of paper with a lit front edge; soft, for it lies out of focus at both ends. */
static struct picture *draw_table(int width, int height, const struct light *light) {
    struct picture *picture = picture_new(width, height);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    double edge = 0.035 * height;
    cairo_pattern_t *paint = cairo_pattern_create_linear(0, edge, 0, height);
    stop(paint, 0, toned(light_base(light, (struct rgb){0.62F, 0.44F, 0.30F}), 1.02F, 1));
    stop(paint, 1, toned(light_shade(light, (struct rgb){0.58F, 0.40F, 0.27F}), 0.92F, 1));
    cairo_set_source(cr, paint);
    cairo_rectangle(cr, 0, edge, width, height - edge);
    cairo_fill(cr);
    cairo_pattern_destroy(paint);
    struct rgb rim = light_rim(light, (struct rgb){0.7F, 0.52F, 0.36F});
    cairo_set_source_rgba(cr, rim.r, rim.g, rim.b, 0.8);
    cairo_rectangle(cr, 0, edge, width, fmax(1, 0.008 * height));
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    return picture;
}

/* The prop in the middle of a square; *foot is the row under its lowest ink. */
static struct picture *draw_prop(const struct art *art, const char *id,
                                 const struct light *light, int side, int *foot) {
    struct picture *picture = picture_new(side, side);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, side / 2.0, side / 2.0);
    cairo_scale(cr, side * 0.94, side * 0.94);
    bool drawn = art_prop(art, id, light, cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    if (!drawn) {
        picture_free(picture);
        return NULL;
    }
    picture_measure(picture);
    *foot = side;
    while (*foot > 1 && picture->rows[*foot - 1].left >= picture->rows[*foot - 1].right)
        (*foot)--;
    return picture;
}

enum { SHADOW_REDUCTION = 4 };

/* The prop's outline laid flat behind and beside it, soft; darkest where it stands. */
static void draw_shadow(struct insert *insert, const struct light *light, int foot) {
    const struct picture *prop = insert->prop;
    double side = prop->width, aside = light->key_x > 0 ? -0.34 : 0.34, lie = 0.13;
    double pad = 0.08 * side, x0 = -pad - (aside < 0 ? 0.3 * side : 0);
    double y0 = foot - lie * side - pad;
    double width = side * 1.3 + 2 * pad, height = lie * side + 2 * pad;
    struct picture *shadow =
        picture_new((int)(width / SHADOW_REDUCTION) + 1, (int)(height / SHADOW_REDUCTION) + 1);
    cairo_surface_t *target = picture_surface(shadow);
    cairo_surface_t *shape = picture_surface(insert->prop);
    cairo_t *cr = cairo_create(target);
    cairo_scale(cr, 1.0 / SHADOW_REDUCTION, 1.0 / SHADOW_REDUCTION);
    cairo_translate(cr, -x0, -y0);
    /* The foot stays where it is. */
    cairo_matrix_t lay = {1, 0, -aside, lie, aside * foot, foot * (1 - lie)};
    cairo_transform(cr, &lay);
    cairo_set_source_rgba(cr, light->shade.r * 0.16, light->shade.g * 0.14,
                          light->shade.b * 0.2, 0.5);
    cairo_mask_surface(cr, shape, 0, 0);
    cairo_destroy(cr);
    cairo_surface_destroy(shape);
    cairo_surface_flush(target);
    cairo_surface_destroy(target);
    picture_blur(shadow, 0.035 * side / SHADOW_REDUCTION, false);
    picture_measure(shadow);
    insert->shadow = shadow;
    insert->shadow_x = insert->prop_x + x0;
    insert->shadow_y = insert->prop_y + y0;
}

struct insert *insert_new(const struct art *art, const struct shot_order *order,
                          const struct set *set, const struct lens *lens) {
    const struct shot *shot = order->shot;
    if (shot->kind != SHOT_INSERT || !shot->prop) return NULL;
    int width = lens->width, height = lens->height, foot;
    int side = (int)(width < height ? 0.74 * width : 0.62 * height);
    struct picture *prop = draw_prop(art, shot->prop, &set->light, side, &foot);
    if (!prop) return NULL;
    struct insert *insert = xcalloc(1, sizeof *insert);
    insert->lens = lens;
    insert->prop = prop;
    double stands = 0.82 * height; /* where its foot is */
    insert->prop_x = (width - side) / 2.0;
    insert->prop_y = stands - foot;
    insert->table_y = floor(0.66 * height);
    /* Larger than the frame, for the move's far end. */
    int extra = (int)(0.12 * width);
    insert->table = draw_table(width + 2 * extra, (int)(height * 0.5), &set->light);
    picture_blur(insert->table, height * 0.006, false);
    picture_measure(insert->table);
    draw_shadow(insert, &set->light, foot);
    return insert;
}

void insert_free(struct insert *insert) {
    if (!insert) return;
    picture_free(insert->table);
    picture_free(insert->shadow);
    picture_free(insert->prop);
    free(insert);
}

static struct layer moved(const struct insert *insert, const struct picture *picture, double x,
                          double y, double reduction, double growth, double shift) {
    double middle_x = insert->lens->width / 2.0, middle_y = insert->lens->height * 0.7;
    return compose_layer(picture, growth * reduction,
                         middle_x + growth * (x - middle_x) + shift,
                         middle_y + growth * (y - middle_y));
}

size_t insert_layers(const struct insert *insert, int64_t frame, struct layer *layers) {
    if (!insert) return 0;
    const struct lens *lens = insert->lens;
    struct lens_view view = lens_view(lens, frame);
    double zoom = lens_zoom(&view, lens->width, lens->height);
    double end = fmax(lens_zoom(&lens->from, lens->width, lens->height),
                      lens_zoom(&lens->to, lens->width, lens->height));
    double growth = zoom / end;
    double shift = -0.6 * (view.x - lens->to.x) * lens_base(lens->width, lens->height) * zoom;
    double table_x = (lens->width - insert->table->width) / 2.0;
    layers[0] = moved(insert, insert->table, table_x, insert->table_y, 1, growth, shift);
    layers[1] = moved(insert, insert->shadow, insert->shadow_x, insert->shadow_y,
                      SHADOW_REDUCTION, growth, shift);
    layers[2] = moved(insert, insert->prop, insert->prop_x, insert->prop_y, 1, growth, shift);
    return INSERT_ROOM;
}
