/* A project's pronunciation list: how its names are said.
 *
 * A text file in UTF-8, a word or a few in a line, whatever case:
 *     Aaranya = aa-run-ya          respelled
 *     Siobhan = /ʃɪˈvɔːn/          in IPA, for voices that can speak it (Kokoro, Piper)
 *     # a remark
 * Longer entries win. */
#ifndef VOICE_PRONOUNCE_H
#define VOICE_PRONOUNCE_H

#include "base/error.h"
#include "base/hash.h"

struct sentence;

enum { PRONOUNCE_MAX_SIZE = 256 << 10, PRONOUNCE_MAX_ENTRIES = 4000 };

struct pronounce;

/* PROBLEM_BAD_INPUT with the line's number. */
bool pronounce_read(const char *bytes, size_t size, struct pronounce **list,
                    struct error *err) MUST_USE;
void pronounce_free(struct pronounce *list); /* NULL is allowed */

/* Puts what the list says in the place of its words: respellings as they stand, IPA in
 * order.h's marks. */
void pronounce_apply(const struct pronounce *list, struct sentence *sentence);

/* Adds the entries that occur in a text: what its sound depends on. */
void pronounce_hash(const struct pronounce *list, const char *text, struct hasher *hasher);

#endif
