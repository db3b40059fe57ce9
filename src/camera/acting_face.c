#include <math.h>
#include <stddef.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

static double bump(double u) { /* 0 at both ends, 1 in the middle, smooth */
    return u <= 0 || u >= 1 ? 0 : camera_smooth(u < 0.4 ? u / 0.4 : (1 - u) / 0.6);
}

/* Shut for a moment: down in 70 ms, up in 130. */
static double blink(const struct part *part, double t) {
    double shut = 0;
    for (size_t i = 0; i < part->blinks.count; i++) {
        double since = t - part->blinks.items[i];
        if (since < 0 || since > 0.28) continue;
        double now = since < 0.08 ? since / 0.08 : since < 0.13 ? 1 : (0.28 - since) / 0.15;
        shut = fmax(shut, now);
    }
    return camera_clamp(shut, 0, 1);
}

/* How much of the face the lips need now: 1 within an own line on the screen. */
static double speaking(const struct acting *acting, const struct part *part, double t) {
    double most = 0;
    for (size_t i = 0; i < acting->order->shot->line_count; i++) {
        const struct order_line *line = &acting->order->lines[i];
        if (line->character != part->placement->character || line->off_screen) continue;
        double in = camera_smooth((t - acting_line_start(line) + 0.2) / 0.2);
        double out = 1 - camera_smooth((t - acting_line_end(line)) / 0.25);
        most = fmax(most, in * out);
    }
    return most;
}

static void add_accents(const struct part *part, double t, struct face *face) {
    for (size_t i = 0; i < part->accents.count; i++) {
        const struct accent *accent = &part->accents.items[i];
        double u = (t - accent->start) / accent->length;
        if (u <= 0 || u >= 1) continue;
        float size = (float)(bump(u) * accent->amount);
        switch (accent->kind) {
        case ACCENT_NOD:
            face->nod += 0.34F * size;
            break;
        case ACCENT_BROW:
            face->brow_height += 0.55F * size;
            break;
        case ACCENT_TILT:
            face->tilt += 6 * (float)(fmin(1, fmin(u, 1 - u) * 4) * accent->amount);
            break;
        case ACCENT_SIGH:
            face->nod += 0.2F * size;
            face->lid -= 0.25F * size;
            break;
        default:
            break;
        }
    }
}

static double fade(const struct rhythm *rhythm, double t) {
    return camera_smooth((t - rhythm->start) / 0.25) *
           (1 - camera_smooth((t - rhythm->end + 0.3) / 0.3));
}

#define FIELD(name) (offsetof(struct face, name) / sizeof(float))
static const double LEAD = 0.09;

/* Brows first, then lids, then the rest, the mouth last: a feeling is seen to arise. */
static double delay_of(size_t field) {
    if (field <= FIELD(brow_pinch)) return -LEAD;
    if (field <= FIELD(lid_tilt)) return -LEAD / 2;
    return field >= FIELD(corner) && field <= FIELD(sneer) ? 0.06 : 0;
}

void acting_face(const struct acting *acting, const struct part *part, double t,
                 struct face *face) {
    *face = part->face;
    float *to = (float *)face;
    for (size_t i = 0; i < part->faces.count; i++) {
        const struct face_move *move = &part->faces.items[i];
        if (t <= move->start - LEAD) continue;
        const float *from = (const float *)&move->face, *rest = (const float *)&part->face;
        for (size_t k = 0; k < FACE_FIELDS; k++) {
            double e = camera_smooth((t - move->start - delay_of(k)) / move->length);
            double goal = rest[k] + (from[k] - rest[k]) * move->amount;
            to[k] += (float)((goal - to[k]) * e);
        }
    }
    add_accents(part, t, face);
    double gaze_x = acting_value(part->gazes_x.items, part->gazes_x.count, 0.1, t);
    double gaze_y = acting_value(part->gazes_y.items, part->gazes_y.count, 0, t);
    /* Saccades: eyes rest on a point for about a second, and never lie quite still. */
    gaze_x += round(1.5 * acting_drift(part->seed + 11, t, 1.3)) / 32;
    gaze_y += round(acting_drift(part->seed + 11, t, 1.3)) / 32;
    face->gaze_x = (float)camera_clamp(gaze_x + 0.3 * face->gaze_x, -1, 1);
    face->gaze_y = (float)camera_clamp(gaze_y + 0.5 * face->gaze_y, -1, 1);
    face->nod += 0.04F * (float)round(2 * acting_drift(part->seed + 13, t, 2.9)) / 2;
    face->tilt += 1.6F * (float)acting_drift(part->seed + 14, t, 3.7);
    for (size_t i = 0; i < part->rhythms.count; i++) {
        const struct rhythm *rhythm = &part->rhythms.items[i];
        double on = fade(rhythm, t) * rhythm->amount;
        if (rhythm->kind == RHYTHM_SOB) face->tears = (float)fmax(face->tears, on);
        if (rhythm->kind == RHYTHM_LAUGH)
            face->mouth_open =
                (float)fmax(face->mouth_open, on * (0.45 + 0.2 * sin(2 * M_PI * 4.6 * t)));
    }
    face->lid *= (float)(1 - blink(part, t));
    double lips = speaking(acting, part, t);
    face->mouth_open *= (float)(1 - lips);
    face->press *= (float)(1 - lips);
    face->corner *= (float)(1 - 0.35 * lips);
}

/* ---- Lips ---- */

static void add_form(struct mouth_form *sum, const struct mouth_form *form, double part) {
    float *to = (float *)sum;
    const float *from = (const float *)form;
    for (size_t i = 0; i < sizeof *sum / sizeof(float); i++) to[i] += from[i] * (float)part;
}

/* A row of the pack opened as far as the cue says. Rows are drawn for a full voice. */
static struct mouth_form opened(const struct acting *acting, const struct mouth_cue *cue,
                                float voice) {
    struct mouth_form form = *art_mouth(acting->art, mouth_name(cue->mouth));
    static const float usual[MOUTH_COUNT] = {1, .85F, .3F, .5F,  .12F, .3F,
                                             1, .7F,  .3F, .18F, .55F, .42F};
    float far =
        voice * cue->opening / usual[(unsigned)cue->mouth < MOUTH_COUNT ? cue->mouth : 0];
    if (cue->mouth == MOUTH_M || cue->mouth == MOUTH_NEUTRAL) return form;
    far = fminf(fmaxf(far, cue->mouth == MOUTH_F ? 0.8F : 0.12F), 1.3F);
    form.up *= far;
    form.down *= far;
    form.jaw *= far;
    form.tongue *= fminf(far, 1);
    form.teeth_low *= fminf(far, 1);
    form.half_width += (0.23F - form.half_width) * (1 - fminf(far, 1)) * 0.5F;
    return form;
}

/* The mean of the cues that the frame shows; lips that meet in a good part of it are shut. */
static bool mouth_in(const struct acting *acting, const struct order_line *line, int64_t from,
                     int64_t to, struct mouth_form *form) {
    const struct mouth_track *track = line->mouths;
    /* Quiet people hardly open their mouths. */
    float voice = line->manner == MANNER_SHOUTED     ? 1.2F
                  : line->manner == MANNER_WHISPERED ? 0.6F
                                                     : 0.68F + 0.3F * (float)line->intensity;
    double total = 0;
    int64_t shut[2] = {0, 0};
    *form = (struct mouth_form){0};
    for (size_t i = 0; i < track->count; i++) {
        const struct mouth_cue *cue = &track->cues[i];
        int64_t a = cue->start > from ? cue->start : from, b = cue->end < to ? cue->end : to;
        if (b <= a) continue;
        struct mouth_form one = opened(acting, cue, voice);
        add_form(form, &one, (double)(b - a));
        total += (double)(b - a);
        if (cue->mouth == MOUTH_M) shut[0] += b - a;
        if (cue->mouth == MOUTH_F) shut[1] += b - a;
    }
    if (total <= 0) return false;
    struct mouth_form sum = {0};
    add_form(&sum, form, 1 / total);
    *form = sum;
    if (shut[0] * 100 >= (to - from) * 45)
        *form = *art_mouth(acting->art, "M");
    else if (shut[1] * 100 >= (to - from) * 55)
        *form = *art_mouth(acting->art, "F");
    return true;
}

void acting_mouth(const struct acting *acting, const struct part *part, int64_t sample,
                  int64_t samples, struct puppet_state *state) {
    state->mouth = *art_mouth(acting->art, "Neutral");
    for (size_t i = 0; i < acting->order->shot->line_count; i++) {
        const struct order_line *line = &acting->order->lines[i];
        if (line->character != part->placement->character || line->off_screen || !line->mouths)
            continue;
        struct mouth_form form;
        int64_t at = sample - line->start;
        if (mouth_in(acting, line, at, at + samples, &form)) state->mouth = form;
    }
}
