#include <string.h>
#include <unistd.h>

#include "art/reference.h"
#include "production/film.h"
#include "production/score.h"

/* A film beyond this is a mistake (a novel pasted in), and its sound would pass what WAV can
 * hold. */
enum { MAX_LINES = 20000 };

static bool check_there_is_a_film(const struct screenplay *screenplay, struct error *err) {
    size_t words = 0;
    for (size_t i = 0; i < screenplay->element_count; i++) {
        enum element_kind kind = screenplay->elements[i].kind;
        words += kind == ELEMENT_ACTION || kind == ELEMENT_DIALOGUE || kind == ELEMENT_LYRIC ||
                 kind == ELEMENT_CENTERED;
    }
    bool headings = false;
    for (size_t i = 0; i < screenplay->scene_count; i++)
        headings |= screenplay->scenes[i].heading != NULL;
    if (!words && !headings)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The script has no scene to film: add a heading such as "
                         "\"INT. KITCHEN - DAY\", then what is seen and said.");
    return true;
}

static const struct shooter *find_shooter(const char *style, struct error *err) {
    for (size_t i = 0; camera_shooters[i]; i++)
        if (!style || strcmp(style, camera_shooters[i]->name) == 0) return camera_shooters[i];
    char names[160] = "";
    for (size_t i = 0; camera_shooters[i]; i++) {
        strncat(names, i ? ", " : "", sizeof names - strlen(names) - 1);
        strncat(names, camera_shooters[i]->name, sizeof names - strlen(names) - 1);
    }
    error_set(err, PROBLEM_USAGE, "There is no style \"%s\"; the styles are: %s.", style,
              names);
    return NULL;
}

/* A list of languages must hold none that nobody translates into. */
static bool check_captions(const struct production *production, struct error *err) {
    const char *own = production->order.dub ? production->order.dub_language
                                            : production->breakdown->language;
    const char *at = production->order.captions;
    while (at && *at) {
        size_t size = strcspn(at, ",");
        if (size && (size != strlen(own) || strncmp(at, own, size) != 0))
            return error_set(err, PROBLEM_UNAVAILABLE,
                             "Captions in \"%.*s\" need a translation, and the script is in "
                             "\"%s\"; ask for --captions %s, or give one: --captions "
                             "%.*s=FILE.",
                             (int)size, at, own, own, (int)size, at);
        at += size + (at[size] == ',');
    }
    return true;
}

/* A voice that a person chose is taken as it is: nothing is bent towards the character. */
static void give_voices(struct production *p, const struct production_order *order) {
    for (size_t i = 0; i < order->voice_count; i++) {
        const struct voice_card *card = voice_card_named(order->voices[i].voice);
        for (size_t k = 0; card && k < p->cast.count; k++)
            if (strcasecmp(p->screenplay->characters[k].name, order->voices[i].character) == 0)
                p->cast.members[k].voice =
                    (struct voice_choice){.voice = card->name, .tempo = 1};
    }
}

static bool is_in_script(const struct production *p, const char *name) {
    for (size_t i = 0; i < p->screenplay->character_count; i++)
        if (strcasecmp(p->screenplay->characters[i].name, name) == 0) return true;
    return false;
}

static bool cast_people(struct production *p, const struct production_order *order,
                        const struct voice_card *cards, size_t card_count, struct error *err) {
    size_t count = 0;
    AUTO_FREE struct look_reference *references =
        xcalloc(order->reference_count + 1, sizeof *references);
    for (size_t i = 0; i < order->reference_count; i++) {
        const struct production_reference *given = &order->references[i];
        if (order->references_may_miss && !is_in_script(p, given->name)) continue;
        references[count].name = given->name;
        if (!art_reference_read(given->bytes, given->size, &references[count++], err))
            return false;
    }
    return casting_cast(p->breakdown, order->seed, references, count, cards, card_count,
                        &p->cast, err);
}

bool production_open(const struct production_order *order, struct production **production,
                     struct error *err) {
    struct production *p = xcalloc(1, sizeof *p);
    p->order = *order;
    p->arena = arena_new();
    p->threads = order->threads > 0 ? order->threads : (int)sysconf(_SC_NPROCESSORS_ONLN);
    bool ok =
        screenplay_read(order->script, order->script_size, order->format, &p->screenplay, err);
    if (ok) ok = check_there_is_a_film(p->screenplay, err);
    if (ok) {
        p->breakdown = breakdown_new(p->screenplay, order->culture);
        breakdown_change(p->breakdown, &order->changes);
        if (p->breakdown->line_count > MAX_LINES)
            ok = error_set(
                err, PROBLEM_TOO_LARGE,
                "The script has %zu lines of dialogue; a film takes up to %d. Split it "
                "into parts.",
                p->breakdown->line_count, MAX_LINES);
    }
    if (ok) ok = check_captions(p, err);
    if (ok) ok = score_read_wishes(p, err);
    if (ok) {
        size_t count;
        const struct voice_card *cards = voice_cards(&count);
        ok = cast_people(p, order, cards, count, err);
        if (ok) give_voices(p, order);
    }
    if (ok && order->work_folder) {
        p->shooter = find_shooter(order->style, err);
        ok = p->shooter &&
             art_open(order->art_folders, order->art_folder_count, &p->art, err) &&
             storage_open(order->work_folder, &p->storage, err);
        char why[200];
        if (ok && !p->shooter->ready(p->art, why))
            ok = error_set(err, PROBLEM_UNAVAILABLE, "%s", why);
        if (ok && order->shared) storage_share(p->storage, order->shared);
        ok = ok && production_brief_crew(p, err);
    }
    if (!ok) {
        production_close(p);
        return false;
    }
    p->format = piece_format_default(order->width, order->height, order->fps);
    *production = p;
    return true;
}

void production_close(struct production *p) {
    if (!p) return;
    review_done(&p->review);
    production_free_crew(p);
    production_free_sound(p);
    production_free_pieces(p);
    production_free_lines(p);
    captions_free(p->captions);
    for (size_t i = 0; p->translated && i < p->order.translation_count; i++)
        captions_free(p->translated[i]);
    timeline_free(p->timeline);
    storyboard_free(p->storyboard);
    cast_done(&p->cast);
    breakdown_free(p->read_breakdown ? p->read_breakdown : p->breakdown);
    screenplay_free(p->read_screenplay ? p->read_screenplay : p->screenplay);
    if (p->art) art_close(p->art);
    storage_close(p->storage);
    arena_free(p->arena);
    free(p);
}

const struct screenplay *production_screenplay(const struct production *production) {
    return production->screenplay;
}

const struct breakdown *production_breakdown(const struct production *production) {
    return production->breakdown;
}

const struct cast *production_cast(const struct production *production) {
    return &production->cast;
}

const struct storyboard *production_storyboard(const struct production *production) {
    return production->storyboard;
}

const struct timeline *production_timeline(const struct production *production) {
    return production->timeline;
}

bool production_read(struct production *production, const struct hash *name, char **bytes,
                     size_t *size, struct error *err) {
    if (!storage_get(production->storage, name, bytes, size, err)) return false;
    if (*bytes) return true;
    return error_set(
        err, PROBLEM_DAMAGED,
        "A finished part in the work folder %s was damaged or taken away while the "
        "film was made; run the command again and it is made anew.",
        production->order.work_folder);
}
