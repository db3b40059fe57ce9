/* film breakdown and film storyboard: what the departments make of a script, to read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/progress.h"

static void print_json(json_t *value) {
    json_dumpf(value, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(value);
}

static void print_scene(const struct breakdown *breakdown, size_t index) {
    const struct screenplay *screenplay = breakdown->screenplay;
    const struct scene *scene = &screenplay->scenes[index];
    const struct scene_breakdown *facts = &breakdown->scenes[index];
    printf("\n%zu. %s\n", index + 1, scene->heading ? scene->heading : "(no heading)");
    printf("   place    %s, %s, %s, %s%s\n", facts->place, facts->inside ? "inside" : "outside",
           hour_name(facts->hour), weather_name(facts->weather),
           facts->festive ? ", festive" : "");
    printf("   mood     %s (%.0f %%)", mood_name(facts->mood), facts->mood_strength * 100);
    for (size_t i = 0; i < facts->mood_evidence_count && i < 5; i++)
        printf("%s\"%s\"", i ? ", " : ": ", facts->mood_evidence[i].words);
    printf("\n   culture  %s", culture_name(facts->culture));
    if (facts->culture_evidence.words) printf(": \"%s\"", facts->culture_evidence.words);
    printf("\n   people  ");
    for (size_t i = 0; i < facts->present_count; i++)
        printf("%s %s", i ? "," : "", screenplay->characters[facts->present[i]].name);
    printf("\n   props   ");
    for (size_t i = 0; i < facts->prop_count; i++)
        printf("%s %s", i ? "," : "", facts->props[i].id);
    printf("\n   sounds  ");
    for (size_t i = 0; i < facts->sound_count; i++)
        printf("%s %s", i ? "," : "", facts->sounds[i].effect);
    putchar('\n');
    for (size_t i = 0; i < breakdown->line_count; i++) {
        const struct line_breakdown *line = &breakdown->lines[i];
        if (line->scene != (int)index) continue;
        printf("   %5d  %s, %s %.0f %%: %s\n", screenplay->elements[line->element].line,
               screenplay->characters[line->character].name, emotion_name(line->emotion),
               line->intensity * 100, screenplay->elements[line->element].text);
    }
}

static void print_people(const struct breakdown *breakdown, const struct cast *cast) {
    printf("\nPeople\n");
    for (size_t i = 0; i < breakdown->screenplay->character_count; i++) {
        const struct character_breakdown *person = &breakdown->characters[i];
        const struct cast_member *member = &cast->members[i];
        printf("   %s: %s, %s%s%s, %s; %s hair, %s; voice %s\n",
               breakdown->screenplay->characters[i].name, age_band_name(person->age),
               gender_name(person->gender), person->role && person->role[0] ? ", " : "",
               person->role ? person->role : "", culture_name(person->culture),
               member->look.hair, member->look.outfit, member->voice.voice);
        for (size_t j = 0; j < person->relationship_count; j++)
            printf("      %s is their %s\n",
                   breakdown->screenplay->characters[person->relationships[j].other].name,
                   person->relationships[j].kind);
    }
}

int cli_breakdown(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    struct error err = {0};
    struct cli_script script;
    if (!cli_script_open(settings, &script, &err)) return cli_fail(&err, settings->json);
    struct production *production;
    int code = 0;
    if (!production_open(&script.order, &production, &err)) {
        code = cli_fail(&err, settings->json);
    } else {
        const struct breakdown *breakdown = production_breakdown(production);
        if (settings->json) {
            print_json(breakdown_to_json(breakdown));
        } else {
            printf("%s (%s, %s)\n",
                   breakdown->screenplay->title[0] ? breakdown->screenplay->title : script.name,
                   culture_name(breakdown->culture), breakdown->language);
            for (size_t i = 0; i < breakdown->screenplay->scene_count; i++)
                print_scene(breakdown, i);
            print_people(breakdown, production_cast(production));
        }
        production_close(production);
    }
    cli_script_close(&script);
    return code;
}

static void print_shots(const struct production *production) {
    const struct storyboard *board = production_storyboard(production);
    const struct screenplay *screenplay = production_screenplay(production);
    AUTO_FREE int64_t *starts = xcalloc(board->count, sizeof *starts);
    storyboard_starts(board, starts);
    int scene = -2;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        if (shot->scene != scene && shot->scene >= 0)
            printf("\n%s\n", screenplay->scenes[shot->scene].heading
                                 ? screenplay->scenes[shot->scene].heading
                                 : "(no heading)");
        scene = shot->scene;
        double start = seconds_of_frames(starts[i], board->fps);
        printf("%6.1f s  %4.1f s  %-13s %-14s %-11s %s%s%s\n", start,
               seconds_of_frames(shot->frames, board->fps), shot_kind_name(shot->kind),
               shot_size_name(shot->size), camera_move_name(shot->move),
               shot->transition_frames ? transition_name(shot->transition_in) : "",
               shot->transition_frames ? ": " : "", shot->description ? shot->description : "");
    }
}

static bool write_board(struct production *production, const char *path, struct cancel *cancel,
                        struct error *err) {
    struct buf png;
    buf_init(&png, 512 << 20);
    bool ok = production_board(production, cancel, &png, err) &&
              file_write(path, png.bytes, png.size, err);
    buf_done(&png);
    return ok;
}

int cli_storyboard(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct cli_script script;
    if (!cli_script_open(settings, &script, &err)) return cli_fail(&err, settings->json);
    script.order.work_folder = settings->work;
    /* Lengths come from the measured speech, so the lines are spoken first (and kept). */
    struct progress progress = progress_start(false, settings->quiet || settings->json);
    struct production *production = NULL;
    bool ok = production_open(&script.order, &production, &err) &&
              production_plan(production, cancel, progress_show, &progress, &err);
    progress_end(&progress);
    if (ok && settings->json) {
        print_json(production_report(production, NULL));
    } else if (ok && !settings->quiet) {
        print_shots(production);
    }
    if (ok && settings->output) ok = write_board(production, settings->output, cancel, &err);
    int code = ok ? 0 : cli_fail(&err, settings->json);
    production_close(production);
    cli_script_close(&script);
    return code;
}
