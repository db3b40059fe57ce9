/* One row per option: name, argument, help, where it goes. Parsing, --help, the man page and
 * shell completion all read the same rows. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdint.h>
#include <stdio.h>

#include "base/cancel.h"
#include "base/error.h"
#include "edit/mix.h"

struct settings { /* every option of every command, with its default from settings_default */
    const char *script;  /* the first free argument */
    const char *subject; /* the second, of commands that take two */
    const char *pronounce;
    const char *file; /* the third argument, of commands that take one */
    const char *output, *work, *report, *style, *culture, *grade, *captions, *art, *reference,
        *voice, *language, *emotion;
    const char *music, *raga, *mood, *rhythm, *key, *dub;
    int64_t seed, threads, days;
    int width, height, fps_num, fps_den;
    struct mix_target loudness;
    double length, tempo;
    /* the studio server */
    const char *data, *db, *cache, *blobs, *queue, *mail, *mail_from, *address, *bind, *origins,
        *services, *web, *email, *sign_in, *traces;
    int64_t port, workers, limits, amount;
    bool child, private_hooks, behind_proxy, production, per_minute;
    bool json, quiet, stems, burn_captions, no_captions, prose;
};

enum option_type {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_INTEGER,
    OPTION_REAL,
    OPTION_SIZE,
    OPTION_RATE,
    OPTION_LOUDNESS
};

struct option {
    const char *name; /* "--loudness" */
    char letter;      /* 'o', or 0 */
    enum option_type type;
    const char *argument; /* "LUFS"; NULL for flags */
    size_t field;         /* offset in struct settings */
    double low, high;     /* range of numbers */
    const char *help;     /* one line, with the default */
};

struct command {
    const char *name;     /* "make" */
    const char *argument; /* "SCRIPT", "TEXT", "VERB [WHAT]", as many as words; NULL for none */
    const char *summary;  /* one line */
    const char *more;     /* further lines for its --help; may be NULL */
    const char *options;  /* names from options[], spaces between: "--output --work" */
    int (*run)(const struct settings *settings, struct cancel *cancel);
};

extern const struct option cli_options[];   /* .name NULL at the end */
extern const struct command cli_commands[]; /* .name NULL at the end */

struct settings cli_default_settings(void);
const struct command *cli_find_command(const char *name); /* NULL: none of that name */
const struct option *cli_find_option(const char *name);
bool cli_command_takes(const struct command *command, const char *option);

/* Reads the arguments after the command's name. PROBLEM_USAGE names the nearest option. */
bool cli_parse(const struct command *command, int argc, char **argv, struct settings *settings,
               bool *help, struct error *err) MUST_USE;

/* The known word nearest to a mistyped one, or NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *words, size_t count);

void cli_print_help(const struct command *command, FILE *out); /* NULL: the program's */
void cli_print_man(FILE *out);
bool cli_print_completion(const char *shell, FILE *out); /* false: no such shell */

/* Prints the error as people read it, and returns its exit code. As JSON on stdout when `json`.
 */
int cli_fail(const struct error *err, bool json);

#endif
