/* The name of a shot's frames. People are hashed by their place in the shot, not by their
 * number in the script, so that a new character elsewhere leaves the shot as it was. Numbers of
 * scenes, shots and script lines, and the words of descriptions, show in no frame. */
#include "camera/camera.h"

#include <string.h>

/* The first placement of a character: what every other part means by it. */
static uint64_t player_of(const struct shot *shot, int character) {
    for (size_t i = 0; i < shot->placement_count; i++)
        if (shot->placements[i].character == character) return i;
    return UINT64_MAX;
}

static void hash_placement(struct hasher *hasher, const struct shot *shot,
                           const struct placement *placement) {
    hasher_f64(hasher, placement->x);
    hasher_f64(hasher, placement->depth);
    hasher_f64(hasher, placement->x_end);
    hasher_u64(hasher, (uint64_t)placement->walk_start);
    hasher_u64(hasher, (uint64_t)placement->walk_frames);
    hasher_u64(hasher, (uint64_t)placement->facing);
    hasher_u64(hasher, placement->posture);
    hasher_u64(hasher, placement->on_bed);
    hasher_u64(hasher, placement->view);
    hasher_u64(hasher, player_of(shot, placement->looks_at));
    hasher_u64(hasher, placement->emotion);
    hasher_f64(hasher, placement->intensity);
    hasher_text(hasher, placement->holds);
    hasher_u64(hasher, placement->business_count);
    for (size_t i = 0; i < placement->business_count; i++) {
        const struct stage_business *business = &placement->business[i];
        hasher_u64(hasher, business->act);
        hasher_u64(hasher, (uint64_t)business->start);
        hasher_u64(hasher, (uint64_t)business->length);
        hasher_u64(hasher, player_of(shot, business->target));
        hasher_text(hasher, business->prop);
    }
}

static void hash_line(struct hasher *hasher, const struct shot *shot,
                      const struct order_line *line) {
    hasher_u64(hasher, player_of(shot, line->character));
    hasher_u64(hasher, line->off_screen);
    hasher_u64(hasher, (uint64_t)line->start);
    hasher_u64(hasher, (uint64_t)line->length);
    hasher_u64(hasher, line->emotion);
    hasher_f64(hasher, line->intensity);
    hasher_u64(hasher, line->manner);
    hasher_text(hasher, line->text); /* gestures and the way of asking follow the words */
    size_t cues = line->mouths ? line->mouths->count : 0;
    hasher_u64(hasher, cues);
    for (size_t i = 0; i < cues; i++) {
        const struct mouth_cue *cue = &line->mouths->cues[i];
        hasher_u64(hasher, cue->mouth);
        hasher_u64(hasher, (uint64_t)cue->start);
        hasher_u64(hasher, (uint64_t)cue->end);
        hasher_f64(hasher, cue->opening);
    }
    hasher_u64(hasher, line->phone_count);
    for (size_t i = 0; i < line->phone_count; i++) {
        const struct phone *phone = &line->phones[i];
        hasher_bytes(hasher, phone->ipa, strnlen(phone->ipa, sizeof phone->ipa));
        hasher_u64(hasher, (uint64_t)phone->start);
        hasher_u64(hasher, (uint64_t)phone->end);
        hasher_u64(hasher, phone->stressed);
    }
}

static void hash_words(struct hasher *hasher, const struct shot_order *order) {
    if (order->shot->kind == SHOT_TITLE) {
        hasher_text(hasher, order->title);
        hasher_text(hasher, order->byline);
    }
    if (order->shot->kind == SHOT_CREDITS) {
        hasher_u64(hasher, order->credit_count);
        for (size_t i = 0; i < order->credit_count; i++) hasher_text(hasher, order->credits[i]);
    }
    hasher_text(hasher, order->mark);
    hasher_u64(hasher, order->name_count);
    for (size_t i = 0; i < order->name_count; i++) {
        const struct order_name *name = &order->names[i];
        hasher_u64(hasher, player_of(order->shot, name->character));
        hasher_text(hasher, name->name);
        hasher_text(hasher, name->role);
        hasher_u64(hasher, (uint64_t)name->start);
        hasher_u64(hasher, (uint64_t)name->end);
    }
    hasher_u64(hasher, order->caption_count);
    for (size_t i = 0; i < order->caption_count; i++) {
        hasher_u64(hasher, (uint64_t)order->captions[i].start);
        hasher_u64(hasher, (uint64_t)order->captions[i].end);
        hasher_text(hasher, order->captions[i].text);
    }
}

const char *shot_order_grade_name(enum grade_name grade) {
    static const char *const names[GRADE_COUNT] = {"neutral",     "teal-orange", "festival",
                                                   "noir",        "vintage",     "pastel",
                                                   "documentary", "night"};
    return (unsigned)grade < GRADE_COUNT ? names[grade] : "";
}

struct hash shot_order_hash(const struct art *art, const struct shot_order *order) {
    const struct shot *shot = order->shot;
    struct hasher hasher;
    hasher_init(&hasher);
    struct hash packs = art_hash(art);
    hasher_text(&hasher, "shot");
    hasher_u64(&hasher, CAMERA_VERSION);
    hasher_hash(&hasher, &packs);
    hasher_u64(&hasher, shot->kind);
    hasher_u64(&hasher, shot->size);
    hasher_u64(&hasher, shot->layout);
    hasher_u64(&hasher, shot->air);
    hasher_u64(&hasher, shot->dark_before);
    hasher_u64(&hasher, shot->dark_after);
    hasher_u64(&hasher,
               shot->dark_before != shot->dark_after ? (uint64_t)shot->dark_change : 0);
    hasher_u64(&hasher, player_of(shot, shot->subject));
    hasher_u64(&hasher, player_of(shot, shot->other));
    hasher_text(&hasher, shot->prop);
    hasher_u64(&hasher, shot->move);
    hasher_f64(&hasher, shot->move_amount);
    hasher_u64(&hasher, (uint64_t)shot->frames);
    hasher_u64(&hasher, shot->placement_count);
    for (size_t i = 0; i < shot->placement_count; i++) {
        hash_placement(&hasher, shot, &shot->placements[i]);
        look_hash(order->players[i].look, &hasher);
    }
    hasher_u64(&hasher, shot->line_count);
    for (size_t i = 0; i < shot->line_count; i++) hash_line(&hasher, shot, &order->lines[i]);
    hasher_text(&hasher, order->place);
    hasher_u64(&hasher, order->inside);
    hasher_u64(&hasher, order->festive);
    hasher_u64(&hasher, order->hour);
    hasher_u64(&hasher, order->weather);
    hasher_u64(&hasher, order->mood);
    hasher_u64(&hasher, (uint64_t)order->culture);
    hasher_u64(&hasher, order->period);
    hasher_u64(&hasher, order->grade);
    hash_words(&hasher, order);
    hasher_u64(&hasher, (uint64_t)order->width);
    hasher_u64(&hasher, (uint64_t)order->height);
    hasher_u64(&hasher, (uint64_t)order->fps.num);
    hasher_u64(&hasher, (uint64_t)order->fps.den);
    hasher_u64(&hasher, order->seed);
    hasher_u64(&hasher, order->shot_seed);
    return hasher_final(&hasher);
}
