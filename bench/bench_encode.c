/* Encodes the frames of a finished film again with the film's own x264 settings, from raw
 * memory, on as many threads as the film was made with, one piece a thread as the film does.
 * Prints the seconds spent encoding. Decoding is done before the clock starts, batch by batch,
 * so memory stays bounded.
 *
 *   bench_encode FILM.mp4 THREADS */
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "master/master.h"

enum { PIECE = 96 }; /* frames: four seconds, a usual shot */

struct job {
    struct piece_format format;
    struct frame *frames[PIECE];
    int count;
};

static void *encode(void *data) {
    struct job *job = data;
    struct encoder *encoder;
    struct error err;
    struct buf piece;
    buf_init(&piece, 1 << 30);
    if (!encoder_open(&job->format, &encoder, &err)) die("%s", err.message);
    for (int i = 0; i < job->count; i++)
        if (!encoder_frame(encoder, job->frames[i], &err)) die("%s", err.message);
    if (!encoder_finish(encoder, &piece, &err)) die("%s", err.message);
    encoder_close(encoder);
    buf_done(&piece);
    return NULL;
}

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void take(struct job *job, const AVFrame *from) {
    struct frame *frame = job->frames[job->count++];
    for (int plane = 0; plane < 3; plane++) {
        int width = plane ? from->width / 2 : from->width;
        int height = plane ? from->height / 2 : from->height;
        for (int y = 0; y < height; y++)
            memcpy(frame->planes[plane] + (ptrdiff_t)y * frame->strides[plane],
                   from->data[plane] + (ptrdiff_t)y * from->linesize[plane], (size_t)width);
    }
}

static double encode_batch(struct job *jobs, int threads) {
    pthread_t workers[64];
    double started = now_s();
    for (int i = 0; i < threads; i++)
        if (pthread_create(&workers[i], NULL, encode, &jobs[i]) != 0) die("no thread");
    for (int i = 0; i < threads; i++) pthread_join(workers[i], NULL);
    double seconds = now_s() - started;
    for (int i = 0; i < threads; i++) jobs[i].count = 0;
    return seconds;
}

int main(int argc, char **argv) {
    int threads = argc > 2 ? atoi(argv[2]) : 0;
    if (argc != 3 || threads < 1 || threads > 64) die("usage: bench_encode FILM.mp4 THREADS");
    AVFormatContext *file = NULL;
    if (avformat_open_input(&file, argv[1], NULL, NULL) < 0 ||
        avformat_find_stream_info(file, NULL) < 0)
        die("%s cannot be opened", argv[1]);
    const AVCodec *codec;
    int stream = av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0);
    AVCodecContext *decoder = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder, file->streams[stream]->codecpar);
    decoder->thread_count = threads;
    if (avcodec_open2(decoder, codec, NULL) < 0) die("no decoder");
    AVRational rate = file->streams[stream]->r_frame_rate;
    struct job *jobs = xcalloc((size_t)threads, sizeof *jobs);
    for (int i = 0; i < threads; i++) {
        jobs[i].format = piece_format_default(decoder->width, decoder->height,
                                              (struct rational){rate.num, rate.den});
        for (int j = 0; j < PIECE; j++)
            jobs[i].frames[j] = frame_new(decoder->width, decoder->height);
    }
    AVPacket *packet = av_packet_alloc();
    AVFrame *frame = av_frame_alloc();
    double seconds = 0;
    int frames = 0, at = 0;
    for (bool ended = false; !ended;) {
        ended = av_read_frame(file, packet) < 0;
        if (!ended && packet->stream_index != stream) {
            av_packet_unref(packet);
            continue;
        }
        avcodec_send_packet(decoder, ended ? NULL : packet);
        av_packet_unref(packet);
        while (avcodec_receive_frame(decoder, frame) == 0) {
            take(&jobs[at], frame);
            frames++;
            if (jobs[at].count == PIECE && ++at == threads) {
                seconds += encode_batch(jobs, threads);
                at = 0;
            }
        }
    }
    /* What is left is dealt out evenly, as a short last batch would leave cores idle. */
    if (jobs[0].count) seconds += encode_batch(jobs, at + (jobs[at % threads].count > 0));
    printf("%.3f %d\n", seconds, frames);
    return 0;
}
