/* The storyboard before anything is spoken: what a person looks at and changes while the film
 * is still cheap. */
#include <cairo.h>
#include <string.h>

#include "art/png.h"
#include "base/utf8.h"
#include "production/film.h"

enum { STILL_VERSION = 1, STILL_MAX = 8 << 20, STILLS_MAX = 16 };

/* How long such a line usually is: letters at the pace of read speech, and those of scripts
 * that write a syllable or a word with one at theirs. */
static int64_t usual_samples(const struct utterance *utterance) {
    const char *at = utterance->text, *end = at + strlen(at);
    double seconds = 0.35;
    uint32_t code;
    while (at < end) {
        at += utf8_decode(at, end, &code);
        seconds += code >= 0x2e80 ? 0.17 : 0.065;
    }
    double tempo = utterance->voice.tempo > 0 ? utterance->voice.tempo : 1;
    return (int64_t)(seconds / tempo * PCM_RATE);
}

/* What the line gave when it was spoken; without its sound. False: it was not, or is no longer
 * there. */
static bool read_spoken(struct production *p, struct spoken *line) {
    AUTO_FREE char *bytes = NULL;
    size_t size;
    struct error none = {0};
    if (!storage_has(p->storage, &line->name) ||
        !storage_get(p->storage, &line->name, &bytes, &size, &none) || !bytes ||
        !speech_read(bytes, size, &line->speech, &none))
        return false;
    lipsync_from_speech(&line->speech, &line->mouths);
    line->samples = line->speech.sound.frames;
    pcm_done(&line->speech.sound);
    return true;
}

bool production_sketch(struct production *p, struct error *err) {
    if (!p->storage)
        return error_set(err, PROBLEM_INTERNAL, "A storyboard needs a work folder.");
    size_t count = p->breakdown->line_count;
    AUTO_FREE int64_t *samples = xcalloc(count, sizeof *samples);
    production_order_lines(p);
    for (size_t i = 0; i < count; i++) {
        if (!read_spoken(p, &p->lines[i])) {
            p->lines[i].samples = usual_samples(&p->lines[i].utterance);
            p->estimated = true;
        }
        samples[i] = p->lines[i].samples;
    }
    p->order.burn_captions = false; /* pictures are shown without */
    production_lay_out(p, samples);
    production_make_orders(p);
    return true;
}

bool production_is_estimated(const struct production *production) {
    return production->estimated;
}

static struct shot_order still_order(const struct production *p, size_t shot, int width,
                                     int height) {
    struct shot_order order = p->orders[shot];
    order.width = width;
    order.height = height;
    order.mark = NULL;
    return order;
}

struct hash production_still_name(const struct production *p, size_t shot, int width,
                                  int height) {
    struct shot_order order = still_order(p, shot, width, height);
    struct hash picture = shot_order_hash(p->art, &order);
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "still");
    hasher_u64(&hasher, STILL_VERSION);
    hasher_text(&hasher, p->shooter->version);
    hasher_hash(&hasher, &picture);
    return hasher_final(&hasher);
}

static bool paint(cairo_t *cr, const char *bytes, size_t size, int y) {
    cairo_surface_t *still = art_png_read(bytes, size);
    bool ok = cairo_surface_status(still) == CAIRO_STATUS_SUCCESS;
    if (ok) {
        cairo_set_source_surface(cr, still, 0, y);
        cairo_paint(cr);
    }
    cairo_surface_destroy(still);
    return ok;
}

static bool draw(struct production *p, size_t shot, int width, int height, cairo_t *cr, int y,
                 struct error *err) {
    struct hash name = production_still_name(p, shot, width, height);
    AUTO_FREE char *kept = NULL;
    size_t size = 0;
    if (!storage_get(p->storage, &name, &kept, &size, err)) return false;
    if (kept && paint(cr, kept, size, y)) return true;
    struct shot_order order = still_order(p, shot, width, height);
    AUTO(buf_done) struct buf png;
    buf_init(&png, STILL_MAX);
    return camera_still(p->art, &order, order.shot->frames / 2, &png, err) &&
           buf_ok(&png, err) && storage_put(p->storage, &name, png.bytes, png.size, err) &&
           (paint(cr, png.bytes, png.size, y) ||
            error_set(err, PROBLEM_INTERNAL, "A picture cannot be read again."));
}

bool production_stills(struct production *p, size_t first, size_t count, int width, int height,
                       struct buf *png, struct error *err) {
    if (!p->orders || first >= p->storyboard->count)
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such shot.");
    if (count > p->storyboard->count - first) count = p->storyboard->count - first;
    if (count > STILLS_MAX) count = STILLS_MAX;
    cairo_surface_t *page =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height * (int)count);
    cairo_t *cr = cairo_create(page);
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = draw(p, first + i, width, height, cr, height * (int)i, err);
    if (ok && !art_png_write(page, png))
        ok = error_set(err, PROBLEM_INTERNAL, "The storyboard could not be written.");
    cairo_destroy(cr);
    cairo_surface_destroy(page);
    return ok;
}
