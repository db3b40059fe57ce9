#include <math.h>
#include <string.h>

#include "master/review_parts.h"

static const double TIME_MAY_DIFFER_S = 0.002;

static void tell(struct captions_watch *watch, double start_s, double end_s, const char *what) {
    if (!watch->told)
        review_note(watch->notes, FINDING_FAILURE, "captions", start_s, end_s,
                    "Caption %zu %s.", watch->count, what);
    watch->told = true;
}

static const char *wrong_shape(const char *text, size_t size) {
    int rows = 1;
    const char *row = text;
    for (const char *at = text; at <= text + size; at++) {
        if (at < text + size && *at != '\n') continue;
        if (captions_width(row, (size_t)(at - row)) > CAPTION_COLUMNS)
            return "has a row of more than 42 characters";
        rows += at < text + size;
        row = at + 1;
    }
    return rows > CAPTION_ROWS ? "has more than two rows" : NULL;
}

/* A sample of timed text: a 16-bit length and the text; styles may follow (3GPP
 * TS 26.245, 5.17). Samples without text fill the time between captions. */
void review_captions_packet(struct captions_watch *watch, const uint8_t *bytes, size_t size,
                            double start_s, double end_s) {
    size_t length = size >= 2 ? (size_t)bytes[0] << 8 | bytes[1] : 0;
    if (!length) return;
    const size_t index = watch->count++;
    if (length > size - 2) {
        tell(watch, start_s, end_s, "is damaged");
        return;
    }
    const char *text = (const char *)bytes + 2;
    const char *shape = wrong_shape(text, length);
    if (shape) tell(watch, start_s, end_s, shape);
    if (index >= watch->meant->count) return; /* the count is told at the end */
    const struct caption *meant = &watch->meant->cues[index];
    if (strlen(meant->text) != length || memcmp(meant->text, text, length) != 0)
        tell(watch, start_s, end_s, "does not say what was meant");
    else if (fabs((double)meant->start / PCM_RATE - start_s) > TIME_MAY_DIFFER_S ||
             fabs((double)meant->end / PCM_RATE - end_s) > TIME_MAY_DIFFER_S)
        tell(watch, start_s, end_s, "is not shown at its time");
}

void review_captions_finish(struct captions_watch *watch) {
    if (watch->count != watch->meant->count)
        review_note(watch->notes, FINDING_FAILURE, "captions", 0, 0,
                    "The film carries %zu captions instead of %zu.", watch->count,
                    watch->meant->count);
}
