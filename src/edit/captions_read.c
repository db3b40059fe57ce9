#include "edit/captions_read.h"

#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"

enum { HOURS_MAX = 99 };

struct row {
    const char *at;
    size_t size;
};

/* The next row without its end; false when there is none. */
static bool next_row(const char **at, const char *end, struct row *row) {
    if (*at >= end) return false;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    if (!stop) stop = end;
    *row = (struct row){*at, (size_t)(stop - *at)};
    if (row->size && row->at[row->size - 1] == '\r') row->size--;
    *at = stop + 1;
    return true;
}

static bool read_number(const char **at, const char *end, int digits_max, int64_t *value) {
    int digits = 0;
    *value = 0;
    for (; *at < end && **at >= '0' && **at <= '9'; (*at)++) {
        if (++digits > digits_max) return false;
        *value = *value * 10 + (**at - '0');
    }
    return digits > 0;
}

/* [hh:]mm:ss(.|,)mmm */
static bool read_time(const char **at, const char *end, int64_t *samples) {
    int64_t parts[3] = {0}, ms = 0;
    int count = 0;
    while (*at < end && **at == ' ') (*at)++;
    do {
        if (count == 3 || !read_number(at, end, 4, &parts[count++])) return false;
    } while (*at < end && **at == ':' && (*at)++);
    if (count < 2 || *at >= end || (**at != '.' && **at != ',')) return false;
    (*at)++;
    if (!read_number(at, end, 3, &ms)) return false;
    int64_t hours = count == 3 ? parts[0] : 0;
    if (hours > HOURS_MAX) return false;
    int64_t seconds = hours * 3600 + parts[count - 2] * 60 + parts[count - 1];
    *samples = (seconds * 1000 + ms) * (PCM_RATE / 1000);
    return true;
}

static bool read_times(struct row row, struct captions_cue *cue) {
    const char *at = row.at, *end = row.at + row.size;
    if (!read_time(&at, end, &cue->start)) return false;
    while (at < end && *at == ' ') at++;
    if (end - at < 3 || memcmp(at, "-->", 3) != 0) return false;
    at += 3;
    return read_time(&at, end, &cue->end) && cue->end >= cue->start;
}

/* Text without <tags>, marks of direction, and with WebVTT's escapes undone. */
static void add_text(struct buf *out, struct row row) {
    static const struct {
        const char *escape, *text;
    } escapes[] = {{"&amp;", "&"},  {"&lt;", "<"},  {"&gt;", ">"},
                   {"&nbsp;", " "}, {"\u202b", ""}, {"\u202c", ""}};
    for (size_t i = 0; i < row.size;) {
        if (row.at[i] == '<') {
            const char *close = memchr(row.at + i, '>', row.size - i);
            if (close) {
                i = (size_t)(close - row.at) + 1;
                continue;
            }
        }
        size_t took = 0;
        for (size_t k = 0; k < COUNT_OF(escapes) && !took; k++) {
            size_t size = strlen(escapes[k].escape);
            if (row.size - i < size || memcmp(row.at + i, escapes[k].escape, size) != 0)
                continue;
            buf_text(out, escapes[k].text);
            took = size;
        }
        if (!took) buf_add(out, row.at + i, 1);
        i += took ? took : 1;
    }
}

bool captions_sniff(const char *bytes, size_t size) {
    const char *at = bytes, *end = bytes + size;
    struct row row;
    struct captions_cue cue;
    for (int i = 0; i < 20 && next_row(&at, end, &row); i++)
        if (read_times(row, &cue)) return true;
    return false;
}

bool captions_read(const char *bytes, size_t size, struct arena *arena,
                   struct captions_cue **cues, size_t *count, struct error *err) {
    if (size > CAPTIONS_READ_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "The caption file is over %d MB.",
                         CAPTIONS_READ_MAX >> 20);
    LIST(struct captions_cue) list = {0};
    const char *at = bytes, *end = bytes + size;
    struct row row;
    while (next_row(&at, end, &row)) {
        struct captions_cue cue = {0};
        if (!read_times(row, &cue)) continue;
        AUTO(buf_done) struct buf text;
        buf_init(&text, CAPTIONS_READ_MAX);
        while (next_row(&at, end, &row) && row.size) {
            if (text.size) buf_text(&text, "\n");
            add_text(&text, row);
        }
        if (!text.size) continue;
        cue.text = arena_copy(arena, text.bytes, text.size);
        *list_push(&list) = cue;
    }
    if (!list.count) {
        list_done(&list);
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The caption file has no cue; it must be SubRip or WebVTT.");
    }
    *count = list.count;
    *cues = list_take(arena, &list);
    list_done(&list);
    return true;
}
