/* The commands. Each returns an exit code of sysexits(3). */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"
#include "production/production.h"

int cli_make(const struct settings *settings, struct cancel *cancel);
int cli_breakdown(const struct settings *settings, struct cancel *cancel);
int cli_storyboard(const struct settings *settings, struct cancel *cancel);
int cli_voices(const struct settings *settings, struct cancel *cancel);
int cli_say(const struct settings *settings, struct cancel *cancel);
int cli_art(const struct settings *settings, struct cancel *cancel);
int cli_music(const struct settings *settings, struct cancel *cancel);
int cli_serve(const struct settings *settings, struct cancel *cancel);
int cli_worker(const struct settings *settings, struct cancel *cancel);
int cli_admin(const struct settings *settings, struct cancel *cancel);
int cli_db(const struct settings *settings, struct cancel *cancel);
int cli_clean(const struct settings *settings, struct cancel *cancel);
int cli_doctor(const struct settings *settings, struct cancel *cancel);

/* A script and the order made of the settings; strings live in it. */
struct cli_reference {
    char name[200], path[1000], *bytes;
};
struct cli_script {
    char *bytes, *name, *folder, *dub;
    const char *art_folders[1];
    struct cli_reference pictures[16];
    struct production_reference references[16];
    char *captions, *own_captions; /* what the translations' languages lie in; the rest */
    char *translated[PRODUCTION_MAX_TRANSLATIONS];
    const char *translation_paths[PRODUCTION_MAX_TRANSLATIONS];
    struct production_translation translations[PRODUCTION_MAX_TRANSLATIONS];
    struct pronounce *pronounce;
    struct production_order order;
};
/* Reads the script that the settings name ("-" is standard input). */
bool cli_script_open(const struct settings *settings, struct cli_script *script,
                     struct error *err) MUST_USE;
void cli_script_close(struct cli_script *script);
/* A pronunciation list; NULL for a path of NULL. */
bool cli_pronounce_open(const char *path, struct pronounce **list, struct error *err) MUST_USE;

#endif
