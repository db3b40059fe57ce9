/* Inside the camera room: words on the picture, in any script, by pango. */
#ifndef CAMERA_TEXT_H
#define CAMERA_TEXT_H

#include <cairo.h>

#include "art/light.h"
#include "base/error.h"

enum text_align { TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT };

struct text_style {
    const char *family; /* "Noto Serif": other scripts fall back by themselves */
    double size;        /* pixels of the em */
    int weight;         /* 400 regular, 700 bold */
    double spacing;     /* pixels between letters; Latin capitals only */
    double line_height; /* times the font's own */
    double width;       /* pixels: lines are broken there */
    enum text_align align;
};

struct text_block { /* a text that was laid out */
    void *layout;   /* PangoLayout */
    double x, y;    /* ink's offset from where the text is drawn */
    double width, height;
    int lines;
};

/* PROBLEM_UNAVAILABLE when no installed font has a letter of it. */
bool text_lay_out(const char *text, const struct text_style *style, struct text_block *block,
                  struct error *err) MUST_USE;
bool text_block_is_leftward(const struct text_block *block); /* Arabic, Hebrew ... */
void text_block_done(struct text_block *block);
/* The block's upper left corner at x, y; the source of `cr` is its colour. */
void text_block_draw(const struct text_block *block, cairo_t *cr, double x, double y);
/* Adds the outlines of the letters to the path. */
void text_block_path(const struct text_block *block, cairo_t *cr, double x, double y);

/* Lays out at the style's size or a smaller one, at which it has no more than `lines` lines and
 * is no wider than its width. */
bool text_fit(const char *text, struct text_style style, int lines, struct text_block *block,
              struct error *err) MUST_USE;

#endif
