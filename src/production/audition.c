/* One line of a character, to hear who was cast. */
#include "production/film.h"

static bool find_line(const struct production *p, size_t character, size_t *line) {
    for (*line = 0; *line < p->breakdown->line_count; ++*line)
        if (p->breakdown->lines[*line].character == (int)character) return true;
    return false;
}

static bool say(struct production *p, const struct spoken *line, struct speech *speech,
                struct error *err) {
    AUTO_FREE char *bytes = NULL;
    size_t size = 0;
    struct error damaged = {0};
    if (!storage_get(p->storage, &line->name, &bytes, &size, err)) return false;
    if (bytes && speech_read(bytes, size, speech, &damaged)) return true;
    if (!voice_speak(&line->utterance, NULL, speech, err)) return false;
    AUTO(buf_done) struct buf out;
    buf_init(&out, SIZE_MAX / 2);
    speech_write(speech, &out);
    if (buf_ok(&out, err) && storage_put(p->storage, &line->name, out.bytes, out.size, err))
        return true;
    speech_done(speech);
    return false;
}

bool production_audition(struct production *p, size_t character, struct buf *wav,
                         struct error *err) {
    size_t line;
    struct speech speech;
    if (!p->lines || !find_line(p, character, &line))
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such character who speaks.");
    if (!say(p, &p->lines[line], &speech, err)) return false;
    pcm_to_wav(&speech.sound, false, wav);
    speech_done(&speech);
    return buf_ok(wav, err);
}

const struct voice_card *production_voices(size_t *count) {
    return voice_cards(count);
}
