#include "master/tracks.h"

#include <errno.h>
#include <libavutil/channel_layout.h>
#include <string.h>

#include "base/memory.h"

static const AVRational samples_base = {1, PCM_RATE};

bool tracks_fail(struct error *err, int averror, const char *sentence) {
    char text[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(averror, text, sizeof text);
    if (averror == AVERROR(ENOSPC) || averror == AVERROR(EFBIG) || averror == AVERROR(EDQUOT))
        error_set(err, PROBLEM_NO_SPACE,
                  "The disk is full: the film does not fit. Free some space and try again.");
    else if (averror == AVERROR(EACCES) || averror == AVERROR(EPERM) ||
             averror == AVERROR(EROFS))
        error_set(err, PROBLEM_NO_PERMISSION, "%s: the system does not permit it.", sentence);
    else if (averror == AVERROR(ENOENT) || averror == AVERROR(ENOTDIR) ||
             averror == AVERROR(EISDIR))
        error_set(err, PROBLEM_CANNOT_CREATE, "%s: the folder is not there.", sentence);
    else if (averror == AVERROR(EIO))
        error_set(err, PROBLEM_IO, "%s: the disk reports a failure.", sentence);
    else
        error_set(err, PROBLEM_INTERNAL, "%s.", sentence);
    return error_cause(err, "%s", text);
}

/* --- captions --- */

const char *tracks_language(const char *tag) {
    static const char *const rows[][2] = {
        {"en", "eng"}, {"ta", "tam"}, {"hi", "hin"}, {"te", "tel"}, {"kn", "kan"},
        {"ml", "mal"}, {"bn", "ben"}, {"mr", "mar"}, {"gu", "guj"}, {"pa", "pan"},
        {"ur", "urd"}, {"sa", "san"}, {"si", "sin"}, {"ne", "nep"}, {"or", "ori"},
        {"as", "asm"}, {"zh", "zho"}, {"ja", "jpn"}, {"ko", "kor"}, {"ar", "ara"},
        {"fa", "fas"}, {"he", "heb"}, {"tr", "tur"}, {"ru", "rus"}, {"uk", "ukr"},
        {"pl", "pol"}, {"cs", "ces"}, {"sk", "slk"}, {"hu", "hun"}, {"ro", "ron"},
        {"bg", "bul"}, {"el", "ell"}, {"sr", "srp"}, {"hr", "hrv"}, {"sl", "slv"},
        {"de", "deu"}, {"nl", "nld"}, {"sv", "swe"}, {"da", "dan"}, {"no", "nor"},
        {"nb", "nob"}, {"fi", "fin"}, {"is", "isl"}, {"et", "est"}, {"lv", "lav"},
        {"lt", "lit"}, {"fr", "fra"}, {"es", "spa"}, {"pt", "por"}, {"it", "ita"},
        {"ca", "cat"}, {"la", "lat"}, {"ga", "gle"}, {"cy", "cym"}, {"sw", "swa"},
        {"yo", "yor"}, {"ig", "ibo"}, {"ha", "hau"}, {"zu", "zul"}, {"xh", "xho"},
        {"am", "amh"}, {"so", "som"}, {"af", "afr"}, {"vi", "vie"}, {"th", "tha"},
        {"id", "ind"}, {"ms", "msa"}, {"tl", "tgl"}, {"my", "mya"}, {"km", "khm"},
        {"lo", "lao"}, {"bo", "bod"}, {"mn", "mon"}, {"ka", "kat"}, {"hy", "hye"},
        {"az", "aze"}, {"kk", "kaz"}, {"uz", "uzb"},
    };
    if (!tag) return "und";
    size_t size = strcspn(tag, "-_");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (size == 2 && strncmp(rows[i][0], tag, 2) == 0) return rows[i][1];
    if (size == 3)
        for (size_t i = 0; i < COUNT_OF(rows); i++)
            if (strncmp(rows[i][1], tag, 3) == 0) return rows[i][1];
    return "und";
}

static uint8_t *put16(uint8_t *to, int value) {
    to[0] = (uint8_t)(value >> 8);
    to[1] = (uint8_t)value;
    return to + 2;
}

/* The sample description of timed text (3GPP TS 26.245, 5.16): white on nothing, centred, at
 * the bottom, in the player's own sans-serif face. */
static size_t text_description(uint8_t out[64], int width, int height) {
    static const char face[] = "Sans-Serif";
    uint8_t *to = out;
    memset(to, 0, 4); /* display flags */
    to += 4;
    *to++ = 1;    /* centred */
    *to++ = 0xff; /* bottom */
    memset(to, 0, 4);
    to += 4;                        /* background: transparent */
    to = put16(to, height * 4 / 5); /* text box: top, left, bottom, right */
    to = put16(to, 0);
    to = put16(to, height);
    to = put16(to, width);
    to = put16(to, 0); /* style: from, to, font 1, plain, size, white */
    to = put16(to, 0);
    to = put16(to, 1);
    *to++ = 0;
    *to++ = (uint8_t)(height / 20 > 12 ? (height / 20 < 255 ? height / 20 : 255) : 12);
    memset(to, 0xff, 4);
    to += 4;
    to = put16(to, 0);
    to = put16(to, 8 + 2 + 2 + 1 + (int)strlen(face)); /* font table */
    memcpy(to, "ftab", 4);
    to = put16(to + 4, 1);
    to = put16(to, 1);
    *to++ = (uint8_t)strlen(face);
    memcpy(to, face, strlen(face));
    return (size_t)(to + strlen(face) - out);
}

AVStream *tracks_captions_open(AVFormatContext *file, const struct film_parts *parts,
                               const char *language) {
    AVStream *made = avformat_new_stream(file, NULL);
    if (!made) die("out of memory");
    AVCodecParameters *par = made->codecpar;
    par->codec_type = AVMEDIA_TYPE_SUBTITLE;
    par->codec_id = AV_CODEC_ID_MOV_TEXT;
    par->width = parts->format.width;
    par->height = parts->format.height;
    uint8_t description[64];
    size_t size = text_description(description, par->width, par->height);
    par->extradata = av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE);
    if (!par->extradata) die("out of memory");
    memcpy(par->extradata, description, size);
    par->extradata_size = (int)size;
    made->time_base = samples_base;
    av_dict_set(&made->metadata, "language", tracks_language(language), 0);
    return made;
}

bool tracks_captions_packet(const struct caption *caption, AVPacket *packet,
                            struct error *err) {
    const size_t size = strlen(caption->text);
    if (size > UINT16_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "A caption is longer than a film can carry.");
    if (av_new_packet(packet, (int)size + 2) < 0) die("out of memory");
    memcpy(put16(packet->data, (int)size), caption->text, size);
    packet->pts = packet->dts = caption->start;
    packet->duration = caption->end - caption->start;
    packet->flags |= AV_PKT_FLAG_KEY;
    return true;
}

/* --- chapters and cover --- */

bool tracks_add_chapters(AVFormatContext *file, const struct film_parts *parts,
                         struct error *err) {
    if (parts->chapter_count > 10000)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "A film cannot have more than 10000 chapters.");
    if (!parts->chapter_count) return true;
    file->chapters = av_calloc(parts->chapter_count, sizeof(AVChapter *));
    if (!file->chapters) die("out of memory");
    for (size_t i = 0; i < parts->chapter_count; i++) {
        AVChapter *chapter = av_mallocz(sizeof *chapter);
        if (!chapter) die("out of memory");
        chapter->id = (int64_t)i + 1;
        chapter->time_base = (AVRational){parts->format.fps.den, parts->format.fps.num};
        chapter->start = parts->chapters[i].start;
        chapter->end = parts->chapters[i].end;
        const char *title = parts->chapters[i].title;
        av_dict_set(&chapter->metadata, "title", title && *title ? title : "Scene", 0);
        file->chapters[file->nb_chapters++] = chapter;
    }
    return true;
}

bool tracks_cover_open(AVStream **stream, AVFormatContext *file, const struct film_parts *parts,
                       struct error *err) {
    const uint8_t *bytes = parts->poster;
    const size_t size = parts->poster_size;
    enum AVCodecID codec = AV_CODEC_ID_NONE;
    if (size > 8 && size < (64u << 20)) {
        if (memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0) codec = AV_CODEC_ID_PNG;
        if (memcmp(bytes, "\xff\xd8\xff", 3) == 0) codec = AV_CODEC_ID_MJPEG;
    }
    if (codec == AV_CODEC_ID_NONE)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The poster is neither a JPEG nor a PNG picture.");
    AVStream *made = avformat_new_stream(file, NULL);
    if (!made) die("out of memory");
    made->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    made->codecpar->codec_id = codec;
    made->codecpar->width = parts->format.width;
    made->codecpar->height = parts->format.height;
    made->disposition = AV_DISPOSITION_ATTACHED_PIC;
    made->time_base = (AVRational){1, 1000};
    *stream = made;
    return true;
}
