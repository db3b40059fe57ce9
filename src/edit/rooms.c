/* How places answer a voice: the size of the room within, and of what stands around without. */
#include <string.h>

#include "base/memory.h"
#include "edit/mix.h"

/* Inside an open place is what stands there: the greenhouse of a garden, a boat's cabin, a tent
 * in the desert. Outside, up to 0.05 is dry: no far face sends a voice back. */
static const struct room {
    const char *place;
    double inside, outside;
} rooms[] = {
    {"courtyard", 0.2, 0.12}, {"temple", 0.7, 0.1},
    {"mosque", 0.85, 0.12},   {"church", 0.9, 0.08},
    {"living_room", 0.12, 0}, {"kitchen", 0.15, 0},
    {"bedroom", 0.08, 0},     {"hut", 0.1, 0},
    {"hall", 0.55, 0.1},      {"office", 0.18, 0.06},
    {"classroom", 0.3, 0.06}, {"hospital", 0.35, 0.06},
    {"cafe", 0.2, 0.06},      {"restaurant", 0.25, 0.06},
    {"shop", 0.18, 0.06},     {"market", 0.4, 0.07},
    {"street", 0.25, 0.08},   {"bus_stop", 0.12, 0.06},
    {"alley", 0.3, 0.2},      {"village", 0.12, 0},
    {"city", 0.25, 0.1},      {"roof", 0.15, 0},
    {"park", 0.15, 0},        {"garden", 0.15, 0},
    {"forest", 0.1, 0.08},    {"field", 0.12, 0},
    {"farm", 0.3, 0.06},      {"hill", 0.12, 0.1},
    {"hill_road", 0.12, 0.1}, {"mountain", 0.15, 0.5},
    {"river", 0.12, 0},       {"lake", 0.12, 0.08},
    {"beach", 0.12, 0},       {"sea", 0.1, 0},
    {"harbour", 0.35, 0.08},  {"lighthouse", 0.35, 0},
    {"lamp_room", 0.25, 0},   {"desert", 0.1, 0},
    {"snow", 0.1, 0},         {"cave", 0.8, 0.3},
    {"castle", 0.65, 0.2},    {"station", 0.6, 0.1},
    {"train", 0.1, 0},        {"car", 0, 0},
    {"bus", 0.08, 0},         {"stage", 0.5, 0.15},
    {"podcast", 0.05, 0},     {"studio", 0.05, 0},
    {"spaceship", 0.3, 0},    {"underwater", 0.6, 0.6},
    {"abstract", 0.4, 0},     {"interior", 0.15, 0},
    {"exterior", 0.15, 0},
};

const char *mix_room_place(int index) {
    return index >= 0 && index < (int)COUNT_OF(rooms) ? rooms[index].place : NULL;
}

struct mix_room mix_room_of(const char *place, bool inside) {
    const struct room *room = NULL;
    for (size_t i = 0; i < COUNT_OF(rooms) && !room; i++)
        if (strcmp(rooms[i].place, place ? place : inside ? "interior" : "exterior") == 0)
            room = &rooms[i];
    if (!room) return mix_room_of(NULL, inside);
    return (struct mix_room){.inside = inside, .size = inside ? room->inside : room->outside};
}
