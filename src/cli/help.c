/* --help, the man page and shell completion, all out of the option rows. */
#include <jansson.h>
#include <string.h>

#include "cli/options.h"

static void print_option(const struct option *option, FILE *out) {
    char left[48];
    snprintf(left, sizeof left, "%c%c%s%s%s%s", option->letter ? '-' : ' ',
             option->letter ? option->letter : ' ', option->letter ? ", " : "  ", option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
    fprintf(out, "  %-26s %s\n", left, option->help);
}

void cli_print_help(const struct command *command, FILE *out) {
    if (command) {
        fprintf(out, "film %s%s%s: %s\n", command->name, command->argument ? " " : "",
                command->argument ? command->argument : "", command->summary);
        if (command->more) fprintf(out, "\n%s\n", command->more);
        fprintf(out, "\n");
        for (const struct option *option = cli_options; option->name; option++)
            if (cli_command_takes(command, option->name)) print_option(option, out);
        return;
    }
    fprintf(out, "film: a screenplay in, a finished film out.\n\n"
                 "  film make pongal.fountain      makes out/pongal.mp4\n\nCommands:\n");
    for (const struct command *each = cli_commands; each->name; each++)
        fprintf(out, "  %-12s %s\n", each->name, each->summary);
    fprintf(out, "\nfilm COMMAND --help tells the options of each.\n");
}

/* roff has its own meaning for '-' and '\'. */
static void print_roff(const char *text, FILE *out) {
    for (; *text; text++) {
        if (*text == '-' || *text == '\\') fputc('\\', out);
        fputc(*text, out);
    }
}

void cli_print_man(FILE *out) {
    fprintf(out,
            ".TH FILM 1 \"\" \"film " FILM_VERSION "\" \"AI Film Studio\"\n"
            ".SH NAME\nfilm \\- a screenplay in, a finished film out\n"
            ".SH SYNOPSIS\n.B film\n.I command\n[\\fIoptions\\fR]\n"
            ".SH DESCRIPTION\nReads a screenplay in Fountain or plain prose and makes a film "
            "of it: characters who speak and move their lips, places, camera, music, captions. "
            "Works offline. Finished parts are kept in a work folder, so that an edit makes "
            "only what depends on it anew, and a run that was stopped goes on.\n"
            ".SH COMMANDS\n");
    for (const struct command *command = cli_commands; command->name; command++) {
        fprintf(out, ".TP\n.B film %s\n%s%s", command->name,
                command->argument ? command->argument : "", command->argument ? ": " : "");
        print_roff(command->summary, out);
        fprintf(out, ".\n");
    }
    fprintf(out, ".SH OPTIONS\n");
    for (const struct option *option = cli_options; option->name; option++) {
        fprintf(out, ".TP\n\\fB");
        if (option->letter) fprintf(out, "\\-%c\\fR, \\fB", option->letter);
        print_roff(option->name, out);
        fprintf(out, "\\fR \\fI%s\\fR\n", option->argument ? option->argument : "");
        print_roff(option->help, out);
        fprintf(out, "\n");
    }
    fprintf(out,
            ".SH EXIT STATUS\nThose of sysexits(3): 0 done, 64 usage, 65 bad input, 66 no "
            "input, 69 something is not installed, 70 a fault of the program or a film that "
            "fails its review, 73 the output cannot be created, 74 the disk is full or fails, "
            "77 no permission, 130 stopped.\n"
            ".SH FILES\n.I out/work\nthe work folder; may be deleted at any time.\n"
            ".SH SEE ALSO\nhttps://fountain.io/syntax\n");
}

bool cli_print_completion(const char *shell, FILE *out) {
    if (!shell || strcmp(shell, "bash") == 0) {
        fprintf(out,
                "_film() {\n  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
                "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '");
        for (const struct command *each = cli_commands; each->name; each++)
            fprintf(out, "%s ", each->name);
        fprintf(out, "' -- \"$word\"))\n    return\n  fi\n  case $command in\n");
        for (const struct command *each = cli_commands; each->name; each++)
            fprintf(out, "  %s) options='%s --help' ;;\n", each->name, each->options);
        fprintf(out, "  esac\n  if [[ $word == -* ]]; then\n"
                     "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n  else\n"
                     "    COMPREPLY=($(compgen -f -- \"$word\"))\n  fi\n}\n"
                     "complete -o filenames -F _film film\n");
        return true;
    }
    if (strcmp(shell, "zsh") == 0) {
        fprintf(out, "#compdef film\nautoload -U +X bashcompinit && bashcompinit\n");
        return cli_print_completion("bash", out);
    }
    if (strcmp(shell, "fish") == 0) {
        for (const struct command *each = cli_commands; each->name; each++) {
            fprintf(out, "complete -c film -n __fish_use_subcommand -a %s -d '%s'\n",
                    each->name, each->summary);
            for (const struct option *option = cli_options; option->name; option++)
                if (cli_command_takes(each, option->name))
                    fprintf(out,
                            "complete -c film -n '__fish_seen_subcommand_from %s' -l %s%s\n",
                            each->name, option->name + 2, option->argument ? " -r" : "");
        }
        return true;
    }
    return false;
}

int cli_fail(const struct error *err, bool json) {
    const struct problem_info *info = problem_info(err->problem);
    if (json) {
        json_t *event = json_pack("{s:s, s:s, s:s, s:s}", "event", "failed", "problem",
                                  info->slug, "title", info->title, "detail", err->message);
        if (err->line) {
            json_object_set_new(event, "line", json_integer(err->line));
            json_object_set_new(event, "column", json_integer(err->column));
        }
        json_dumpf(event, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(event);
        fflush(stdout);
    }
    fprintf(stderr, "film: %s%s%s%s\n", err->message, err->cause[0] ? " (" : "", err->cause,
            err->cause[0] ? ")" : "");
    return info->exit_code;
}
