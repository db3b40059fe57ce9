/* Inside the puppets: one person's parts, and the layers already drawn. */
#ifndef ART_PERSON_H
#define ART_PERSON_H

#include "art/garment.h"
#include "art/head.h"

/* What a drawn layer depends on, as numbers. */
enum { LAYER_KEY = 160, LAYER_COUNT = 48, JEWELS = 4 };
struct layer_key {
    float v[LAYER_KEY];
    int n;
};
struct layer {
    struct layer_key key;
    cairo_surface_t *surface;
    int x, y; /* pixels of its corner, from the feet (the head's: from its centre) */
    size_t bytes;
    uint64_t used;
};

struct held { /* the paper of a prop in hand, as it was drawn last */
    char id[32];
    int pixels;
    struct light light;
    cairo_surface_t *paper;
};

struct puppet {
    const struct art *art;
    const struct people *people;
    struct look look;
    struct features features;
    struct build build;
    const struct outfit *outfit;
    const struct drawing *hair, *beard, *headwear;
    const struct drawing *mark, *flowers; /* on the forehead, in the hair; or NULL */
    const struct drawing *jewels[JEWELS]; /* of ears, brow and nose */
    int jewel_count;
    struct paper paper;
    struct layer layers[LAYER_COUNT];
    size_t layer_bytes;
    uint32_t *sheet; /* what a layer is drawn on; blank in between */
    size_t sheet_pixels;
    uint64_t clock;
    struct held held[2]; /* by enum side */
};

/* One drawing of one person at one size. */
struct figure {
    struct puppet *puppet;
    const struct puppet_state *state; /* rounded to the steps that layers are kept by */
    const struct light *light;
    double scale; /* pixels per metre */
    int view[4];  /* x0, y0, x1, y1 in pixels from the feet */
    struct body body;
    struct dress dress;
};

/* Chooses hair that fits the headwear, marks, flowers and jewels. */
void person_adorn(struct puppet *puppet, bool festive);
/* The step of the skin scale, 1..10, that a colour is nearest to. */
int person_skin_tone(struct oklab color);
void person_features(struct puppet *puppet);
void person_draw(struct figure *figure, cairo_t *cr); /* all layers, at the feet */

void person_chair(const struct figure *figure, bool near_side);
void person_seat(const struct figure *figure);
void person_bed(const struct figure *figure);     /* bed.c: behind who lies in it */
void person_blanket(const struct figure *figure); /* ... and over their legs */
void person_cane(const struct figure *figure);

/* Finds a layer drawn with this key, or makes room for one: *fresh says that it is to be drawn
 * on its surface, and then kept, before the next is asked for. */
struct layer *person_layer(struct puppet *puppet, const struct layer_key *key, const int box[4],
                           bool *fresh);
void person_layer_keep(struct puppet *puppet, struct layer *layer); /* cut to what is drawn */
void person_layers_free(struct puppet *puppet);
void person_key_add(struct layer_key *key, double value);
void person_key_text(struct layer_key *key, const char *text);

#endif
