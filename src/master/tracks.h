/* The tracks of the MP4 beside the picture: sound, captions, chapters, cover. Used by join.c.
 */
#ifndef MASTER_TRACKS_H
#define MASTER_TRACKS_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <stdio.h>

#include "master/master.h"

/* Maps an AVERROR to a problem with the sentence; sets the cause. Returns false. */
bool tracks_fail(struct error *err, int averror, const char *sentence);

/* The encoded sound (sound.c), packet by packet. */
struct sound_track {
    AVStream *stream;
    FILE *file;
};
bool tracks_sound_open(struct sound_track *track, AVFormatContext *file, const char *path,
                       struct error *err) MUST_USE;
/* The next packet in 1/48000 s, or *got false at the end. */
bool tracks_sound_packet(struct sound_track *track, AVPacket *packet, bool *got,
                         struct error *err) MUST_USE;
void tracks_sound_close(struct sound_track *track);

/* A mov_text stream; times of its packets are 1/48000 s. */
AVStream *tracks_captions_open(AVFormatContext *file, const struct film_parts *parts,
                               const char *language);
bool tracks_captions_packet(const struct caption *caption, AVPacket *packet,
                            struct error *err) MUST_USE;

bool tracks_add_chapters(AVFormatContext *file, const struct film_parts *parts,
                         struct error *err) MUST_USE;

/* A stream with an attached picture, whose one packet is to be written after the header. */
bool tracks_cover_open(AVStream **stream, AVFormatContext *file, const struct film_parts *parts,
                       struct error *err) MUST_USE;

/* ISO 639-2 code for a BCP 47 tag ("en-GB" gives "eng"); "und" when not known. Static. */
const char *tracks_language(const char *tag);

#endif
