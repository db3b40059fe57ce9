#include "breakdown/lexicon.h"

#include <stdio.h>
#include <string.h>

#include "breakdown/words.h"

/* The trie: every phrase and every beginning of a phrase is a node, found by the hash of its
 * words. A text is followed from node to node; at the first word that leads nowhere the walk
 * ends. */
struct node {
    uint64_t hash;  /* 0: free */
    uint32_t entry; /* 1 + index of the first entry; 0: a beginning only */
};
struct entry {
    uint32_t next; /* 1 + index */
    enum topic topic;
    enum word_form form;
    const struct cue *cue;
    int value;     /* TOPIC_NAME: character, -1 when two share the phrase */
    bool any_case; /* TOPIC_NAME */
};
struct hit_list {
    struct hit *items;
    size_t count, room;
};
struct lexicon {
    struct node *nodes;
    size_t node_room, node_count; /* room is a power of two */
    struct entry *entries;
    size_t entry_count, entry_room;
    struct arena *arena;
    struct word_list words; /* scratch */
    struct hit_list hits;   /* scratch */
};

enum { PHRASE_MAX = 6 }; /* words */

static const struct cue_table *const tables[] = {
    &breakdown_places,           &breakdown_hours,
    &breakdown_weathers,         &breakdown_props,
    &breakdown_cultures,         &breakdown_festivals,
    &breakdown_periods,          &breakdown_moods,
    &breakdown_emotions,         &breakdown_manners,
    &breakdown_people,           &breakdown_given_names,
    &breakdown_given_names_more, &breakdown_given_names_native,
    &breakdown_traits,           &breakdown_wear,
    &breakdown_colors,           &breakdown_acts,
    &breakdown_acts_world,       &breakdown_sounds,
    &breakdown_openings,         &breakdown_grammar,
    &breakdown_language_words,   &breakdown_traps,
};

/* FNV-1a over the words and their ends, then mixed. 64 bits stand for the phrase itself: with
 * some ten thousand phrases two alike are not to be expected in the life of the program. */
static const uint64_t hash_start = 0xcbf29ce484222325u;
static uint64_t hash_word(uint64_t hash, const char *word) {
    for (const unsigned char *at = (const unsigned char *)word; *at; at++)
        hash = (hash ^ *at) * 0x100000001b3u;
    hash = (hash ^ 0xff) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
    return hash ? hash : 1;
}

static struct node *node_slot(struct node *nodes, size_t room, uint64_t hash) {
    for (size_t i = hash & (room - 1);; i = (i + 1) & (room - 1))
        if (nodes[i].hash == hash || !nodes[i].hash) return &nodes[i];
}

static struct node *node_add(struct lexicon *lexicon, uint64_t hash) {
    if (lexicon->node_count * 2 >= lexicon->node_room) {
        size_t room = lexicon->node_room ? lexicon->node_room * 2 : 1 << 15;
        struct node *nodes = xcalloc(room, sizeof *nodes);
        for (size_t i = 0; i < lexicon->node_room; i++)
            if (lexicon->nodes[i].hash)
                *node_slot(nodes, room, lexicon->nodes[i].hash) = lexicon->nodes[i];
        free(lexicon->nodes);
        lexicon->nodes = nodes;
        lexicon->node_room = room;
    }
    struct node *node = node_slot(lexicon->nodes, lexicon->node_room, hash);
    if (!node->hash) {
        node->hash = hash;
        lexicon->node_count++;
    }
    return node;
}

static struct entry *entry_push(struct lexicon *lexicon) {
    if (lexicon->entry_count == lexicon->entry_room)
        lexicon->entries =
            list_grow(lexicon->entries, &lexicon->entry_room, sizeof *lexicon->entries);
    struct entry *entry = &lexicon->entries[lexicon->entry_count++];
    memset(entry, 0, sizeof *entry);
    return entry;
}

/* The node of words[0..count-1], made with all its beginnings. */
static struct node *phrase_node(struct lexicon *lexicon, const char *const *words,
                                size_t count) {
    uint64_t hash = hash_start;
    struct node *node = NULL;
    for (size_t i = 0; i < count; i++) {
        hash = hash_word(hash, words[i]);
        node = node_add(lexicon, hash);
    }
    return node;
}

static void add_form(struct lexicon *lexicon, enum topic topic, const struct cue *cue,
                     const char *const *words, size_t count, enum word_form form) {
    struct node *node = phrase_node(lexicon, words, count);
    uint32_t before = node->entry;
    struct entry *entry = entry_push(lexicon);
    *entry = (struct entry){
        .next = before, .topic = topic, .form = form, .cue = cue, .value = cue->value};
    node->entry = (uint32_t)lexicon->entry_count;
}

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* English spelling of regular endings. `out` has room for the word and four more. */
static void with_s(const char *word, char *out) {
    size_t n = strlen(word);
    char last = n ? word[n - 1] : 0, before = n > 1 ? word[n - 2] : 0;
    if (last == 'y' && !is_vowel(before))
        sprintf(out, "%.*sies", (int)n - 1, word);
    else if (last == 's' || last == 'x' || last == 'z' ||
             (last == 'h' && (before == 'c' || before == 's')))
        sprintf(out, "%ses", word);
    else
        sprintf(out, "%ss", word);
}

static bool doubles_last(const char *word, size_t n) {
    if (n < 3 || is_vowel(word[n - 1]) || !is_vowel(word[n - 2]) || is_vowel(word[n - 3]))
        return false;
    if (strchr("wxy", word[n - 1])) return false;
    for (size_t i = 0; i + 2 < n; i++)
        if (is_vowel(word[i])) return false; /* more than one syllable */
    return true;
}

static void with_ed_and_ing(const char *word, char *ed, char *ing) {
    size_t n = strlen(word);
    int stem = (int)n;
    char last = word[n - 1], before = n > 1 ? word[n - 2] : 0;
    if (last == 'e') {
        sprintf(ed, "%sd", word);
        if (before == 'i')
            sprintf(ing, "%.*sying", stem - 2, word);
        else if (before == 'e')
            sprintf(ing, "%sing", word);
        else
            sprintf(ing, "%.*sing", stem - 1, word);
    } else if (last == 'y' && !is_vowel(before)) {
        sprintf(ed, "%.*sied", stem - 1, word);
        sprintf(ing, "%sing", word);
    } else if (doubles_last(word, n)) {
        sprintf(ed, "%s%ced", word, last);
        sprintf(ing, "%s%cing", word, last);
    } else {
        sprintf(ed, "%sed", word);
        sprintf(ing, "%sing", word);
    }
}

static void add_alternative(struct lexicon *lexicon, enum topic topic, const struct cue *cue,
                            const char *phrase) {
    lexicon->words.count = 0;
    words_cut(lexicon->arena, phrase, &lexicon->words);
    size_t count = lexicon->words.count;
    if (!count || count > PHRASE_MAX) die("a cue has no words or too many: \"%s\"", phrase);
    const char *words[PHRASE_MAX];
    for (size_t i = 0; i < count; i++) words[i] = lexicon->words.items[i].text;
    add_form(lexicon, topic, cue, words, count, cue->flags & CUE_PAST ? FORM_ED : FORM_BASE);
    char s[128], ed[128], ing[128];
    if (cue->flags & CUE_NOUN) { /* the plural is on the last word */
        with_s(words[count - 1], s);
        words[count - 1] = s;
        add_form(lexicon, topic, cue, words, count, FORM_S);
    }
    if (cue->flags & CUE_VERB) { /* "look at": the ending is on the first */
        const char *base = words[0];
        with_s(base, s);
        with_ed_and_ing(base, ed, ing);
        const char *const forms[] = {s, ed, ing};
        for (size_t i = 0; i < 3; i++) {
            words[0] = forms[i];
            add_form(lexicon, topic, cue, words, count, (enum word_form)(FORM_S + i));
        }
    }
}

static void add_cue(struct lexicon *lexicon, enum topic topic, const struct cue *cue) {
    char phrase[96];
    for (const char *at = cue->words;; at++) {
        size_t size = strcspn(at, "|");
        if (size >= sizeof phrase) die("a cue is too long: \"%s\"", at);
        memcpy(phrase, at, size);
        phrase[size] = '\0';
        add_alternative(lexicon, topic, cue, phrase);
        at += size;
        if (!*at) break;
    }
}

struct lexicon *lexicon_new(struct arena *arena) {
    struct lexicon *lexicon = xcalloc(1, sizeof *lexicon);
    lexicon->arena = arena;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (size_t k = 0; k < tables[i]->count; k++)
            add_cue(lexicon, tables[i]->topic, &tables[i]->cues[k]);
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon) {
    if (!lexicon) return;
    free(lexicon->nodes);
    free(lexicon->entries);
    list_done(&lexicon->words);
    list_done(&lexicon->hits);
    free(lexicon);
}

void lexicon_name(struct lexicon *lexicon, const char *phrase, int character, bool shared,
                  bool any_case) {
    lexicon->words.count = 0;
    words_cut(lexicon->arena, phrase, &lexicon->words);
    size_t count = lexicon->words.count < PHRASE_MAX ? lexicon->words.count : PHRASE_MAX;
    if (!count) return;
    const char *words[PHRASE_MAX];
    for (size_t i = 0; i < count; i++) words[i] = lexicon->words.items[i].text;
    struct node *node = phrase_node(lexicon, words, count);
    for (uint32_t i = node->entry; i; i = lexicon->entries[i - 1].next) {
        struct entry *entry = &lexicon->entries[i - 1];
        if (entry->topic != TOPIC_NAME) continue;
        if (shared && entry->value != character) entry->value = -1;
        return;
    }
    uint32_t before = node->entry;
    struct entry *entry = entry_push(lexicon);
    *entry = (struct entry){
        .next = before, .topic = TOPIC_NAME, .value = character, .any_case = any_case};
    node->entry = (uint32_t)lexicon->entry_count;
}

/* "a ring", "his old ring": a determiner right before, or one adjective between. */
static bool is_determined(const struct word *words, size_t at) {
    if (words[at].flags & WORD_START) return false;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        const struct word *word = &words[at - back];
        if (word->grammar == GRAMMAR_DETERMINER || word->grammar == GRAMMAR_OWNER ||
            word->grammar == GRAMMAR_NUMBER || (word->flags & WORD_OWNS))
            return true;
        if (word->grammar != GRAMMAR_ADJECTIVE || (word->flags & WORD_START)) return false;
    }
    return false;
}

static bool entry_fits(const struct entry *entry, const struct word *words, size_t at,
                       size_t count) {
    bool capital = (words[at].flags & WORD_CAPITAL) || !(words[at].flags & WORD_CASED);
    if (entry->topic == TOPIC_NAME) return entry->value >= 0 && (entry->any_case || capital);
    unsigned flags = entry->cue->flags;
    if ((flags & CUE_CAPITAL) && !capital) return false;
    if ((flags & CUE_DETERMINED) && count == 1 && !is_determined(words, at)) return false;
    return true;
}

/* Numbers and words in -ly need no list. */
static void mark_grammar(struct lexicon *lexicon, size_t at, const struct node *node) {
    struct word *word = &lexicon->words.items[at];
    if (word->number >= 0) word->grammar = GRAMMAR_NUMBER;
    for (uint32_t i = node && node->hash ? node->entry : 0; i;
         i = lexicon->entries[i - 1].next) {
        const struct entry *entry = &lexicon->entries[i - 1];
        if (entry->topic == TOPIC_GRAMMAR) {
            word->grammar = (uint8_t)entry->value;
            if (entry->value == GRAMMAR_NUMBER) word->number = (int16_t)entry->cue->weight;
        } else if (entry->topic == TOPIC_COLOR && !word->grammar) {
            word->grammar = GRAMMAR_ADJECTIVE;
        }
    }
}

static void push_hits(struct lexicon *lexicon, uint32_t first, size_t at, size_t count,
                      bool sounds) {
    for (uint32_t i = first; i; i = lexicon->entries[i - 1].next) {
        const struct entry *entry = &lexicon->entries[i - 1];
        if (entry->topic == TOPIC_GRAMMAR || (entry->topic == TOPIC_SOUND) != sounds ||
            !entry_fits(entry, lexicon->words.items, at, count))
            continue;
        *list_push(&lexicon->hits) = (struct hit){.topic = entry->topic,
                                                  .form = entry->form,
                                                  .cue = entry->cue,
                                                  .value = entry->value,
                                                  .word = (uint32_t)at,
                                                  .count = (uint32_t)count};
    }
}

/* Reads the longest phrase at `at` into the hits; returns the words it took, at least 1. Sounds
 * are heard beside other meanings: their phrases ("opens the letter") take no words away,
 * unless they are only the beginning of a phrase that means something else ("crack of dawn").
 */
static size_t scan_at(struct lexicon *lexicon, size_t at) {
    const struct word *words = lexicon->words.items;
    uint64_t hash = hash_start;
    uint32_t best[2] = {0, 0}; /* else, sounds */
    size_t best_count[2] = {1, 0};
    for (size_t count = 1; count <= PHRASE_MAX && at + count <= lexicon->words.count; count++) {
        const struct word *word = &words[at + count - 1];
        if (count > 1 && (word->flags & (WORD_START | WORD_COMMA))) break;
        hash = hash_word(hash, word->text);
        const struct node *node = node_slot(lexicon->nodes, lexicon->node_room, hash);
        if (count == 1) mark_grammar(lexicon, at, node);
        if (!node->hash) break;
        for (uint32_t i = node->entry; i; i = lexicon->entries[i - 1].next) {
            const struct entry *entry = &lexicon->entries[i - 1];
            bool sound = entry->topic == TOPIC_SOUND;
            if (best_count[sound] == count && best[sound]) continue;
            if (!entry_fits(entry, words, at, count)) continue;
            best[sound] = node->entry;
            best_count[sound] = count;
        }
    }
    push_hits(lexicon, best[0], at, best_count[0], false);
    enum topic topic = best[0] && lexicon->hits.count
                           ? lexicon->hits.items[lexicon->hits.count - 1].topic
                           : TOPIC_ACT;
    if (best_count[1] >= best_count[0] || topic == TOPIC_ACT || topic == TOPIC_OPENING)
        push_hits(lexicon, best[1], at, best_count[1], true);
    return best_count[0];
}

struct scan lexicon_scan(struct lexicon *lexicon, const char *text, int line, int column) {
    struct scan scan = {.text = text ? text : "", .line = line, .column = column};
    lexicon->words.count = 0;
    lexicon->hits.count = 0;
    words_cut(lexicon->arena, scan.text, &lexicon->words);
    for (size_t at = 0; at < lexicon->words.count;) {
        size_t count = scan_at(lexicon, at);
        at += count;
    }
    scan.words = list_take(lexicon->arena, &lexicon->words);
    scan.word_count = lexicon->words.count;
    scan.hits = list_take(lexicon->arena, &lexicon->hits);
    scan.hit_count = lexicon->hits.count;
    return scan;
}
