#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/engines.h"
#include "voice/line.h"
#include "voice/people.h"
#include "voice/pronounce.h"
#include "voice/ssml.h"
#include "voice/text.h"
#include "voice/treat.h"

/* Part of every hash: raise it when what the department does to speech changes. */
#define VOICE_DEPARTMENT "voice/9"

enum {
    MAX_CARDS = 1024,
    MAX_TEXT = 64 << 10,
    EDGE = PCM_RATE * 20 / 1000, /* silence kept at either end of a line */
};

const struct speaker *const voice_speakers[] = {&voice_neural, &voice_flite, &voice_espeak,
                                                NULL};

static struct voice_card ready_cards[MAX_CARDS];
static size_t ready_count;
static pthread_once_t ready_once = PTHREAD_ONCE_INIT;

static void collect_cards(void) {
    for (size_t i = 0; voice_speakers[i]; i++) {
        char why[200];
        if (!voice_speakers[i]->ready(why)) continue;
        size_t room = MAX_CARDS - ready_count;
        size_t count = voice_speakers[i]->cards(ready_cards + ready_count, room);
        ready_count += count < room ? count : room;
    }
    ready_count += people_cards(ready_cards, ready_count, ready_cards + ready_count,
                                MAX_CARDS - ready_count);
}

const struct voice_card *voice_cards(size_t *count) {
    pthread_once(&ready_once, collect_cards);
    *count = ready_count;
    return ready_cards;
}

bool voice_none_ready(struct error *err) {
    char why[200] = "";
    for (size_t i = 0; voice_speakers[i] && !why[0]; i++) voice_speakers[i]->ready(why);
    return error_set(err, PROBLEM_UNAVAILABLE, "No voice can speak. %s", why);
}

static bool speaks(const struct voice_card *card, const char *language) {
    if (!language || !language[0]) return true;
    size_t size = strcspn(language, "-_");
    for (const char *at = card->languages; *at;) {
        size_t length = strcspn(at, " ");
        if (length == size && strncasecmp(at, language, size) == 0) return true;
        at += length;
        while (*at == ' ') at++;
    }
    return false;
}

static const struct speaker *speaker_named(const char *engine) {
    for (size_t i = 0; voice_speakers[i]; i++)
        if (strcmp(voice_speakers[i]->name, engine) == 0) return voice_speakers[i];
    return NULL;
}

const struct voice_card *voice_card_named(const char *name) {
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    for (size_t i = 0; i < count && name; i++)
        if (strcmp(cards[i].name, name) == 0) return &cards[i];
    return NULL;
}

/* A person of people.h is a voice and how it is moved; `moved` gets both. */
static const struct utterance *of_engine(const struct utterance *asked,
                                         struct utterance *moved) {
    const struct voice_card *card = voice_card_named(asked->voice.voice);
    const struct voice_card *base = card ? voice_card_named(card->base) : NULL;
    *moved = *asked;
    if (!(moved->voice.tempo > 0)) moved->voice.tempo = 1;
    if (base) people_move(card, base, &moved->voice);
    return moved;
}

static const struct voice_card *best_card(const char *engine, const char *language,
                                          enum gender gender, bool any_language) {
    const struct voice_card *best = NULL;
    double best_score = -1;
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(cards[i].engine, engine) != 0 || cards[i].base) continue;
        if (!any_language && !speaks(&cards[i], language)) continue;
        double score = cards[i].quality + (cards[i].gender == gender ? 1 : 0);
        if (score > best_score) best = &cards[i], best_score = score;
    }
    return best;
}

/* Who is asked, in order: the choice, then the best of every engine in the language, then
 * anyone. */
static size_t candidates(const struct utterance *utterance, const struct voice_card *list[8]) {
    size_t made = 0;
    const struct voice_card *choice = voice_card_named(utterance->voice.voice);
    enum gender gender = choice ? choice->gender : GENDER_FEMALE;
    if (choice && speaks(choice, utterance->language)) list[made++] = choice;
    for (int any = 0; any < 2; any++)
        for (size_t i = 0; voice_speakers[i] && made < 8; i++) {
            const struct voice_card *card =
                best_card(voice_speakers[i]->name, utterance->language, gender, any);
            bool twice = !card;
            for (size_t k = 0; k < made && card; k++) twice |= list[k] == card;
            if (!twice) list[made++] = card;
        }
    return made;
}

/* ---- joining sentences ---- */

struct line_parts {
    struct pcm sound;
    LIST(struct phone) phones;
    LIST(struct word_time) words; /* in bytes of the line */
    double semitones, pace;       /* that the engine has moved by itself */
};

static void parts_done(struct line_parts *parts) {
    pcm_done(&parts->sound);
    list_done(&parts->phones);
    list_done(&parts->words);
}

static void add_silence_phone(struct line_parts *parts, int64_t end) {
    size_t count = parts->phones.count;
    int64_t start = count ? parts->phones.items[count - 1].end : 0;
    if (end <= start) return;
    if (count && parts->phones.items[count - 1].ipa[0] == '\0') {
        parts->phones.items[count - 1].end = end;
        return;
    }
    struct phone *phone = list_push(&parts->phones);
    phone->start = start;
    phone->end = end;
}

/* First and one past last sample that sound: blocks of 5 ms within 40 dB of the loudest. */
static void sounding(const struct pcm *sound, int64_t *first, int64_t *last) {
    const int64_t block = PCM_RATE / 200;
    double loudest = 0;
    for (int pass = 0; pass < 2; pass++) {
        bool begun = false;
        *first = 0, *last = sound->frames;
        for (int64_t at = 0; at < sound->frames; at += block) {
            int64_t end = at + block < sound->frames ? at + block : sound->frames;
            double power = 0;
            for (int64_t i = at; i < end; i++)
                power += (double)sound->samples[i] * sound->samples[i];
            power /= (double)(end - at);
            if (pass == 0) {
                loudest = fmax(loudest, power);
            } else if (power > loudest * 1e-4 && power > 0) {
                if (!begun) *first = at;
                begun = true;
                *last = end;
            }
        }
    }
}

static void append(struct line_parts *parts, const struct speech *spoken,
                   const struct sentence *sentence, double pauses) {
    int64_t first, last;
    sounding(&spoken->sound, &first, &last);
    first = first > EDGE ? first - EDGE : 0;
    last = last + EDGE < spoken->sound.frames ? last + EDGE : spoken->sound.frames;
    int64_t base = parts->sound.frames, length = last - first;
    int64_t pause = (int64_t)(sentence->pause_ms * pauses) * (PCM_RATE / 1000);
    parts->sound.channels = 1;
    parts->sound.samples =
        xrealloc(parts->sound.samples, (size_t)(base + length + pause), sizeof(float));
    memcpy(parts->sound.samples + base, spoken->sound.samples + first,
           (size_t)length * sizeof(float));
    memset(parts->sound.samples + base + length, 0, (size_t)pause * sizeof(float));
    parts->sound.frames = base + length + pause;
    for (size_t i = 0; i < spoken->phone_count; i++) {
        struct phone phone = spoken->phones[i];
        phone.start = (phone.start < first ? first : phone.start) - first + base;
        phone.end = (phone.end > last ? last : phone.end) - first + base;
        if (phone.end <= phone.start) continue;
        if (phone.ipa[0] == '\0')
            add_silence_phone(parts, phone.end);
        else
            *list_push(&parts->phones) = phone;
    }
    add_silence_phone(parts, base + length + pause);
    for (size_t i = 0; i < spoken->word_count; i++) {
        struct word_time word = spoken->words[i];
        if (word.text_size == 0 || word.text_start + word.text_size > sentence->size) continue;
        uint32_t end = sentence->origin[word.text_start + word.text_size - 1] + 1;
        word.text_start = sentence->origin[word.text_start];
        word.text_size = end - word.text_start;
        word.start = (word.start < first  ? first
                      : word.start > last ? last
                                          : word.start) -
                     first + base;
        word.end = (word.end < first  ? first
                    : word.end > last ? last
                                      : word.end) -
                   first + base;
        *list_push(&parts->words) = word;
    }
}

static double clamp(double value, double low, double high) {
    return value >= low ? (value <= high ? value : high) : low; /* NaN becomes low */
}

/* What is to be moved in all, whoever moves it. */
static double whole_pitch(const struct utterance *utterance) {
    const struct delivery how = voice_delivery(utterance->emotion, utterance->intensity);
    if (utterance->manner == MANNER_WHISPERED) return 0; /* it has no pitch to move */
    return clamp(utterance->voice.pitch_semitones, -24, 24) + how.semitones +
           (utterance->manner == MANNER_SHOUTED ? 2.5 : 0);
}
static double whole_tempo(const struct utterance *utterance) {
    static const double by_manner[] = {[MANNER_WHISPERED] = 0.94,
                                       [MANNER_SHOUTED] = 0.94,
                                       [MANNER_SUNG] = 0.78,
                                       [MANNER_CHANTED] = 0.8};
    size_t manner = (size_t)utterance->manner;
    double own = manner < COUNT_OF(by_manner) ? by_manner[manner] : 0;
    return clamp(utterance->voice.tempo, 0.5, 2) * (own > 0 ? own : 1);
}

double voice_chant_range(const struct utterance *utterance) {
    if (utterance->manner != MANNER_CHANTED) return 1;
    return line_is_chanted(utterance) ? 0.2 : 0.8;
}

static void rescale(struct speech *speech, int64_t from, int64_t to) {
    if (from == to || from == 0) return;
    double factor = (double)to / (double)from;
    int64_t at = 0;
    for (size_t i = 0; i < speech->phone_count; i++) {
        struct phone *phone = &speech->phones[i];
        int64_t end = (int64_t)llround((double)phone->end * factor);
        phone->start = at;
        phone->end = at = i + 1 == speech->phone_count ? to : end;
    }
    for (size_t i = 0; i < speech->word_count; i++) {
        speech->words[i].start = (int64_t)llround((double)speech->words[i].start * factor);
        speech->words[i].end = (int64_t)llround((double)speech->words[i].end * factor);
    }
}

static bool speak_parts(const struct utterance *utterance, const struct voice_card *card,
                        const struct sentences *sentences, struct cancel *cancel,
                        struct line_parts *parts, struct error *err) {
    const struct speaker *speaker = speaker_named(card->engine);
    const struct delivery how = voice_delivery(utterance->emotion, utterance->intensity);
    for (size_t i = 0; i < sentences->count; i++) {
        if (!cancel_check(cancel, err)) return false;
        struct utterance one = *utterance;
        one.text = sentences->items[i].text;
        one.voice.voice = card->name;
        one.voice.pitch_semitones = whole_pitch(utterance);
        one.voice.tempo = whole_tempo(utterance);
        const struct sentence *sentence = &sentences->items[i];
        double rate = sentence->rate > 0 ? sentence->rate : 1;
        one.voice.pitch_semitones += sentence->semitones;
        one.voice.tempo *= rate;
        struct speech spoken;
        if (!speaker->speak(&one, cancel, &spoken, err)) return false;
        /* What this sentence alone wants and its engine cannot do, is done to it alone. */
        bool moved = spoken.moved_pace != 1, bent = spoken.moved_semitones != 0;
        int64_t frames = spoken.sound.frames;
        treat_shift(&spoken.sound, bent ? 0 : sentence->semitones, 0, moved ? 1 : rate);
        rescale(&spoken, frames, spoken.sound.frames);
        if (sentence->gain_db != 0)
            treat_gain(&spoken.sound, 0, spoken.sound.frames, sentence->gain_db);
        parts->semitones = bent ? spoken.moved_semitones - sentence->semitones : 0;
        parts->pace = moved ? spoken.moved_pace / rate : 1;
        append(parts, &spoken, &sentences->items[i], how.pauses);
        speech_done(&spoken);
    }
    double power = pcm_rms_db(&parts->sound);
    return power > -90 ||
           error_set(err, PROBLEM_UNAVAILABLE, "The voice \"%s\" stayed silent.", card->name);
}

/* ---- words of the line, in its own bytes ---- */

static void settle_words(const char *text, const struct line_parts *parts,
                         struct speech *speech) {
    struct word_spans spans;
    voice_words(text, &spans);
    speech->words = xcalloc(spans.count + 1, sizeof *speech->words);
    speech->word_count = spans.count;
    int64_t frames = parts->sound.frames;
    for (size_t i = 0; i < spans.count; i++) {
        struct word_time *word = &speech->words[i];
        *word = (struct word_time){spans.items[i].start, spans.items[i].size, -1, -1};
        for (size_t k = 0; k < parts->words.count; k++) {
            const struct word_time *heard = &parts->words.items[k];
            if (heard->text_start + heard->text_size <= word->text_start ||
                heard->text_start >= word->text_start + word->text_size)
                continue;
            if (word->start < 0 || heard->start < word->start) word->start = heard->start;
            if (heard->end > word->end) word->end = heard->end;
        }
    }
    int64_t at = 0;
    for (size_t i = 0; i < spans.count; i++) {
        struct word_time *word = &speech->words[i];
        if (word->start >= 0) {
            if (word->start < at) word->start = at;
            if (word->end < word->start) word->end = word->start;
            at = word->end;
            continue;
        }
        /* Untimed words share the gap up to the next timed one by their length. */
        size_t next = i;
        double total = 0;
        while (next < spans.count && speech->words[next].start < 0)
            total += speech->words[next++].text_size;
        int64_t until = next < spans.count ? speech->words[next].start : frames;
        if (until < at) until = at;
        double passed = 0;
        for (size_t k = i; k < next; k++) {
            speech->words[k].start = at + (int64_t)((double)(until - at) * passed / total);
            passed += speech->words[k].text_size;
            speech->words[k].end = at + (int64_t)((double)(until - at) * passed / total);
        }
        at = until;
        i = next - 1;
    }
    list_done(&spans);
}

/* ---- treatment ---- */

/* slt was recorded close: her nasals and voiced stops are louder than her vowels. */
static void balance(struct speech *speech) {
    for (size_t i = 0; i < speech->phone_count; i++) {
        const struct phone *phone = &speech->phones[i];
        bool nasal =
            phone->ipa[0] == 'm' || phone->ipa[0] == 'n' || strcmp(phone->ipa, "ŋ") == 0;
        bool stop =
            phone->ipa[0] == 'b' || phone->ipa[0] == 'd' || strcmp(phone->ipa, "ɡ") == 0;
        if (nasal || stop)
            treat_gain(&speech->sound, phone->start, phone->end, nasal ? -5 : -3.5);
    }
}

static void treat(const struct utterance *utterance, const char *spoken_by,
                  struct speech *speech) {
    const struct voice_choice *voice = &utterance->voice;
    struct delivery how = voice_delivery(utterance->emotion, utterance->intensity);
    bool whispered = utterance->manner == MANNER_WHISPERED;
    bool shouted = utterance->manner == MANNER_SHOUTED, sung = utterance->manner == MANNER_SUNG;
    double pitch = whole_pitch(utterance) - speech->moved_semitones;
    double formant = clamp(voice->formant_semitones, -12, 12) + (shouted ? 0.5 : 0);
    double tempo = whole_tempo(utterance) / speech->moved_pace;
    treat_filter(&speech->sound, TREAT_HIGH_PASS, 70, 0.7, 0);
    if (strcmp(speech->engine, "flite") == 0)
        treat_open_up(&speech->sound, strcmp(spoken_by, "slt") == 0);
    else if (strcmp(speech->engine, "espeak-ng") == 0)
        treat_soften(&speech->sound);
    if (strcmp(spoken_by, "slt") == 0) balance(speech);
    int64_t before = speech->sound.frames;
    treat_shift(&speech->sound, pitch, formant, tempo);
    rescale(speech, before, speech->sound.frames);
    if (how.bright_db != 0)
        treat_filter(&speech->sound, TREAT_HIGH_SHELF, 2000, 0.6, how.bright_db);
    treat_tremor(&speech->sound, clamp(voice->tremor + how.tremor, 0, 1), 5.3);
    if (sung) treat_tremor(&speech->sound, 0.5, 5.8);
    if (whispered)
        treat_whisper(&speech->sound);
    else
        treat_breath(&speech->sound, clamp(voice->breath, 0, 1));
    if (shouted) treat_shout(&speech->sound);
    double level = -20 + how.level_db + (whispered ? -8.5 : shouted ? 6.5 : 0);
    treat_level(&speech->sound, level, -3);
    int64_t fade = PCM_RATE / 250; /* 4 ms */
    for (int64_t i = 0; i < fade && i < speech->sound.frames; i++) {
        speech->sound.samples[i] *= (float)i / (float)fade;
        speech->sound.samples[speech->sound.frames - 1 - i] *= (float)i / (float)fade;
    }
}

static void speak_silence(struct speech *out) {
    *out = (struct speech){.sound = pcm_silence(1, PCM_RATE / 2)};
    out->phones = xcalloc(1, sizeof *out->phones);
    out->phones[0].end = out->sound.frames;
    out->phone_count = 1;
    out->words = xcalloc(1, sizeof *out->words);
    snprintf(out->engine, sizeof out->engine, "silence");
}

bool voice_speak(const struct utterance *asked, struct cancel *cancel, struct speech *out,
                 struct error *err) {
    struct utterance moved;
    const struct utterance *utterance = of_engine(asked, &moved);
    if (strnlen(utterance->text, MAX_TEXT + 1) > MAX_TEXT)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "A line of more than %d KiB cannot be spoken; break it up.",
                         MAX_TEXT >> 10);
    struct sentences sentences;
    line_sentences(utterance, &sentences);
    if (sentences.count == 0) {
        voice_sentences_done(&sentences);
        speak_silence(out);
        return true;
    }
    const struct voice_card *list[8];
    size_t count = candidates(utterance, list);
    bool ok = count > 0 || voice_none_ready(err);
    struct line_parts parts = {0};
    const struct voice_card *speaker = NULL;
    for (size_t i = 0; ok && !speaker && i < count; i++) {
        if (speak_parts(utterance, list[i], &sentences, cancel, &parts, err)) {
            speaker = list[i];
            break;
        }
        parts_done(&parts);
        parts = (struct line_parts){0};
        if (cancel_asked(cancel)) break;
    }
    voice_sentences_done(&sentences);
    if (!speaker) return false;
    struct speech speech = {0};
    AUTO_FREE uint32_t *places = xcalloc(strlen(utterance->text) + 1, sizeof *places);
    AUTO_FREE char *shown = ssml_shown(utterance->text, places);
    for (size_t i = 0; i < parts.words.count; i++) {
        struct word_time *word = &parts.words.items[i];
        uint32_t end = places[word->text_start + word->text_size];
        word->text_start = places[word->text_start];
        word->text_size = end - word->text_start;
    }
    settle_words(shown, &parts, &speech);
    speech.sound = parts.sound;
    parts.sound = (struct pcm){0};
    speech.phones = TAKE(parts.phones.items);
    speech.phone_count = parts.phones.count;
    snprintf(speech.engine, sizeof speech.engine, "%s", speaker->engine);
    speech.moved_semitones = parts.semitones;
    speech.moved_pace = parts.pace;
    parts_done(&parts);
    treat(utterance, speaker->name, &speech);
    *out = speech;
    return true;
}

bool voice_stood_in(const struct utterance *utterance, const struct speech *speech) {
    const struct voice_card *card = voice_card_named(utterance->voice.voice);
    return card && speaks(card, utterance->language) &&
           strcmp(speech->engine, card->engine) != 0 && strcmp(speech->engine, "silence") != 0;
}

struct hash voice_hash(const struct utterance *utterance) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, VOICE_DEPARTMENT);
    for (size_t i = 0; voice_speakers[i]; i++) { /* any of them may have to step in */
        hasher_text(&hasher, voice_speakers[i]->name);
        hasher_text(&hasher, voice_speakers[i]->version);
    }
    hasher_text(&hasher, utterance->text);
    hasher_text(&hasher, utterance->language);
    hasher_text(&hasher, utterance->voice.voice);
    hasher_f64(&hasher, utterance->voice.pitch_semitones);
    hasher_f64(&hasher, utterance->voice.formant_semitones);
    hasher_f64(&hasher, utterance->voice.tempo);
    hasher_f64(&hasher, utterance->voice.tremor);
    hasher_f64(&hasher, utterance->voice.breath);
    hasher_u64(&hasher, (uint64_t)utterance->emotion);
    hasher_f64(&hasher, utterance->intensity);
    hasher_u64(&hasher, (uint64_t)utterance->manner);
    pronounce_hash(utterance->pronounce, utterance->text, &hasher);
    return hasher_final(&hasher);
}
