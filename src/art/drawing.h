/* Inside the art room: SVG drawings from packs, checked before any renderer sees them, and
 * taken apart into sheets of paper. */
#ifndef ART_DRAWING_H
#define ART_DRAWING_H

#include "art/pack.h"

enum {
    DRAWING_MAX_ELEMENTS = 20000,
    DRAWING_MAX_ATTRIBUTE = 200000, /* bytes */
    DRAWING_MAX_SHEETS = 160,       /* in one plane */
    /* Every drawing of a set reaches this far around its 1920 x 1080 units. */
    DRAWING_LEFT = -240,
    DRAWING_TOP = -120,
    DRAWING_WIDTH = 2400,
    DRAWING_HEIGHT = 1320,
};

/* Only shapes, gradients, clips and masks; links only within the file; no entities, styles,
 * text or pictures. The error names the file and the element. */
bool drawing_check(const struct pack_file *file, struct error *err) MUST_USE;

/* One sheet: a document of its own that a renderer can draw. */
struct drawing_sheet {
    char *svg; /* malloc'd */
    size_t size;
    double paper; /* how thick its paper effects are; 1 as its plane says */
};

struct drawing;

/* Parses. `terms` (NULL-terminated) are the conditions that hold: elements whose data-when is
 * not met are dropped. A condition is words, all of which must hold; "a|b" either; "!a" not. */
bool drawing_open(const struct pack_file *file, const char *const *terms,
                  struct drawing **drawing, struct error *err) MUST_USE;
void drawing_close(struct drawing *drawing);
bool drawing_has(const struct drawing *drawing, const char *plane_id);

/* The sheets of a plane, from the back: its <g class="sheet"> children, or all of it as one.
 * Free with drawing_sheets_free. */
size_t drawing_sheets(const struct drawing *drawing, const char *plane_id,
                      struct drawing_sheet **sheets);
void drawing_sheets_free(struct drawing_sheet *sheets, size_t count);

/* Calls for every class name in the bytes of a drawing. */
void drawing_classes(const char *svg, size_t size,
                     void (*use)(void *data, const char *name, size_t length), void *data);

#endif
