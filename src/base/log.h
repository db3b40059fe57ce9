/* Logs: one JSON object a line on standard error, with constant event names and typed fields.
 * Scripts, prompts, tokens, passwords and signed links never go in. From any thread. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_field {
    const char *name;
    const char *text; /* NULL: the number */
    int64_t number;
};
static inline struct log_field log_text(const char *name, const char *text) {
    return (struct log_field){name, text ? text : "", 0};
}
static inline struct log_field log_int(const char *name, int64_t number) {
    return (struct log_field){name, NULL, number};
}

/* log_write(LOG_INFO, "request", log_text("method", "GET"), log_int("status", 200)) */
#define log_write(level, event, ...)                                        \
    log_write_fields(level, event, (const struct log_field[]){__VA_ARGS__}, \
                     sizeof((const struct log_field[]){__VA_ARGS__}) /      \
                         sizeof(struct log_field))
void log_write_fields(enum log_level level, const char *event, const struct log_field *fields,
                      size_t count);

/* Lines below this level are not written; LOG_INFO at first. */
void log_set_level(enum log_level level);

#endif
