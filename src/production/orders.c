/* Shot orders: for each shot everything its pictures depend on, and nothing of where in the
 * film it lies, so that an edit elsewhere leaves its name as it is. */
#include <math.h>
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "production/film.h"

static const char *title_value(const struct screenplay *screenplay, const char *key) {
    for (size_t i = 0; i < screenplay->title_count; i++)
        if (strcasecmp(screenplay->title_page[i].key, key) == 0)
            return screenplay->title_page[i].value;
    return "";
}

static const char *film_title(const struct production *p) {
    return p->screenplay->title[0] ? p->screenplay->title : p->order.name;
}

/* "written by AI Film Studio" */
static const char *byline(struct production *p) {
    const char *author = p->screenplay->author, *credit = title_value(p->screenplay, "credit");
    if (!author[0]) return "";
    return arena_printf(p->arena, "%s %s", credit[0] ? credit : "written by", author);
}

/* "Fenrir (Kokoro)" for kokoro:am_fenrir; a name without an engine before it stands as it is.
 */
static const char *voice_credit(struct production *p, const char *voice) {
    const char *colon = strchr(voice, ':');
    if (!colon || colon == voice || !colon[1]) return voice;
    const char *name =
        strchr(colon, '_') && strchr(colon, '_')[1] ? strchr(colon, '_') + 1 : colon + 1;
    return arena_printf(p->arena, "%c%s (%c%.*s)", toupper((unsigned char)name[0]), name + 1,
                        toupper((unsigned char)voice[0]), (int)(colon - voice - 1), voice + 1);
}

/* Headings stand alone; "role\tname" lines come under them. */
static const char *const *credits(struct production *p, size_t *count) {
    LIST(const char *) lines = {0};
    *list_push(&lines) = film_title(p);
    if (p->screenplay->author[0])
        *list_push(&lines) = arena_printf(p->arena, "Written by\t%s", p->screenplay->author);
    bool cast_heading = false;
    for (size_t i = 0; i < p->cast.count; i++) {
        const struct character *character = &p->screenplay->characters[i];
        if (!character->lines) continue;
        if (!cast_heading) *list_push(&lines) = "Voices";
        cast_heading = true;
        *list_push(&lines) = arena_printf(p->arena, "%s\t%s", character->name,
                                          voice_credit(p, p->cast.members[i].voice.voice));
    }
    *list_push(&lines) = "Made with AI Film Studio";
    const char **copy = list_take(p->arena, &lines);
    *count = lines.count;
    list_done(&lines);
    return copy;
}

static void set_scene(struct production *p, const struct shot *shot, struct shot_order *order) {
    /* Title and credits stand before the first and the last scene. */
    int scene = shot->scene >= 0                 ? shot->scene
                : shot->kind == SHOT_TITLE       ? 0
                : p->screenplay->scene_count > 0 ? (int)p->screenplay->scene_count - 1
                                                 : -1;
    order->period = p->breakdown->period;
    order->culture = p->breakdown->culture;
    order->place = "abstract";
    order->hour = HOUR_DUSK;
    if (scene < 0) return;
    const struct scene_breakdown *facts = &p->breakdown->scenes[scene];
    order->place = facts->place;
    order->inside = facts->inside;
    order->festive = facts->festive;
    order->hour = facts->hour;
    order->weather = facts->weather;
    order->mood = facts->mood;
    order->culture = facts->culture;
}

static void set_lines(struct production *p, const struct shot *shot, struct shot_order *order) {
    struct order_line *lines = arena_alloc(p->arena, shot->line_count, sizeof *lines);
    for (size_t i = 0; i < shot->line_count; i++) {
        size_t index = shot->lines[i].line;
        const struct line_breakdown *line = &p->breakdown->lines[index];
        const struct spoken *spoken = &p->lines[index];
        lines[i] = (struct order_line){
            .character = line->character,
            .off_screen = line->off_screen,
            .start = shot->lines[i].start,
            .length = spoken->samples,
            .emotion = line->emotion,
            .intensity = line->intensity,
            .manner = line->manner,
            .text = spoken->utterance.text,
            .mouths = &spoken->mouths,
            .phones = spoken->speech.phones,
            .phone_count = spoken->speech.phone_count,
        };
    }
    order->lines = lines;
}

/* The captions that fall into the shot, in its own frames. */
static void set_captions(struct production *p, const struct timeline_shot *place,
                         struct shot_order *order) {
    LIST(struct order_caption) list = {0};
    for (size_t i = 0; i < p->captions->count; i++) {
        const struct caption *caption = &p->captions->cues[i];
        int64_t start = frame_of_sample(caption->start, p->order.fps) - place->start;
        int64_t end = frames_for_samples(caption->end, p->order.fps) - place->start;
        if (end <= 0 || start >= place->frames) continue;
        *list_push(&list) =
            (struct order_caption){.start = start, .end = end, .text = caption->text};
    }
    order->captions = list_take(p->arena, &list);
    order->caption_count = list.count;
    list_done(&list);
}

/* "OLD MUSA" as names are set: "Old Musa". What has small letters stays as written. */
static const char *set_name(struct production *p, const char *name) {
    const char *end = name + strlen(name);
    uint32_t code;
    for (const char *at = name; at < end;) {
        at += utf8_decode(at, end, &code);
        if (utf8_is_lower(code)) return name;
    }
    char *set = arena_alloc(p->arena, 4 * strlen(name) + 1, 1), *to = set;
    bool first = true;
    for (const char *at = name; at < end;) {
        at += utf8_decode(at, end, &code);
        to += utf8_encode(first ? code : utf8_to_lower(code), to);
        first = !utf8_is_letter(code) && code != 0x27 && code != 0x2019;
    }
    *to = 0;
    return set;
}

/* Who is told by a strip in the lower third: everybody in podcasts and documentaries, or as the
 * title page says ("Lower thirds: yes"). */
static bool wants_names(const struct production *p, const struct shot *shot) {
    const char *wish = title_value(p->screenplay, "lower thirds");
    if (wish[0])
        return strcasecmp(wish, "no") != 0 && strcasecmp(wish, "off") != 0 &&
               strcasecmp(wish, "none") != 0;
    if (shot->scene < 0) return false;
    const char *place = p->breakdown->scenes[shot->scene].place;
    const char *genre = title_value(p->screenplay, "genre");
    return p->order.grade == GRADE_DOCUMENTARY || strcasecmp(genre, "documentary") == 0 ||
           shot->kind == SHOT_PANELS || (place && strcmp(place, "podcast") == 0);
}

/* Once for each, in the first picture of them that is near and long enough to read it. */
static void set_names(struct production *p, const struct shot *shot, bool *told,
                      struct shot_order *order) {
    double seconds = seconds_of_frames(shot->frames, p->order.fps);
    bool near = shot->size >= SIZE_MEDIUM && shot->size <= SIZE_CLOSE;
    bool one = shot->kind == SHOT_SINGLE || shot->kind == SHOT_REACTION ||
               shot->kind == SHOT_OVER_SHOULDER;
    if (!near || seconds < 2 || (!one && shot->kind != SHOT_PANELS) || !wants_names(p, shot))
        return;
    struct order_name *names = arena_alloc(p->arena, shot->placement_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < shot->placement_count; i++) {
        int character = shot->placements[i].character;
        bool shown = character == shot->subject ||
                     (shot->kind == SHOT_PANELS && shot->layout != LAYOUT_INSET);
        if (!shown || told[character]) continue;
        told[character] = true;
        double over = fmin(seconds - 0.1, 5.2);
        names[count++] = (struct order_name){
            .character = character,
            .name = set_name(p, p->screenplay->characters[character].name),
            .role = p->breakdown->characters[character].role_words,
            .start = frames_for_samples(48000 * 35 / 100, p->order.fps),
            .end = frames_for_samples((int64_t)(over * 48000), p->order.fps)};
    }
    order->names = names;
    order->name_count = count;
}

/* Two shots of the same kind in one scene must not blink alike: the seed is made of what the
 * shot tells, not of its number. */
static uint64_t seed_of(const struct production *p, const struct shot *shot) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_u64(&hasher, p->order.seed);
    hasher_u64(&hasher, (uint64_t)shot->kind);
    hasher_u64(&hasher, (uint64_t)shot->size);
    hasher_text(&hasher, shot->description);
    for (size_t i = 0; i < shot->line_count; i++)
        hasher_text(&hasher, p->lines[shot->lines[i].line].utterance.text);
    struct hash hash = hasher_final(&hasher);
    return hash_seed(&hash);
}

void production_make_orders(struct production *p) {
    size_t count = p->storyboard->count;
    AUTO_FREE bool *told = xcalloc(p->screenplay->character_count + 1, sizeof *told);
    p->orders = arena_alloc(p->arena, count, sizeof *p->orders);
    for (size_t i = 0; i < count; i++) {
        const struct shot *shot = &p->storyboard->shots[i];
        struct shot_order *order = &p->orders[i];
        *order = (struct shot_order){
            .shot = shot,
            .width = p->order.width,
            .height = p->order.height,
            .fps = p->order.fps,
            .grade = p->order.grade,
            .seed = p->order.seed,
            .shot_seed = seed_of(p, shot),
        };
        set_scene(p, shot, order);
        struct order_player *players =
            arena_alloc(p->arena, shot->placement_count, sizeof *players);
        for (size_t j = 0; j < shot->placement_count; j++) {
            int character = shot->placements[j].character;
            players[j] = (struct order_player){
                .look = &p->cast.members[character].look,
                .name = p->screenplay->characters[character].name,
            };
        }
        order->players = players;
        set_lines(p, shot, order);
        set_names(p, shot, told, order);
        if (shot->kind == SHOT_TITLE || shot->kind == SHOT_CREDITS) {
            order->title = film_title(p);
            order->byline = byline(p);
        }
        if (shot->kind == SHOT_CREDITS) order->credits = credits(p, &order->credit_count);
        order->mark = p->order.mark;
        if (p->order.burn_captions) set_captions(p, &p->timeline->shots[i], order);
    }
}
