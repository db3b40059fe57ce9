/* Inside the voice room: people by name, made of the engines' voices. */
#ifndef VOICE_PEOPLE_H
#define VOICE_PEOPLE_H

#include "voice/speaker.h"

/* Adds the people that the given cards can be made into; at most `room`. They point into
 * `cards`, which must stay. Returns how many. */
size_t people_cards(const struct voice_card *cards, size_t count, struct voice_card *out,
                    size_t room);

/* What a person is on top of the voice that their card is based on. */
void people_move(const struct voice_card *person, const struct voice_card *base,
                 struct voice_choice *choice);

#endif
