#include "cli/options.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

#define FIELD(name) offsetof(struct settings, name)

const struct option cli_options[] = {
    {"--output", 'o', OPTION_TEXT, "FILE", FIELD(output), 0, 0,
     "write the result here (make: out/NAME.mp4)"},
    {"--work", 0, OPTION_TEXT, "DIR", FIELD(work), 0, 0,
     "keep finished parts here, so that the next run reuses them (out/work)"},
    {"--report", 0, OPTION_TEXT, "FILE", FIELD(report), 0, 0,
     "write what was made, line by line and shot by shot, as JSON"},
    {"--style", 0, OPTION_TEXT, "STYLE", FIELD(style), 0, 0,
     "make: how it is drawn (paper); music: carnatic, jazz ... (orchestral)"},
    {"--culture", 0, OPTION_TEXT, "CULTURE", FIELD(culture), 0, 0,
     "auto, south_indian, north_indian, east_asian, western, middle_eastern, african or "
     "fantasy "
     "(auto: by what the script says)"},
    {"--grade", 0, OPTION_TEXT, "GRADE", FIELD(grade), 0, 0,
     "neutral, teal-orange, festival, noir, vintage, pastel, documentary or night (neutral)"},
    {"--seed", 0, OPTION_INTEGER, "N", FIELD(seed), 0, 9.0e15,
     "another number casts and composes anew (1)"},
    {"--resolution", 0, OPTION_SIZE, "WxH", FIELD(width), 64, 7680, "pixels (1920x1080)"},
    {"--fps", 0, OPTION_RATE, "RATE", FIELD(fps_num), 8, 120,
     "frames a second: 24, 25, 30, 60, 24000/1001 ... (24)"},
    {"--captions", 0, OPTION_TEXT, "LANGS", FIELD(captions), 0, 0,
     "caption languages, \"en\" or \"none\" (the script's own); es=FILE adds those of a "
     "translated script or caption file, several with commas between"},
    {"--burn-captions", 0, OPTION_FLAG, NULL, FIELD(burn_captions), 0, 0,
     "draw the captions into the picture"},
    {"--loudness", 0, OPTION_LOUDNESS, "WHERE", FIELD(loudness), 0, 0,
     "how loud: web or social (-14 LUFS), podcast (-16), streaming (-27, dialogue alone), "
     "streaming-24, broadcast (-23), broadcast-us (-24), cinema (-27), or a number (web)"},
    {"--art", 0, OPTION_TEXT, "DIR", FIELD(art), 0, 0,
     "a pack of drawings of your own, over the built-in one"},
    {"--reference", 0, OPTION_TEXT, "NAME=FILE", FIELD(reference), 0, 0,
     "a photo or drawing (JPEG, PNG, WebP) of a character, whose skin, hair and colours the "
     "puppet takes; several with commas between"},
    {"--threads", 0, OPTION_INTEGER, "N", FIELD(threads), 0, 64, "cores to use (all)"},
    {"--days", 0, OPTION_INTEGER, "N", FIELD(days), 0, 36500,
     "only what nobody used for N days (30)"},
    {"--prose", 0, OPTION_FLAG, NULL, FIELD(prose), 0, 0,
     "read the script as prose, whatever it looks like"},
    {"--voice", 0, OPTION_TEXT, "NAME", FIELD(voice), 0, 0, "a voice of `film voices`"},
    {"--pronounce", 0, OPTION_TEXT, "FILE", FIELD(pronounce), 0, 0,
     "how names are said: lines of \"word = re-spelling\" or \"word = /IPA/\""},
    {"--language", 0, OPTION_TEXT, "LANG", FIELD(language), 0, 0,
     "say: of the text (en); voices: only those that speak it; make: of --dub"},
    {"--emotion", 0, OPTION_TEXT, "EMOTION", FIELD(emotion), 0, 0,
     "joy, sadness, anger, fear, calm ... (neutral)"},
    {"--music", 0, OPTION_TEXT, "FILE", FIELD(music), 0, 0,
     "play a sound file of your own instead of a score, looped and faded to length"},
    {"--dub", 0, OPTION_TEXT, "FILE", FIELD(dub), 0, 0,
     "speak this translated script or caption file instead; say which tongue by --language"},
    {"--raga", 0, OPTION_TEXT, "NAME", FIELD(raga), 0, 0,
     "the raga, maqam or mode, as `film music list` names them (one that suits the mood)"},
    {"--mood", 0, OPTION_TEXT, "MOOD", FIELD(mood), 0, 0,
     "calm, joyful, sad, tense, epic ... (neutral)"},
    {"--length", 0, OPTION_REAL, "SECONDS", FIELD(length), 1, 3600, "how long it lasts (60)"},
    {"--tempo", 0, OPTION_REAL, "BPM", FIELD(tempo), 30, 240, "beats a minute (by mood)"},
    {"--key", 0, OPTION_TEXT, "NOTE", FIELD(key), 0, 0, "the tonic: C, F#, Bb ... (by seed)"},
    {"--rhythm", 0, OPTION_TEXT, "NAME", FIELD(rhythm), 0, 0,
     "the drums' cycle: adi, teental, swing ... (by style and mood)"},
    {"--stems", 0, OPTION_FLAG, NULL, FIELD(stems), 0, 0,
     "also write melody, harmony, drone and rhythm apart, into NAME.stems"},
    {"--port", 0, OPTION_INTEGER, "N", FIELD(port), 1, 65535, "listen here (8000)"},
    {"--bind", 0, OPTION_TEXT, "ADDRESS", FIELD(bind), 0, 0,
     "listen on this address only (all)"},
    {"--data", 0, OPTION_TEXT, "DIR", FIELD(data), 0, 0,
     "keep everything here: database, films, mails, keys (film-data)"},
    {"--address", 0, OPTION_TEXT, "URL", FIELD(address), 0, 0,
     "how people reach the server, for links (http://localhost:PORT)"},
    {"--db", 0, OPTION_TEXT, "URL", FIELD(db), 0, 0,
     "sqlite:PATH or postgresql://... ($FILM_DB; SQLite in DIR)"},
    {"--cache", 0, OPTION_TEXT, "URL", FIELD(cache), 0, 0,
     "memory: or redis://... ($FILM_CACHE; memory:)"},
    {"--blobs", 0, OPTION_TEXT, "URL", FIELD(blobs), 0, 0,
     "file:DIR or s3://... ($FILM_BLOBS; in DIR)"},
    {"--queue", 0, OPTION_TEXT, "URL", FIELD(queue), 0, 0,
     "db: or sqs://... ($FILM_QUEUE; the database)"},
    {"--mail", 0, OPTION_TEXT, "URL", FIELD(mail), 0, 0,
     "folder:DIR or smtp://... ($FILM_MAIL; in DIR)"},
    {"--sign-in", 0, OPTION_TEXT, "URLS", FIELD(sign_in), 0, 0,
     "other ways to sign in: google://ID:SECRET@, github://ID:SECRET@, oidc://ID:SECRET@HOST, "
     "with spaces between ($FILM_SIGN_IN; none)"},
    {"--mail-from", 0, OPTION_TEXT, "ADDRESS", FIELD(mail_from), 0, 0,
     "who mails come from (studio@localhost)"},
    {"--workers", 0, OPTION_INTEGER, "N", FIELD(workers), 0, 64,
     "worker processes to start and mind; 0 where others run film worker (by cores)"},
    {"--web", 0, OPTION_TEXT, "DIR", FIELD(web), 0, 0,
     "serve the web app of this folder (web/out, where the program's data lie)"},
    {"--services", 0, OPTION_TEXT, "LIST", FIELD(services), 0, 0,
     "serve only some of users,projects,credits,publish,jobs,admin (all)"},
    {"--origins", 0, OPTION_TEXT, "LIST", FIELD(origins), 0, 0,
     "origins of other sites whose pages may ask, parted by commas (none)"},
    {"--traces", 0, OPTION_TEXT, "URL", FIELD(traces), 0, 0,
     "a collector for requests as OTLP over HTTP ($OTEL_EXPORTER_OTLP_ENDPOINT; none)"},
    {"--limits", 0, OPTION_INTEGER, "N", FIELD(limits), 1, 1000000,
     "multiply all rate limits, for tests and benchmarks (1)"},
    {"--behind-proxy", 0, OPTION_FLAG, NULL, FIELD(behind_proxy), 0, 0,
     "believe the last address of X-Forwarded-For"},
    {"--production", 0, OPTION_FLAG, NULL, FIELD(production), 0, 0,
     "strict passwords, no development payment"},
    {"--private-webhooks", 0, OPTION_FLAG, NULL, FIELD(private_hooks), 0, 0,
     "send webhooks to private addresses too, such as localhost: for tests"},
    {"--per-minute", 0, OPTION_FLAG, NULL, FIELD(per_minute), 0, 0,
     "price films by length: 3 credits a minute, instead of 1 each"},
    {"--email", 0, OPTION_TEXT, "ADDRESS", FIELD(email), 0, 0, "the account meant"},
    {"--amount", 0, OPTION_INTEGER, "N", FIELD(amount), 1, 100000, "of credits"},
    {"--child", 0, OPTION_FLAG, NULL, FIELD(child), 0, 0, "started and minded by film serve"},
    {"--json", 0, OPTION_FLAG, NULL, FIELD(json), 0, 0, "print JSON for programs"},
    {"--quiet", 'q', OPTION_FLAG, NULL, FIELD(quiet), 0, 0, "print only what went wrong"},
    {NULL, 0, OPTION_FLAG, NULL, 0, 0, 0, NULL},
};

struct settings cli_default_settings(void) {
    return (struct settings){
        .seed = 1,
        .days = 30,
        .width = 1920,
        .height = 1080,
        .fps_num = 24,
        .fps_den = 1,
        .loudness = mix_targets[0],
        .work = "out/work",
        .culture = "auto",
        .grade = "neutral",
        .emotion = "neutral",
        .mood = "neutral",
        .length = 60,
        .port = 8000,
        .workers = -1,
        .limits = 1,
        .data = "film-data",
        .mail_from = "studio@localhost",
        .db = getenv("FILM_DB"),
        .cache = getenv("FILM_CACHE"),
        .blobs = getenv("FILM_BLOBS"),
        .queue = getenv("FILM_QUEUE"),
        .mail = getenv("FILM_MAIL"),
        .sign_in = getenv("FILM_SIGN_IN"),
        .traces = getenv("OTEL_EXPORTER_OTLP_ENDPOINT"),
    };
}

const struct command *cli_find_command(const char *name) {
    for (const struct command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

const struct option *cli_find_option(const char *name) {
    for (const struct option *option = cli_options; option->name; option++)
        if (strcmp(option->name, name) == 0) return option;
    return NULL;
}

bool cli_command_takes(const struct command *command, const char *option) {
    size_t size = strlen(option);
    for (const char *at = command->options; (at = strstr(at, option)); at += size)
        if ((at == command->options || at[-1] == ' ') && (at[size] == ' ' || !at[size]))
            return true;
    return false;
}

/* Edits (insert, delete, replace) between two short words: Wagner and Fischer 1974. */
static size_t distance(const char *a, const char *b) {
    enum { MAX = 40 };
    size_t row[MAX + 1], na = strnlen(a, MAX), nb = strnlen(b, MAX);
    for (size_t j = 0; j <= nb; j++) row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t change =
                corner + (tolower((unsigned char)a[i - 1]) != tolower((unsigned char)b[j - 1]));
            corner = row[j];
            size_t step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < step ? change : step;
        }
    }
    return row[nb];
}

const char *cli_nearest(const char *word, const char *const *words, size_t count) {
    const char *best = NULL;
    size_t best_distance = strlen(word) / 2 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, words[i]);
        if (d < best_distance) {
            best_distance = d;
            best = words[i];
        }
    }
    return best;
}

static bool unknown_option(const struct command *command, const char *name, struct error *err) {
    const char *names[64];
    size_t count = 0;
    for (const struct option *option = cli_options; option->name && count < 64; option++)
        if (cli_command_takes(command, option->name)) names[count++] = option->name;
    const char *near = cli_nearest(name, names, count);
    if (near)
        return error_set(err, PROBLEM_USAGE, "There is no option %s; did you mean %s?", name,
                         near);
    return error_set(err, PROBLEM_USAGE, "There is no option %s; see film %s --help.", name,
                     command->name);
}

static bool number(const struct option *option, const char *text, double *value,
                   struct error *err) {
    char *end;
    errno = 0;
    *value = strtod(text, &end);
    if (end == text || *end || errno || !(*value >= option->low && *value <= option->high))
        return error_set(err, PROBLEM_USAGE, "%s takes a number from %g to %g, not \"%s\".",
                         option->name, option->low, option->high, text);
    return true;
}

/* Two whole numbers and what stands between them; without `between`, `second` stays as it is.
 */
static bool pair(const char *text, char between, long *first, long *second) {
    char *end;
    if (!isdigit((unsigned char)*text)) return false;
    errno = 0;
    *first = strtol(text, &end, 10);
    if (*end == between && isdigit((unsigned char)end[1])) *second = strtol(end + 1, &end, 10);
    return !*end && !errno;
}

static bool set_size(const struct option *option, const char *text, int *size,
                     struct error *err) {
    long width, height = 0;
    if (pair(text, 'x', &width, &height) && width % 2 == 0 && height % 2 == 0 &&
        (double)width >= option->low && (double)height >= option->low &&
        (double)width <= option->high && (double)height <= option->high) {
        size[0] = (int)width;
        size[1] = (int)height;
        return true;
    }
    return error_set(
        err, PROBLEM_USAGE,
        "%s takes an even width and height such as 1920x1080, from %.0f to %.0f, not "
        "\"%s\".",
        option->name, option->low, option->high, text);
}

static bool set_rate(const struct option *option, const char *text, int *rate,
                     struct error *err) {
    long num, den = 1;
    if (pair(text, '/', &num, &den) && den > 0 && den <= 1001 && num > 0 && num <= 120120 &&
        (double)num / (double)den >= option->low && (double)num / (double)den <= option->high) {
        rate[0] = (int)num;
        rate[1] = (int)den;
        return true;
    }
    return error_set(err, PROBLEM_USAGE,
                     "%s takes a rate from %g to %g such as 24, 30 or 24000/1001, not \"%s\".",
                     option->name, option->low, option->high, text);
}

static bool set(const struct option *option, const char *text, struct settings *settings,
                struct error *err) {
    void *field = (char *)settings + option->field;
    double value;
    switch (option->type) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
        *(const char **)field = text;
        return true;
    case OPTION_INTEGER:
        if (!number(option, text, &value, err)) return false;
        if (value != (double)(int64_t)value)
            return error_set(err, PROBLEM_USAGE, "%s takes a whole number, not \"%s\".",
                             option->name, text);
        *(int64_t *)field = (int64_t)value;
        return true;
    case OPTION_REAL:
        return number(option, text, (double *)field, err);
    case OPTION_SIZE:
        return set_size(option, text, field, err);
    case OPTION_RATE:
        return set_rate(option, text, field, err);
    case OPTION_LOUDNESS:
        return mix_target_find(text, field) ||
               error_set(err, PROBLEM_USAGE,
                         "%s takes web, social, podcast, streaming, streaming-24, broadcast, "
                         "broadcast-us, cinema or a number from -40 to -6, not \"%s\".",
                         option->name, text);
    }
    return false;
}

/* "-o" or "--output=x"; the name without its value goes to `name`. */
static const struct option *match(const struct command *command, const char *argument,
                                  char *name, size_t room, const char **value) {
    const char *equals = argument[1] == '-' ? strchr(argument, '=') : NULL;
    size_t size = equals ? (size_t)(equals - argument) : strlen(argument);
    snprintf(name, room, "%.*s", (int)(size < room ? size : room - 1), argument);
    *value = equals ? equals + 1 : NULL;
    for (const struct option *option = cli_options; option->name; option++) {
        bool same = strcmp(option->name, name) == 0 ||
                    (option->letter && name[1] == option->letter && !name[2]);
        if (same && cli_command_takes(command, option->name)) return option;
    }
    return NULL;
}

static int arguments_of(const struct command *command) {
    int count = 1;
    for (const char *at = command->argument; *at; at++) count += *at == ' ';
    return count;
}

bool cli_parse(const struct command *command, int argc, char **argv, struct settings *settings,
               bool *help, struct error *err) {
    bool only_arguments = false;
    *help = false;
    for (int i = 0; i < argc; i++) {
        const char *argument = argv[i], *value;
        if (!only_arguments && strcmp(argument, "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments &&
                   (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)) {
            *help = true;
            return true;
        } else if (!only_arguments && argument[0] == '-' && argument[1]) {
            char name[64];
            const struct option *option = match(command, argument, name, sizeof name, &value);
            if (!option) return unknown_option(command, name, err);
            if (option->type == OPTION_FLAG && value)
                return error_set(err, PROBLEM_USAGE, "%s takes no value.", option->name);
            if (option->type != OPTION_FLAG && !value) {
                if (i + 1 >= argc)
                    return error_set(err, PROBLEM_USAGE, "%s needs a value: %s %s.",
                                     option->name, option->name, option->argument);
                value = argv[++i];
            }
            if (!set(option, value, settings, err)) return false;
        } else if (command->argument && !settings->script) {
            settings->script = argument;
        } else if (command->argument && strchr(command->argument, ' ') && !settings->subject) {
            settings->subject = argument;
        } else if (command->argument && arguments_of(command) > 2 && !settings->file) {
            settings->file = argument;
        } else {
            return error_set(err, PROBLEM_USAGE,
                             "\"%s\" is one argument too many; see film %s --help.", argument,
                             command->name);
        }
    }
    if (command->argument && command->argument[0] != '[' && !settings->script)
        return error_set(err, PROBLEM_USAGE,
                         "film %s needs a %s: film %s %s. See film %s --help.", command->name,
                         command->argument, command->name, command->argument, command->name);
    return true;
}
