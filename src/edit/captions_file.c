/* SubRip, and WebVTT (w3.org/TR/webvtt1). */
#include <inttypes.h>
#include <string.h>

#include "base/pcm.h"
#include "edit/captions.h"

static void add_time(struct buf *out, int64_t sample, char point) {
    if (sample < 0) sample = 0;
    int64_t ms = (sample * 1000 + PCM_RATE / 2) / PCM_RATE;
    buf_printf(out, "%02" PRId64 ":%02d:%02d%c%03d", ms / 3600000, (int)(ms / 60000 % 60),
               (int)(ms / 1000 % 60), point, (int)(ms % 1000));
}

static void add_times(struct buf *out, const struct caption *cue, char point) {
    add_time(out, cue->start, point);
    buf_text(out, " --> ");
    add_time(out, cue->end, point);
    buf_text(out, "\n");
}

/* Who speaks off screen is named where the first row has the room. */
static void add_label(struct buf *out, const struct caption *cue) {
    if (!cue->off_screen || !cue->speaker) return;
    int width = captions_width(cue->text, strcspn(cue->text, "\n"));
    if (width + captions_width(cue->speaker, strlen(cue->speaker)) + 3 <= CAPTION_COLUMNS)
        buf_printf(out, "(%s) ", cue->speaker);
}

void captions_to_srt(const struct captions *captions, struct buf *out) {
    for (size_t i = 0; i < captions->count; i++) {
        const struct caption *cue = &captions->cues[i];
        buf_printf(out, "%s%zu\n", i ? "\n" : "", i + 1);
        add_times(out, cue, ',');
        add_label(out, cue);
        buf_text(out, cue->text);
        buf_text(out, "\n");
    }
}

static void add_escaped(struct buf *out, const char *text, size_t size) {
    for (const char *at = text; at < text + size; at++) {
        if (*at == '&')
            buf_text(out, "&amp;");
        else if (*at == '<')
            buf_text(out, "&lt;");
        else if (*at == '>')
            buf_text(out, "&gt;");
        else
            buf_add(out, at, 1);
    }
}

static void add_voice(struct buf *out, const char *speaker, const char *text, size_t size) {
    if (speaker) {
        buf_text(out, "<v ");
        add_escaped(out, speaker, strcspn(speaker, "\n"));
        buf_text(out, ">");
    }
    add_escaped(out, text, size);
    if (speaker) buf_text(out, "</v>");
}

void captions_to_vtt(const struct captions *captions, struct buf *out) {
    buf_text(out, "WEBVTT\n");
    for (size_t i = 0; i < captions->count; i++) {
        const struct caption *cue = &captions->cues[i];
        buf_printf(out, "\n%zu\n", i + 1);
        add_times(out, cue, '.');
        const size_t first = strcspn(cue->text, "\n");
        if (cue->second_speaker && cue->text[first]) {
            add_voice(out, cue->speaker, cue->text, first);
            buf_text(out, "\n");
            add_voice(out, cue->second_speaker, cue->text + first + 1,
                      strlen(cue->text + first + 1));
        } else {
            add_voice(out, cue->speaker, cue->text, strlen(cue->text));
        }
        buf_text(out, "\n");
    }
}
