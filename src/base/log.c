#include "base/log.h"

#include <stdatomic.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

static atomic_int least = LOG_INFO;

void log_set_level(enum log_level level) {
    atomic_store(&least, (int)level);
}

static void add_quoted(struct buf *line, const char *text) {
    buf_u8(line, '"');
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') {
            buf_u8(line, '\\');
            buf_u8(line, c);
        } else if (c < 0x20 || c == 0x7f) {
            buf_printf(line, "\\u%04x", c);
        } else {
            buf_u8(line, c);
        }
    }
    buf_u8(line, '"');
}

void log_write_fields(enum log_level level, const char *event, const struct log_field *fields,
                      size_t count) {
    static const char *const names[] = {"debug", "info", "warning", "error"};
    if ((int)level < atomic_load_explicit(&least, memory_order_relaxed)) return;
    struct buf line;
    buf_init(&line, 16384);
    char at[CLOCK_TEXT_SIZE];
    clock_text(clock_now_ms(), at);
    buf_printf(&line, "{\"at\":\"%s\",\"level\":\"%s\",\"event\":\"%s\"", at, names[level],
               event);
    for (size_t i = 0; i < count; i++) {
        buf_printf(&line, ",\"%s\":", fields[i].name);
        if (fields[i].text) {
            add_quoted(&line, fields[i].text);
        } else {
            buf_printf(&line, "%lld", (long long)fields[i].number);
        }
    }
    buf_text(&line, "}\n");
    /* In one call, so that lines of several threads and processes do not mix. */
    if (!line.failed && !file_write_all(STDERR_FILENO, line.bytes, line.size)) {
        /* Nobody is left to tell. */
    }
    buf_done(&line);
}
