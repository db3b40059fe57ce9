/* SubRip, WebVTT (w3.org/TR/webvtt1) and ASS. */
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

/* Players of SubRip lay rows out from left to right unless told: a row of Arabic or Hebrew is
 * embedded (U+202B .. U+202C), so that its marks and dash stand at the right ends. */
static void add_rows(struct buf *out, const char *text) {
    for (;;) {
        size_t size = strcspn(text, "\n");
        bool turned = captions_right_to_left(text, size);
        if (turned) buf_text(out, "\u202b");
        buf_add(out, text, size);
        if (turned) buf_text(out, "\u202c");
        if (!text[size]) return;
        buf_text(out, "\n");
        text += size + 1;
    }
}

void captions_to_srt(const struct captions *captions, struct buf *out) {
    for (size_t i = 0; i < captions->count; i++) {
        const struct caption *cue = &captions->cues[i];
        buf_printf(out, "%s%zu\n", i ? "\n" : "", i + 1);
        add_times(out, cue, ',');
        add_label(out, cue);
        add_rows(out, cue->text);
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

/* The text with a time stamp before each word but the first; stamps lie inside the cue and
 * rise, as WebVTT asks. */
static void add_timed(struct buf *out, const struct caption *cue) {
    size_t byte = 0;
    int64_t last = cue->start;
    for (size_t i = 0; i < cue->word_count; i++) {
        const struct caption_word *word = &cue->words[i];
        add_escaped(out, cue->text + byte, word->start - byte);
        byte = word->start;
        if (i > 0 && word->from > last + PCM_RATE / 500 &&
            word->from < cue->end - PCM_RATE / 500) {
            buf_text(out, "<");
            add_time(out, word->from, '.');
            buf_text(out, ">");
            last = word->from;
        }
    }
    add_escaped(out, cue->text + byte, strlen(cue->text + byte));
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
        } else if (cue->word_count) {
            if (cue->speaker) {
                buf_text(out, "<v ");
                add_escaped(out, cue->speaker, strcspn(cue->speaker, "\n"));
                buf_text(out, ">");
            }
            add_timed(out, cue);
            if (cue->speaker) buf_text(out, "</v>");
        } else {
            add_voice(out, cue->speaker, cue->text, strlen(cue->text));
        }
        buf_text(out, "\n");
    }
}

/* --- Advanced SubStation Alpha, as libass documents it --- */

static void add_centis(struct buf *out, int64_t sample) {
    int64_t cs = (sample * 100 + PCM_RATE / 2) / PCM_RATE;
    buf_printf(out, "%d:%02d:%02d.%02d", (int)(cs / 360000), (int)(cs / 6000 % 60),
               (int)(cs / 100 % 60), (int)(cs % 100));
}

/* Braces and backslashes would be commands. */
static void add_ass_text(struct buf *out, const char *text, size_t size) {
    for (const char *at = text; at < text + size; at++) {
        if (*at == '\n')
            buf_text(out, "\\N");
        else if (*at == '{')
            buf_text(out, "(");
        else if (*at == '}')
            buf_text(out, ")");
        else if (*at == '\\')
            buf_text(out, "/");
        else
            buf_add(out, at, 1);
    }
}

static void add_karaoke(struct buf *out, const struct caption *cue) {
    size_t byte = 0;
    int64_t at = cue->start;
    for (size_t i = 0; i < cue->word_count; i++) {
        const struct caption_word *word = &cue->words[i];
        int64_t until = i + 1 < cue->word_count ? word[1].from : word->to;
        if (until > cue->end) until = cue->end;
        if (until < at) until = at;
        add_ass_text(out, cue->text + byte, word->start - byte);
        buf_printf(out, "{\\k%d}", (int)((until - at) * 100 / PCM_RATE));
        add_ass_text(out, cue->text + word->start, word->size);
        byte = word->start + word->size;
        at = until;
    }
    add_ass_text(out, cue->text + byte, strlen(cue->text + byte));
}

void captions_to_ass(const struct captions *captions, int width, int height, struct buf *out) {
    buf_printf(out,
               "[Script Info]\nScriptType: v4.00+\nPlayResX: %d\nPlayResY: %d\n"
               "WrapStyle: 2\nScaledBorderAndShadow: yes\n\n[V4+ Styles]\n"
               "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, "
               "OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, "
               "Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, "
               "MarginV, Encoding\n"
               "Style: Default,Noto Sans,%d,&H00FFFFFF,&H00B0B0B0,&H00101010,&H80000000,0,0,0,"
               "0,100,100,0,0,1,%d,0,2,%d,%d,%d,-1\n\n[Events]\n"
               "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, "
               "Text\n",
               width, height, height / 18, height / 360 + 1, width / 20, width / 20,
               height / 16);
    for (size_t i = 0; i < captions->count; i++) {
        const struct caption *cue = &captions->cues[i];
        buf_text(out, "Dialogue: 0,");
        add_centis(out, cue->start);
        buf_text(out, ",");
        add_centis(out, cue->end);
        buf_text(out, ",Default,");
        for (const char *at = cue->speaker; at && *at; at++) /* commas divide the fields */
            buf_printf(out, "%c", *at == ',' || *at == '\n' ? ' ' : *at);
        buf_text(out, ",0,0,0,,");
        add_karaoke(out, cue);
        buf_text(out, "\n");
    }
}
