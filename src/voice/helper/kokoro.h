/* What Kokoro was trained on: espeak-ng's phones written in the symbols of its author's reader
 * (misaki), as misaki/espeak.py maps them. */
#ifndef VOICE_HELPER_KOKORO_H
#define VOICE_HELPER_KOKORO_H

enum { KOKORO_MAX_PHONE = 32 };

enum kokoro_accent {
    KOKORO_AMERICAN,
    KOKORO_BRITISH,
    KOKORO_SPANISH,
    KOKORO_FRENCH,
    KOKORO_HINDI,
    KOKORO_ITALIAN,
    KOKORO_PORTUGUESE,
    KOKORO_JAPANESE,
    KOKORO_MANDARIN,
};

/* By the language of the line; an English line by the style's own accent. */
enum kokoro_accent kokoro_accent_of(const char *style, const char *language);
const char *kokoro_reader(enum kokoro_accent accent); /* the voice of espeak-ng; of Japanese
                                                         for what is not */

/* One phone in Kokoro's symbols; the result is `ipa` or `to`. */
const char *kokoro_phone(const char *ipa, enum kokoro_accent accent,
                         char to[static KOKORO_MAX_PHONE]);

#endif
