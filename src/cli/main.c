/* film: the command. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/commands.h"

static int help(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    const char *topic = settings->script;
    if (!topic) {
        cli_print_help(NULL, stdout);
        return 0;
    }
    if (strcmp(topic, "man") == 0) {
        cli_print_man(stdout);
        return 0;
    }
    if (strncmp(topic, "completion", 10) == 0) {
        const char *shell = topic[10] == '-' ? topic + 11 : "bash";
        if (cli_print_completion(shell, stdout)) return 0;
    }
    const struct command *command = cli_find_command(topic);
    if (command) {
        cli_print_help(command, stdout);
        return 0;
    }
    struct error err;
    error_set(&err, PROBLEM_USAGE,
              "There is no help on \"%s\"; there is on each command, on man, completion-bash, "
              "completion-zsh and completion-fish.",
              topic);
    return cli_fail(&err, false);
}

const struct command cli_commands[] = {
    {"make", "SCRIPT",
     "make a film of a script (Fountain, Final Draft, Word, PDF, Markdown or prose; - reads "
     "standard input)",
     "Writes FILE.mp4 with captions (.srt, .vtt, .ass, .sdh), a poster (.png) and the sound in "
     "stems. "
     "Finished\n"
     "parts are kept: an edit makes only what depends on it anew, and a run that was stopped, "
     "even\n"
     "by kill -9, goes on where it was.",
     "--output --work --report --style --culture --grade --seed --resolution --fps --captions "
     "--burn-captions --loudness --pronounce --music --dub --language --art --reference "
     "--threads --prose "
     "--json --quiet",
     cli_make},
    {"breakdown", "SCRIPT", "tell places, hours, people, props, moods and why", NULL,
     "--culture --seed --prose --json", cli_breakdown},
    {"storyboard", "SCRIPT", "list the shots; with -o board.png draw one frame of each", NULL,
     "--output --work --style --culture --grade --seed --resolution --fps --art --reference "
     "--threads "
     "--prose "
     "--json "
     "--quiet",
     cli_storyboard},
    {"voices", "[install NAME FILE]", "list the voices; add one from a file",
     "film voices install ana ana.onnx      a Piper voice; ana.onnx.json lies beside it\n"
     "film voices install af_ana ana.bin    a style of Kokoro",
     "--language --json", cli_voices},
    {"say", "TEXT", "speak a text, or SSML, into a WAV file", NULL,
     "--voice --language --emotion --pronounce --output --json --quiet", cli_say},
    {"music", "[list]", "compose and play a piece of music",
     "film music --style carnatic --raga mohanam --mood calm --length 45 -o morning.wav\n"
     "film music --style jazz --mood romantic -o evening.mid    the notes, as MIDI\n"
     "film music list                                           styles, ragas, cycles",
     "--output --style --raga --mood --length --tempo --key --rhythm --seed --stems --json "
     "--quiet",
     cli_music},
    {"art", "sheet|check [WHAT]", "draw contact sheets; check a pack of drawings",
     "film art sheet            lists what there are sheets of\n"
     "film art sheet courtyard  a set in every hour and weather\n"
     "film art sheet sets 2     the second page of all sets at four hours\n"
     "film art sheet mouths     people: cast, expressions, mouths, poses, outfits ...\n"
     "film art sheet props      every prop; grades: three places in every grade\n"
     "film art check my-pack    names what is wrong in a pack, with file and element",
     "--output --art --culture --json --quiet", cli_art},
    {"serve", NULL, "run the studio server: API, workers and upkeep",
     "Keeps everything in one folder and needs no configuration. Prints its address and a link "
     "by\n"
     "which the first administrator sets themselves up. SIGTERM stops it in order.",
     "--port --bind --data --address --db --cache --blobs --queue --mail --mail-from --sign-in "
     "--workers "
     "--threads --web --services --origins --traces --limits --behind-proxy --production "
     "--private-webhooks --per-minute "
     "--json",
     cli_serve},
    {"worker", NULL, "make films for a studio server, as one of any number of workers", NULL,
     "--data --address --db --cache --blobs --queue --threads --child --json", cli_worker},
    {"admin", "ACTION [SUBJECT]",
     "for the operator: users, grant, promote, check, dead, redrive, sweep, rotate-keys, "
     "backup",
     "users           list accounts; --email narrows\n"
     "grant           --email ADDRESS --amount N credits\n"
     "promote         --email ADDRESS makes an administrator\n"
     "check           do the ledger and the audit log add up?\n"
     "dead            work that was given up;  redrive [ID]  tries it again\n"
     "sweep           erases old blobs that nothing refers to\n"
     "rotate-keys     a new key for access tokens; the old one is believed for an hour\n"
     "backup FOLDER   a consistent copy of database, secret and films, while running",
     "--data --db --blobs --queue --email --amount --json", cli_admin},
    {"db", "ACTION [NUMBER]", "migrate the database: version, migrate, migrate NUMBER", NULL,
     "--data --db --json", cli_db},
    {"clean", NULL, "take finished parts away that no film used for long",
     "Parts that a script still needs are made again when they are gone; films, captions and\n"
     "stems are not touched. --days 0 takes all away.",
     "--work --days --json", cli_clean},
    {"doctor", NULL, "tell what is installed, and what to do about the rest", NULL,
     "--work --json", cli_doctor},
    {"help", "[TOPIC]", "this, or a command's help; also man, completion-bash, -zsh, -fish",
     NULL, "", help},
    {0},
};

static struct cancel stop;

/* The first Ctrl-C stops in order, the second at once. */
static void on_signal(int number) {
    if (atomic_exchange(&stop.asked, true)) _exit(128 + number);
}

static int unknown_command(const char *name) {
    const char *names[32];
    size_t count = 0;
    for (const struct command *command = cli_commands; command->name; command++)
        names[count++] = command->name;
    const char *near = cli_nearest(name, names, count);
    struct error err;
    error_set(&err, PROBLEM_USAGE, "There is no command \"%s\"%s%s%s", name,
              near ? "; did you mean film " : "; see film help.", near ? near : "",
              near ? "?" : "");
    return cli_fail(&err, false);
}

int main(int argc, char **argv) {
    setlocale(LC_CTYPE, "C.UTF-8");
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_print_help(NULL, argc < 2 ? stderr : stdout);
        return argc < 2 ? problem_info(PROBLEM_USAGE)->exit_code : 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("film " FILM_VERSION);
        return 0;
    }
    const struct command *command = cli_find_command(argv[1]);
    if (!command) return unknown_command(argv[1]);
    struct settings settings = cli_default_settings();
    struct error err = {0};
    bool wants_help;
    if (!cli_parse(command, argc - 2, argv + 2, &settings, &wants_help, &err))
        return cli_fail(&err, settings.json);
    if (wants_help) {
        cli_print_help(command, stdout);
        return 0;
    }
    return command->run(&settings, &stop);
}
