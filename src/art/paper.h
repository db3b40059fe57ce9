/* Sheets of paper: every visible form is one outline with a cast shadow, a base that leans a
 * little along the light, what is printed on it, a shade crescent on the far side and a thin
 * rim on the near one. No blurs and no clips: a piece is drawn alone on an opaque ground of its
 * colour, then the outline's coverage, moved towards and away from the light, gives shade and
 * rim and cuts it out. */
#ifndef ART_PAPER_H
#define ART_PAPER_H

#include <cairo.h>
#include <stddef.h>

#include "art/light.h"
#include "art/shape.h"

/* A material in this light. */
struct ink {
    struct rgb base, shade, rim, deep;
};

struct paper {
    cairo_t *cr;     /* the layer drawn on */
    cairo_t *piece;  /* the open piece, or NULL */
    struct box view; /* what of the layer is seen */
    const struct light *light;
    double lx, ly; /* towards the key light, on the screen */
    double k;      /* how thick shade and rims are: 1 for a 100 pixel unit */
    bool flat;     /* a silhouette: no shade, no shadow */
    struct rgb flat_color;
    unsigned char *scratch; /* pixels of the open piece */
    size_t scratch_size;
    unsigned char *mask; /* coverage of the open piece */
    size_t mask_size;
    struct shape hole; /* cut out of it */
    cairo_surface_t *piece_surface;
    int piece_x, piece_y;
};

struct sheet {
    struct ink ink;
    double shade; /* width of the shade crescent; 0 none */
    double rim;
    double cast; /* strength of the cast shadow; 0 none */
    bool skin;
    bool plain; /* one shade step, no bright edge: small pieces */
};

struct ink paper_ink(const struct paper *paper, struct rgb material);
/* Skin: shade goes to wine, the rim of dark skin to gold. */
struct ink paper_skin(const struct paper *paper, struct rgb material);
struct rgb paper_tone(struct rgb color, double lighter, double a, double b);
struct rgb paper_mix(struct rgb a, struct rgb b, double t); /* in OKLab; t may leave 0..1 */
double paper_lightness(struct rgb color);

/* Opens a piece: shadow and base are drawn; false when it is out of view (then no paper_end).
 * Between, paper_fill and its kin print on the piece. `hole` is cut out; may be NULL. */
bool paper_begin(struct paper *paper, const struct shape *shape, const struct sheet *sheet,
                 const struct shape *hole);
void paper_end(struct paper *paper, const struct shape *shape, const struct sheet *sheet);
void paper_piece(struct paper *paper, const struct shape *shape, const struct sheet *sheet);

/* A flat shape on the open piece, or on the layer when none is open. */
void paper_fill(struct paper *paper, const struct shape *shape, struct rgb color, double alpha);
void paper_ring(struct paper *paper, struct pt centre, double rx, double ry, double width,
                struct rgb color, double alpha);
void paper_dot(struct paper *paper, struct pt centre, double rx, double ry, double turn,
               struct rgb color, double alpha);
/* A tapered line; half widths like shape_ribbon. */
void paper_line(struct paper *paper, const struct pt *points, int n, const double *half_widths,
                int width_count, struct rgb color, double alpha);
/* A soft round glow or blush. */
void paper_blob(struct paper *paper, struct pt centre, double rx, double ry, struct rgb color,
                double alpha);
void paper_path(cairo_t *cr, const struct shape *shape);
void paper_done(struct paper *paper);

#endif
