#include "camera/text.h"

#include <pango/pangocairo.h>
#include <string.h>

enum { MAX_TEXT = 4000 }; /* bytes of one block */

static PangoLayout *new_layout(const char *text, const struct text_style *style) {
    /* The default map is one per thread, so that shots in several threads do not meet. */
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 96);
    cairo_font_options_destroy(options);
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    PangoFontDescription *font = pango_font_description_from_string(style->family);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    pango_font_description_set_weight(font, (PangoWeight)style->weight);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (style->spacing > 0) {
        PangoAttrList *list = pango_attr_list_new();
        pango_attr_list_insert(
            list, pango_attr_letter_spacing_new((int)(style->spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    if (style->width > 0) pango_layout_set_width(layout, (int)(style->width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, style->align == TEXT_LEFT     ? PANGO_ALIGN_LEFT
                                       : style->align == TEXT_CENTER ? PANGO_ALIGN_CENTER
                                                                     : PANGO_ALIGN_RIGHT);
    if (style->line_height > 0)
        pango_layout_set_line_spacing(layout, (float)style->line_height);
    const char *end = text + strnlen(text, MAX_TEXT);
    const char *valid = end;
    g_utf8_validate(text, end - text, &valid);
    pango_layout_set_text(layout, text, (int)(valid - text));
    return layout;
}

bool text_lay_out(const char *text, const struct text_style *style, struct text_block *block,
                  struct error *err) {
    PangoLayout *layout = new_layout(text, style);
    int unknown = pango_layout_get_unknown_glyphs_count(layout);
    if (unknown > 0) {
        g_object_unref(layout);
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "No installed font can show all of \"%.120s\". Install the Noto fonts "
                         "(fonts-noto-core, fonts-noto-cjk) and try again.",
                         text);
    }
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    *block = (struct text_block){.layout = layout,
                                 .x = (double)logical.x / PANGO_SCALE,
                                 .y = (double)logical.y / PANGO_SCALE,
                                 .width = (double)logical.width / PANGO_SCALE,
                                 .height = (double)logical.height / PANGO_SCALE,
                                 .lines = pango_layout_get_line_count(layout)};
    return true;
}

bool text_block_is_leftward(const struct text_block *block) {
    return pango_layout_get_direction(block->layout, 0) == PANGO_DIRECTION_RTL;
}

void text_block_done(struct text_block *block) {
    if (block->layout) g_object_unref(block->layout);
    *block = (struct text_block){0};
}

void text_block_draw(const struct text_block *block, cairo_t *cr, double x, double y) {
    cairo_move_to(cr, x - block->x, y - block->y);
    pango_cairo_show_layout(cr, block->layout);
}

void text_block_path(const struct text_block *block, cairo_t *cr, double x, double y) {
    cairo_move_to(cr, x - block->x, y - block->y);
    pango_cairo_layout_path(cr, block->layout);
}

bool text_fit(const char *text, struct text_style style, int lines, struct text_block *block,
              struct error *err) {
    for (int tries = 0;; tries++) {
        if (!text_lay_out(text, &style, block, err)) return false;
        if ((block->lines <= lines && block->width <= style.width + 1) || tries == 24)
            return true;
        text_block_done(block);
        style.size *= 0.92;
        style.spacing *= 0.92;
    }
}
