#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/progress.h"

static void print_event(json_t *event) {
    json_dumpf(event, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(event);
}

static void print_remarks(const struct settings *settings,
                          const struct screenplay *screenplay) {
    enum { MOST = 8 };
    for (size_t i = 0; i < screenplay->remark_count && !settings->quiet; i++) {
        const struct remark *remark = &screenplay->remarks[i];
        if (settings->json) {
            print_event(json_pack("{s:s, s:i, s:i, s:s}", "event", "remark", "line",
                                  remark->line, "column", remark->column, "text",
                                  remark->text));
        } else if (i < MOST) {
            fprintf(stderr, "%s:%d:%d: %s\n", settings->script, remark->line, remark->column,
                    remark->text);
        }
    }
    if (!settings->json && !settings->quiet && screenplay->remark_count > MOST)
        fprintf(stderr, "and %zu more remarks; --report has them all\n",
                screenplay->remark_count - MOST);
}

static void print_story(const struct settings *settings, const struct production *production) {
    const struct storyboard *board = production_storyboard(production);
    const struct breakdown *breakdown = production_breakdown(production);
    double length_s = seconds_of_frames(storyboard_frames(board), board->fps);
    if (settings->json) {
        print_event(json_pack("{s:s, s:I, s:I, s:I, s:f, s:s}", "event", "planned", "scenes",
                              (json_int_t)breakdown->screenplay->scene_count, "shots",
                              (json_int_t)board->count, "lines",
                              (json_int_t)breakdown->line_count, "length_s", length_s,
                              "culture", culture_name(breakdown->culture)));
    } else if (!settings->quiet) {
        fprintf(stderr, "film: %zu scenes, %zu lines, %zu shots, %.0f seconds (%s)\n",
                breakdown->screenplay->scene_count, breakdown->line_count, board->count,
                length_s, culture_name(breakdown->culture));
    }
}

static void print_result(const struct settings *settings,
                         const struct production_result *result) {
    if (settings->json) {
        json_t *stages = json_object();
        for (int i = 0; i < STAGE_COUNT; i++)
            json_object_set_new(stages, production_stage_name((enum stage)i),
                                json_real(result->stage_s[i]));
        print_event(json_pack(
            "{s:s, s:s, s:s, s:s, s:s, s:s, s:f, s:f, s:f, s:f, s:i, s:i, s:o, s:o}", "event",
            "done", "film", result->film, "srt", result->srt, "vtt", result->vtt, "poster",
            result->poster, "stems", result->stems, "length_s", result->length_s, "elapsed_s",
            result->elapsed_s, "lufs", result->lufs, "true_peak_dbtp", result->true_peak_dbtp,
            "made", result->made, "kept", result->kept, "core_seconds", stages, "review",
            review_to_json(&result->review)));
        return;
    }
    for (size_t i = 0; i < result->review.count && !settings->quiet; i++)
        if (result->review.findings[i].level == FINDING_WARNING)
            fprintf(stderr, "review: %s\n", result->review.findings[i].text);
    if (settings->quiet) return;
    int seconds = (int)(result->length_s + 0.5);
    printf("%s\n  %d:%02d long, %.1f LUFS, true peak %.1f dBTP, %zu remarks in the review\n",
           result->film, seconds / 60, seconds % 60, result->lufs, result->true_peak_dbtp,
           result->review.count);
    printf("  made in %.1f s: %d parts made, %d kept; core-seconds:", result->elapsed_s,
           result->made, result->kept);
    for (int i = 0; i < STAGE_COUNT; i++)
        printf(" %s %.1f", production_stage_name((enum stage)i), result->stage_s[i]);
    printf("\n  captions %s and %s, poster %s, stems in %s\n", result->srt, result->vtt,
           result->poster, result->stems);
}

static bool write_report(const char *path, const struct production *production,
                         const struct production_result *result, struct error *err) {
    json_t *report = production_report(production, result);
    AUTO_FREE char *text = json_dumps(report, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    json_decref(report);
    if (!text) return error_set(err, PROBLEM_INTERNAL, "The report cannot be written as JSON.");
    return file_write(path, text, strlen(text), err);
}

/* Is the file beside the film, with that ending, the translation? */
static bool is_beside(const char *output, const char *ending, const struct stat *translation) {
    const char *dot = strrchr(output, '.'), *slash = strrchr(output, '/');
    size_t size = dot && (!slash || dot > slash) ? (size_t)(dot - output) : strlen(output);
    AUTO_FREE char *path = NULL;
    struct stat beside;
    if (asprintf(&path, "%.*s%s", (int)size, output, ending) < 0) die("out of memory");
    return stat(path, &beside) == 0 && beside.st_dev == translation->st_dev &&
           beside.st_ino == translation->st_ino;
}

/* The film's captions would take the place of a translation that they are made from. */
static bool keeps(const char *path, const struct production_order *order, const char *output,
                  struct error *err) {
    struct stat translation;
    if (!path || stat(path, &translation) != 0) return true;
    bool over = false;
    for (size_t i = 0; production_captions[i]; i++)
        over |= is_beside(output, production_captions[i], &translation);
    for (size_t i = 0; i < order->translation_count; i++)
        for (size_t k = 0; production_translated_captions[k]; k++) {
            AUTO_FREE char *ending = NULL;
            if (asprintf(&ending, ".%s%s", order->translations[i].language,
                         production_translated_captions[k]) < 0)
                die("out of memory");
            over |= is_beside(output, ending, &translation);
        }
    return !over || error_set(err, PROBLEM_USAGE,
                              "The film would write its captions over the translation %s: give "
                              "the film another name with -o, or move the translation.",
                              path);
}

static bool keeps_translations(const struct settings *settings, const struct cli_script *script,
                               const char *output, struct error *err) {
    bool ok = keeps(settings->dub, &script->order, output, err);
    for (size_t i = 0; ok && i < script->order.translation_count; i++)
        ok = keeps(script->translation_paths[i], &script->order, output, err);
    return ok;
}

int cli_make(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct cli_script script;
    if (!cli_script_open(settings, &script, &err)) return cli_fail(&err, settings->json);
    script.order.work_folder = settings->work;
    AUTO_FREE char *output = NULL;
    if (settings->output) {
        output = xstrdup(settings->output);
    } else if (asprintf(&output, "out/%s.mp4", script.name) < 0) {
        die("out of memory");
    }
    struct progress progress = progress_start(settings->json, settings->quiet);
    struct production *production = NULL;
    struct production_result result = {0};
    bool ok = keeps_translations(settings, &script, output, &err) &&
              production_open(&script.order, &production, &err);
    if (ok) {
        print_remarks(settings, production_screenplay(production));
        ok = production_plan(production, cancel, progress_show, &progress, &err);
        progress_end(&progress);
    }
    bool planned = ok;
    if (ok) {
        print_story(settings, production);
        ok = production_finish(production, output, cancel, progress_show, &progress, &result,
                               &err);
        progress_end(&progress);
    }
    if (ok) print_result(settings, &result);
    /* A film that fails its review has the most use for its report. */
    struct error report_err;
    if (planned && settings->report &&
        !write_report(settings->report, production, &result, &report_err) && ok) {
        err = report_err;
        ok = false;
    }
    int code = ok ? 0 : cli_fail(&err, settings->json);
    if (!ok && err.problem == PROBLEM_CANCELLED && !settings->quiet)
        fprintf(stderr, "film: what was finished is kept in %s; the same command goes on.\n",
                settings->work);
    production_close(production);
    cli_script_close(&script);
    return code;
}
