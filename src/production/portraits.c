/* Faces of the cast, before anything is made: to see who was cast. */
#include "art/portrait.h"
#include "production/film.h"

enum { PORTRAIT_SIZE = 240 };

bool production_portraits(const struct production *production, size_t character,
                          struct buf *png, struct error *err) {
    static const enum emotion shown[] = {EMOTION_CALM, EMOTION_JOY, EMOTION_SADNESS};
    const struct production_order *order = &production->order;
    const struct cast *cast = &production->cast;
    struct art *art;
    if (character >= cast->count)
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such character in the script.");
    if (!art_open(order->art_folders, order->art_folder_count, &art, err)) return false;
    bool ok = art_portrait(art, &cast->members[character].look, shown, COUNT_OF(shown),
                           PORTRAIT_SIZE, png, err);
    art_close(art);
    return ok;
}
