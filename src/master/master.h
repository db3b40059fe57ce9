/* Mastering: pieces of picture encoded once each as closed groups, joined without encoding
 * again, with sound, captions, chapters, metadata and a poster into one MP4. */
#ifndef MASTER_MASTER_H
#define MASTER_MASTER_H

#include "base/pcm.h"
#include "camera/shooter.h"
#include "edit/captions.h"

/* H.264 High, yuv420p, BT.709 tagged, by x264. One piece is encoded by one thread, so that its
 * bytes do not depend on the machine's cores; pieces run side by side. */
struct piece_format {
    int width, height;
    struct rational fps;
    int crf;            /* x264 constant quality, 18..28 */
    const char *preset; /* x264's: "veryfast", "medium", ... */
};
struct piece_format piece_format_default(int width, int height, struct rational fps);
void piece_format_hash(const struct piece_format *format,
                       struct hasher *hasher); /* and x264's build */

struct encoder; /* one piece in the making */
bool encoder_open(const struct piece_format *format, struct encoder **encoder,
                  struct error *err) MUST_USE;
bool encoder_frame(struct encoder *encoder, const struct frame *frame,
                   struct error *err) MUST_USE;
/* Ends the piece: packets with their sizes, times and key flags, in the form that film_join
 * reads. */
bool encoder_finish(struct encoder *encoder, struct buf *piece, struct error *err) MUST_USE;
void encoder_close(struct encoder *encoder); /* NULL is allowed; also after a failure */

struct chapter {
    int64_t start, end; /* film frames */
    const char *title;
};

/* Encodes a 48 kHz WAV, mono or stereo, as AAC-LC of `bitrate` bits a second (32000 to 512000)
 * into a file that only film_join reads. Flat memory. After a failure there is no file. */
bool film_encode_sound(const char *wave_path, int bitrate, const char *path,
                       struct cancel *cancel, struct error *err) MUST_USE;

struct captions_track { /* of mov_text */
    const struct captions *captions;
    const char *language; /* BCP 47 */
};
enum { FILM_MAX_CAPTIONS = 16 };

struct film_parts {
    struct piece_format format;
    /* Yields piece i's bytes; they are borrowed until the next call. */
    bool (*piece)(void *data, size_t index, const void **bytes, size_t *size,
                  struct error *err);
    void *data;
    size_t piece_count;
    const char *sound_path; /* as film_encode_sound wrote it; NULL: a silent film */
    /* Up to FILM_MAX_CAPTIONS; players show the first. One without a cue is left out. */
    const struct captions_track *captions;
    size_t captions_count;
    const struct chapter *chapters;
    size_t chapter_count;
    const char *title, *artist, *comment, *date; /* metadata; NULL: none. Never the clock */
    const void *poster;                          /* JPEG or PNG as cover art; NULL: none */
    size_t poster_size;
};

/* Writes the film to `path` (a temporary name chosen by the caller: the final name is given by
 * a rename after the review). Fast start. Same parts, same bytes. */
bool film_join(const struct film_parts *parts, const char *path, struct cancel *cancel,
               struct error *err) MUST_USE;

#endif
