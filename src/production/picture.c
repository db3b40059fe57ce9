/* Pieces of picture: each shot between its transitions, in parts when it is long, and each
 * transition, encoded once as closed groups of pictures of their own. */
#include <string.h>

#include "edit/transition.h"
#include "master/screening.h"
#include "production/film.h"

/* Frames [from, to) of one shot; or a transition from the end of one shot into the next. */
struct picture_piece {
    const struct production *production;
    const struct shot_order *order;
    int64_t from, to;
    const struct shot_order *into; /* a transition: `to - from` frames of its start */
    enum transition transition;
    struct hash name;
    size_t node;
};

struct shooting { /* what the sink needs */
    struct encoder *encoder;
    struct frame **first; /* a transition: the first shot's frames, kept to blend */
    struct frame *blend;
    enum transition transition;
    int64_t from, frames, total, taken;
    _Atomic float *done;
};

static void frame_copy(struct frame *to, const struct frame *from) {
    for (int plane = 0; plane < 3; plane++) {
        int width = plane ? from->width / 2 : from->width;
        int height = plane ? from->height / 2 : from->height;
        for (int y = 0; y < height; y++)
            memcpy(to->planes[plane] + (ptrdiff_t)y * to->strides[plane],
                   from->planes[plane] + (ptrdiff_t)y * from->strides[plane], (size_t)width);
    }
}

static bool advance(struct shooting *shooting) {
    shooting->taken++;
    atomic_store(shooting->done, (float)shooting->taken / (float)shooting->total);
    return true;
}

static bool encode_frame(void *data, int64_t index, const struct frame *frame,
                         struct error *err) {
    (void)index;
    struct shooting *shooting = data;
    return encoder_frame(shooting->encoder, frame, err) && advance(shooting);
}

static bool keep_frame(void *data, int64_t index, const struct frame *frame,
                       struct error *err) {
    (void)err;
    struct shooting *shooting = data;
    frame_copy(shooting->first[index - shooting->from], frame);
    return advance(shooting);
}

static bool blend_frame(void *data, int64_t index, const struct frame *frame,
                        struct error *err) {
    struct shooting *shooting = data;
    double t = ((double)index + 1) / (double)(shooting->frames + 1);
    transition_blend(shooting->transition, shooting->first[index], frame, t, shooting->blend);
    return encoder_frame(shooting->encoder, shooting->blend, err) && advance(shooting);
}

static bool shoot_transition(const struct picture_piece *piece, struct shooting *shooting,
                             struct cancel *cancel, struct error *err) {
    const struct production *p = piece->production;
    int64_t frames = piece->to - piece->from;
    shooting->total = 2 * frames;
    shooting->frames = frames;
    shooting->from = piece->from;
    shooting->transition = piece->transition;
    shooting->first = xcalloc((size_t)frames, sizeof(struct frame *));
    for (int64_t i = 0; i < frames; i++)
        shooting->first[i] = frame_new(p->order.width, p->order.height);
    shooting->blend = frame_new(p->order.width, p->order.height);
    bool ok =
        p->shooter->shoot(p->art, piece->order, piece->from, piece->to, cancel, keep_frame,
                          shooting, err) &&
        p->shooter->shoot(p->art, piece->into, 0, frames, cancel, blend_frame, shooting, err);
    for (int64_t i = 0; i < frames; i++) frame_free(shooting->first[i]);
    frame_free(shooting->blend);
    free(shooting->first);
    return ok;
}

static bool make_piece(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                       struct error *err) {
    const struct picture_piece *piece = data;
    const struct production *p = piece->production;
    struct shooting shooting = {.total = piece->to - piece->from, .done = done};
    if (!encoder_open(&p->format, &shooting.encoder, err)) return false;
    bool ok = piece->into ? shoot_transition(piece, &shooting, cancel, err)
                          : p->shooter->shoot(p->art, piece->order, piece->from, piece->to,
                                              cancel, encode_frame, &shooting, err);
    ok = ok && encoder_finish(shooting.encoder, out, err);
    encoder_close(shooting.encoder);
    return ok && piece_screen(out, err);
}

static struct hash name_piece(const struct picture_piece *piece) {
    const struct production *p = piece->production;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "piece 2");
    hasher_text(&hasher, p->shooter->name);
    hasher_text(&hasher, p->shooter->version);
    piece_format_hash(&p->format, &hasher);
    struct hash order = shot_order_hash(p->art, piece->order);
    hasher_hash(&hasher, &order);
    hasher_u64(&hasher, (uint64_t)piece->from);
    hasher_u64(&hasher, (uint64_t)piece->to);
    if (piece->into) {
        struct hash into = shot_order_hash(p->art, piece->into);
        hasher_hash(&hasher, &into);
        hasher_u64(&hasher, (uint64_t)piece->transition);
    }
    return hasher_final(&hasher);
}

static bool same_set(const struct shot_order *a, const struct shot_order *b) {
    const char *place = a->place ? a->place : "", *other = b->place ? b->place : "";
    return !strcmp(place, other) && a->inside == b->inside && a->festive == b->festive &&
           a->hour == b->hour && a->weather == b->weather && a->mood == b->mood &&
           a->culture == b->culture && a->period == b->period;
}

/* Shots in the same set are made one after the other, so that it is built once and let go: in
 * memory there is room for few sets. The set with the most frames comes first, so that what is
 * left at the end is small. Parallel to storyboard->shots. */
static int *find_batches(const struct production *p) {
    size_t count = p->storyboard->count;
    int *batches = xcalloc(count + 1, sizeof *batches);
    AUTO_FREE size_t *first = xcalloc(count + 1, sizeof *first);
    AUTO_FREE int64_t *frames = xcalloc(count + 1, sizeof *frames);
    for (size_t i = 0; i < count; i++) {
        while (first[i] < i && !same_set(&p->orders[first[i]], &p->orders[i])) first[i]++;
        frames[first[i]] += p->storyboard->shots[i].frames;
    }
    for (size_t i = 0; i < count; i++) {
        size_t own = first[i];
        batches[i] = 1;
        for (size_t j = 0; j < count; j++)
            batches[i] += frames[j] > frames[own] ||
                          (frames[j] > 0 && frames[j] == frames[own] && j < own);
    }
    return batches;
}

static void add_piece(struct production *p, struct graph *graph,
                      const struct picture_piece *made, const char *label, size_t shot,
                      int batch) {
    struct picture_piece *piece = &p->pieces[p->piece_count++];
    *piece = *made;
    piece->production = p;
    piece->name = name_piece(piece);
    double pixels = (double)p->order.width * p->order.height / (1920.0 * 1080.0);
    struct graph_node node = {
        .stage = STAGE_PICTURE,
        .name = piece->name,
        .keep = true,
        .cost =
            pixels * (0.3 + 0.06 * (double)(piece->to - piece->from)) * (piece->into ? 2 : 1),
        .batch = batch,
        .make = make_piece,
        .data = piece,
    };
    const struct shot *told = &p->storyboard->shots[shot];
    snprintf(node.label, sizeof node.label, "%s %d.%d", label, told->scene + 1, told->number);
    piece->node = graph_add(graph, &node, NULL, 0);
}

/* Long shots are several pieces, so that no core waits for another to finish one: after an edit
 * a long shot is most of the work. Shorter ones would pay too often for the start of a shot. */
enum { LONGEST_PIECE_SECONDS = 4 };

static int64_t longest_piece(const struct production *p) {
    return (int64_t)LONGEST_PIECE_SECONDS * p->order.fps.num / p->order.fps.den + 1;
}

static void add_shot(struct production *p, struct graph *graph,
                     const struct timeline_shot *shot, int64_t from, int64_t to, int batch) {
    int64_t longest = longest_piece(p), count = (to - from + longest - 1) / longest;
    for (int64_t i = 0; i < count; i++)
        add_piece(p, graph,
                  &(struct picture_piece){.order = &p->orders[shot->shot],
                                          .from = from + (to - from) * i / count,
                                          .to = from + (to - from) * (i + 1) / count},
                  "shot", shot->shot, batch);
}

void production_add_pictures(struct production *p, struct graph *graph) {
    const struct timeline *timeline = p->timeline;
    /* The nodes borrow the pieces: the array must not move. */
    size_t room = 2 * timeline->shot_count + (size_t)(timeline->frames / longest_piece(p));
    p->pieces = xcalloc(room + 1, sizeof *p->pieces);
    AUTO_FREE int *batches = find_batches(p);
    for (size_t i = 0; i < timeline->shot_count; i++) {
        const struct timeline_shot *shot = &timeline->shots[i];
        int64_t in = i ? shot->transition_frames : 0;
        int64_t out = i + 1 < timeline->shot_count ? shot[1].transition_frames : 0;
        if (in > 0) {
            const struct timeline_shot *before = &timeline->shots[i - 1];
            add_piece(p, graph,
                      &(struct picture_piece){.order = &p->orders[before->shot],
                                              .from = before->frames - in,
                                              .to = before->frames,
                                              .into = &p->orders[shot->shot],
                                              .transition = shot->transition_in},
                      "transition into", shot->shot,
                      batches[before->shot] > batches[shot->shot] ? batches[before->shot]
                                                                  : batches[shot->shot]);
        }
        if (shot->frames - out > in)
            add_shot(p, graph, shot, in, shot->frames - out, batches[shot->shot]);
    }
}

size_t production_piece_node(const struct production *p, size_t piece) {
    return p->pieces[piece].node;
}

bool production_read_piece(void *data, size_t index, const void **bytes, size_t *size,
                           struct error *err) {
    struct production *p = data;
    free(p->piece_bytes); /* borrowed by the caller until the next call */
    p->piece_bytes = NULL;
    if (!production_read(p, &p->pieces[index].name, &p->piece_bytes, size, err)) return false;
    *bytes = p->piece_bytes;
    return true;
}

void production_free_pieces(struct production *p) {
    free(p->piece_bytes);
    free(p->pieces);
    p->pieces = NULL;
}
