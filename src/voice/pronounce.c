#include "voice/pronounce.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "voice/order.h"
#include "voice/text.h"

struct entry {
    char *word; /* in lower case */
    char *said;
    size_t letters; /* code points of `word` */
    bool ipa;
};

struct pronounce {
    LIST(struct entry) entries;
};

void pronounce_free(struct pronounce *list) {
    for (size_t i = 0; list && i < list->entries.count; i++) {
        free(list->entries.items[i].word);
        free(list->entries.items[i].said);
    }
    if (list) list_done(&list->entries);
    free(list);
}

static char *trimmed(const char *from, const char *end) {
    while (from < end && (*from == ' ' || *from == '\t')) from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) end--;
    char *copy = xcalloc((size_t)(end - from) + 1, 1);
    memcpy(copy, from, (size_t)(end - from));
    return copy;
}

static bool read_line(struct pronounce *list, const char *from, const char *end, int line,
                      struct error *err) {
    const char *hash = memchr(from, '#', (size_t)(end - from));
    if (hash) end = hash;
    AUTO_FREE char *whole = trimmed(from, end);
    if (!whole[0]) return true;
    const char *equals = strchr(whole, '=');
    AUTO_FREE char *word = equals ? trimmed(whole, equals) : NULL;
    AUTO_FREE char *said = equals ? trimmed(equals + 1, whole + strlen(whole)) : NULL;
    size_t size = said ? strlen(said) : 0;
    bool fine = word && word[0] && size && strlen(word) <= 100 && size <= 200;
    for (const char *at = whole; fine && *at; at++)
        fine = (unsigned char)*at >= ' ' || *at == '\t';
    if (!fine || list->entries.count == PRONOUNCE_MAX_ENTRIES) {
        error_set(err, PROBLEM_BAD_INPUT,
                  "Line %d of the pronunciation list is not \"word = how it is said\".", line);
        return error_at(err, line, 1);
    }
    struct entry *entry = list_push(&list->entries);
    entry->word = utf8_fold(word);
    entry->letters = utf8_length(entry->word);
    entry->ipa = size > 2 && said[0] == '/' && said[size - 1] == '/';
    entry->said = entry->ipa ? trimmed(said + 1, said + size - 1) : xstrdup(said);
    return true;
}

static int longer_first(const void *left, const void *right) {
    const struct entry *a = left, *b = right;
    if (a->letters != b->letters) return a->letters > b->letters ? -1 : 1;
    return strcmp(a->word, b->word);
}

bool pronounce_read(const char *bytes, size_t size, struct pronounce **list,
                    struct error *err) {
    if (size > PRONOUNCE_MAX_SIZE || memchr(bytes, '\0', size))
        return error_set(err, size > PRONOUNCE_MAX_SIZE ? PROBLEM_TOO_LARGE : PROBLEM_BAD_INPUT,
                         "A pronunciation list is a text of at most %d KiB.",
                         PRONOUNCE_MAX_SIZE >> 10);
    struct pronounce *read = xcalloc(1, sizeof *read);
    const char *end = bytes + size;
    int line = 1;
    for (const char *at = bytes; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        if (!read_line(read, at, stop, line, err)) {
            pronounce_free(read);
            return false;
        }
        at = stop + (stop < end);
    }
    if (read->entries.count)
        qsort(read->entries.items, read->entries.count, sizeof *read->entries.items,
              longer_first);
    *list = read;
    return true;
}

static bool is_letter_at(const char *at, const char *end) {
    uint32_t code = ' ';
    if (at < end) utf8_decode(at, end, &code);
    return utf8_is_letter(code) || (code >= '0' && code <= '9');
}

/* The bytes of `at` that are this entry's word, ending where a word ends; 0: none. */
static size_t matches(const struct entry *entry, const char *at, const char *end) {
    const char *from = at, *word = entry->word, *word_end = word + strlen(word);
    while (word < word_end) {
        uint32_t wanted, code;
        word += utf8_decode(word, word_end, &wanted);
        if (at >= end) return 0;
        at += utf8_decode(at, end, &code);
        if (utf8_to_lower(code) != wanted) return 0;
    }
    return is_letter_at(at, end) ? 0 : (size_t)(at - from);
}

static const struct entry *find(const struct pronounce *list, const char *at, const char *end,
                                size_t *size) {
    for (size_t i = 0; i < list->entries.count; i++)
        if ((*size = matches(&list->entries.items[i], at, end))) return &list->entries.items[i];
    return NULL;
}

void pronounce_apply(const struct pronounce *list, struct sentence *sentence) {
    if (!list) return;
    struct buf text;
    LIST(uint32_t) origin = {0};
    buf_init(&text, 1 << 20);
    const char *start = sentence->text, *end = start + sentence->size;
    bool inside = false;
    for (const char *at = start; at < end;) {
        size_t size = 0;
        uint32_t code;
        const struct entry *entry = inside ? NULL : find(list, at, end, &size);
        if (entry) {
            if (entry->ipa)
                buf_printf(&text, "%c%s%c%.*s%c", ORDER_IPA_OPEN, entry->said, ORDER_IPA_MID,
                           (int)size, at, ORDER_IPA_CLOSE);
            else
                buf_text(&text, entry->said);
        } else {
            size = utf8_decode(at, end, &code);
            inside = is_letter_at(at, end);
            buf_add(&text, at, size);
        }
        uint32_t from = sentence->origin[at - start],
                 to = sentence->origin[at - start + (long)size - 1];
        while (origin.count < text.size) {
            bool last = entry && origin.count + 2 >= text.size; /* the word's, or the mark's */
            uint32_t one =
                entry ? (last ? to : from)
                      : sentence->origin[at - start + (long)(origin.count + size - text.size)];
            *(uint32_t *)list_push(&origin) = one;
        }
        at += size;
    }
    voice_replace_text(sentence, &text, origin.items);
}

void pronounce_hash(const struct pronounce *list, const char *text, struct hasher *hasher) {
    const char *end = text + strlen(text);
    bool inside = false;
    for (const char *at = text; list && at < end;) {
        size_t size = 0;
        uint32_t code;
        const struct entry *entry = inside ? NULL : find(list, at, end, &size);
        if (entry) {
            hasher_text(hasher, entry->word);
            hasher_text(hasher, entry->said);
            at += size;
            continue;
        }
        inside = is_letter_at(at, end);
        at += utf8_decode(at, end, &code);
    }
}
