/* From a look to features, and the order in which a person's sheets of paper lie. */
#include "art/person.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "art/hands.h"

/* The ten steps of the Monk Skin Tone scale (Monk 2019): its hues and its ends, but lightness
 * in even steps. The published swatches leave a gap between 5 and 6 that two of one family
 * would stand on either side of, and put 1 to 3 where no eye tells them apart. OKLab. */
static const float skin_tones[10][3] = {
    {.912f, .026f, .034f}, {.885f, .028f, .042f}, {.853f, .027f, .054f}, {.810f, .027f, .062f},
    {.752f, .031f, .071f}, {.672f, .040f, .077f}, {.580f, .050f, .066f}, {.485f, .050f, .050f},
    {.390f, .036f, .033f}, {.305f, .023f, .022f}};

int person_skin_tone(struct oklab color) {
    int best = 0;
    for (int i = 1; i < 10; i++)
        if (fabsf(color.l - skin_tones[i][0]) < fabsf(color.l - skin_tones[best][0])) best = i;
    return best + 1;
}

void person_features(struct puppet *p) {
    static const double eyes[AGE_COUNT] = {1.27, 1.24, 1.19, 1.15, 1.11, 1.10, 1.06, 1.0};
    static const double drop[AGE_COUNT] = {.18, .15, .10, .06, .02, 0, 0, 0};
    static const double noses[AGE_COUNT] = {.56, .62, .72, .84, .94, 1, 1.02, 1.06};
    static const double mouths[AGE_COUNT] = {.70, .78, .86, .93, 1, 1, 1, 1};
    static const double fat[AGE_COUNT] = {1.8, 1.55, 1.15, .7, .2, 0, 0, .25};
    static const double rest[AGE_COUNT] = {.60, .56, .50, .44, .38, .34, .34, .46};
    static const double soft[AGE_COUNT] = {.52, .46, .34, .20,
                                           .08, 0,   0,   0}; /* how childlike */
    const struct look *k = &p->look;
    struct features *f = &p->features;
    bool female = k->gender == GENDER_FEMALE, male = k->gender == GENDER_MALE;
    bool grown = k->age >= AGE_TEEN;
    int tone = k->skin < 1 ? 1 : k->skin > 10 ? 10 : k->skin;
    const float *swatch = skin_tones[tone - 1];
    f->skin = oklab_to_rgb((struct oklab){swatch[0], swatch[1], swatch[2]});
    struct rgb red = paper_tone(f->skin, -.14, .05, .005);
    f->lip = paper_mix(red, (struct rgb){.60f, .18f, .22f}, female && grown ? .42 : .20);
    f->blush =
        paper_mix(paper_tone(f->skin, -.03, .075, .02), (struct rgb){.82f, .31f, .24f}, .25);
    f->hair = rgb_from_hex(k->hair_color);
    f->iris = rgb_from_hex(k->iris);
    if (paper_lightness(f->iris) < .30) f->iris = paper_tone(f->iris, .35, 0, .005);
    bool grey = paper_lightness(f->hair) > .66 && k->age == AGE_MATURE;
    f->brow_color = paper_mix(paper_tone(f->hair, grey ? -.08 : -.18, 0, 0), f->skin,
                              .10 + .8 * soft[k->age]);
    f->lash_color = (struct rgb){.115f, .06f, .07f};
    f->eye = eyes[k->age] * clamp(k->eye_size > 0 ? k->eye_size : 1, .8, 1.25);
    f->eye_height = clamp(k->eye_height > 0 ? k->eye_height : 1, .75, 1.25) *
                    (male && grown ? .94 : 1) * (1 + .18 * soft[k->age]);
    f->eye_drop = drop[k->age];
    f->mouth = mouths[k->age];
    f->slant = -.02 - .03 * clamp(k->eye_slant > .5 ? k->eye_slant - 1 : k->eye_slant, -.6, 1);
    f->nose = noses[k->age] * clamp(k->nose_length > 0 ? k->nose_length : 1, .75, 1.3);
    f->nose_width = clamp(k->nose_width > 0 ? k->nose_width : 1, .75, 1.4) *
                    (female ? .93 : 1) * (k->age <= AGE_TODDLER ? .8 : 1);
    f->lip_size =
        clamp(k->lip > 0 ? k->lip : 1, .5, 1.5) * (male && grown ? .8 : 1) * (grown ? 1 : .85);
    f->jaw = clamp(k->jaw > 0 ? k->jaw : 1, .8, 1.2) * (female || !grown ? .945 : 1.02) *
             (1 + .22 * soft[k->age]);
    f->fat = fat[k->age] + .7 * fmax(0, k->build) - .2 * fmax(0, -k->build);
    f->brow = clamp(k->brow > 0 ? k->brow : 1, .5, 1.5) * (female          ? .86
                                                           : male && grown ? 1.12
                                                                           : .85);
    f->young = soft[k->age];
    f->brow *= 1 - .5 * f->young;
    f->brow_rest = rest[k->age];
    f->lash = female ? 1.05 : k->age <= AGE_CHILD ? .75 : .42;
    f->cheek = clamp(k->cheek > 0 ? k->cheek : 1, .4, 1.6);
    f->age = clamp(k->wrinkles, 0, 1);
    f->glasses = k->glasses;
    f->glasses_kind = (int)((k->seed >> 12) % 3);
    f->bearded = !strcmp(k->beard, "full") || !strcmp(k->beard, "long");
    static const char *const veils[] = {"hijab",    "shayla", "ghutra",  "hood",  "rusari",
                                        "keffiyeh", "helmet", "dupatta", "bonnet"};
    for (size_t i = 0; i < COUNT_OF(veils); i++) f->covered |= !strcmp(k->headwear, veils[i]);
    f->covered |= head_hair_covers_ears(p->headwear ? NULL : p->hair);
    for (int i = 0; i < 3; i++) f->colors[i] = rgb_from_hex(k->colors[i]);
}

/* The prop's paper, kept from one drawing to the next. */
static cairo_surface_t *prop_paper(const struct figure *fig, enum side hand, const char *id,
                                   int pixels) {
    struct held *held = &fig->puppet->held[hand];
    if (held->paper && held->pixels == pixels && strcmp(held->id, id) == 0 &&
        memcmp(&held->light, fig->light, sizeof held->light) == 0)
        return held->paper;
    if (held->paper) cairo_surface_destroy(held->paper);
    *held = (struct held){.pixels = pixels};
    held->paper = art_prop_paper(fig->puppet->art, id, fig->light, pixels);
    snprintf(held->id, sizeof held->id, "%s", id);
    memcpy(&held->light, fig->light, sizeof held->light);
    return held->paper;
}

static void draw_prop(const struct figure *fig, enum side side) {
    const char *id = side == NEAR ? fig->state->holds_near : fig->state->holds_far;
    if (!id) return;
    const struct body *b = &fig->body;
    double hx, hy, size = art_prop_size(fig->puppet->art, id) * fig->scale;
    if (size <= 0 || !art_prop_hold(fig->puppet->art, id, &hx, &hy)) return;
    int pixels = art_prop_side(size);
    cairo_surface_t *paper = prop_paper(fig, side, id, pixels);
    if (!paper) return;
    double mirror = side == NEAR ? b->facing : -b->facing;
    struct pt at =
        hands_grip(b->wrist[side], b->head * b->build.hand, b->hand_turn[side], mirror);
    at.x += fig->state->hold_x * fig->scale;
    at.y += fig->state->hold_y * fig->scale;
    /* What is long enough to reach the ground slides up in the hand. */
    double under = at.y + (0.47 - hy) * size;
    if (under > 0) at.y -= under;
    cairo_t *cr = fig->puppet->paper.cr;
    cairo_save(cr);
    cairo_translate(cr, at.x - (hx + 0.5) * size, at.y - (hy + 0.5) * size);
    cairo_scale(cr, size / pixels, size / pixels);
    cairo_set_source_surface(cr, paper, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

static void draw_arm(const struct figure *fig, enum side side) {
    const struct body *b = &fig->body;
    struct paper *paper = &fig->puppet->paper;
    struct rgb skin = fig->puppet->features.skin;
    bool front = side == NEAR || fig->state->pose.far_arm_in_front > .5;
    if (side == FAR && !front) skin = paper_tone(skin, -.05, .002, -.002);
    struct tube arm = body_arm(b, side, 1);
    struct shape shape = {0};
    shape_tube_outline(&arm, &shape);
    struct sheet sheet = {
        .ink = paper_skin(paper, skin), .shade = 4, .rim = 2, .cast = .5, .skin = true};
    paper_piece(paper, &shape, &sheet);
    draw_prop(fig, side);
    float wanted = side == NEAR ? fig->state->pose.hand_near : fig->state->pose.hand_far;
    const char *held = side == NEAR ? fig->state->holds_near : fig->state->holds_far;
    enum hand_shape hand = (enum hand_shape)clamp(wanted + .5, 0, HAND_COUNT - 1);
    if (held && hand == HAND_RELAX) hand = HAND_GRIP;
    hands_draw(paper, b->wrist[side], b->head * b->build.hand, b->hand_turn[side], hand,
               side == NEAR ? b->facing : -b->facing, skin);
    garment_arm(&fig->dress, side, front);
}

static void draw_shadow(const struct figure *fig) {
    const struct body *b = &fig->body;
    struct paper *paper = &fig->puppet->paper;
    if (fig->state->silhouette) return;
    double x0 = fmin(b->ankle_at[NEAR].x, b->ankle_at[FAR].x),
           x1 = fmax(b->ankle_at[NEAR].x, b->ankle_at[FAR].x);
    double rise = fmax(0, fig->state->pose.lift) * fig->scale / b->head;
    double middle = (x0 + x1) / 2 + b->facing * b->head * .12,
           width = (x1 - x0) / 2 + b->head * .62;
    if (b->seated) {
        middle = mix(middle, b->pelvis.x, .4);
        width += b->head * .3;
    }
    double alpha = .5 / (1 + rise);
    struct rgb dark = light_base(fig->light, (struct rgb){.13f, .085f, .14f});
    paper_blob(paper, (struct pt){middle - paper->lx * b->head * .12, b->head * .02}, width,
               b->head * .15, dark, alpha);
    paper_blob(paper, (struct pt){middle, b->head * .015}, width * .62, b->head * .075, dark,
               alpha);
}

static struct head head_of(const struct figure *fig, struct pt at) {
    const struct puppet *p = fig->puppet;
    const struct puppet_state *s = fig->state;
    struct head head;
    head_init(&head, &fig->puppet->paper, p->people, &p->features, s->yaw, fig->body.facing);
    head.at = at;
    head.size = fig->body.head * .5;
    head.lean = fig->body.head_lean + radians(s->face.tilt);
    double jaw = s->mouth.jaw * .085 + s->face.mouth_open * .10;
    head.jaw = round(jaw * 80) / 80;
    head.nod = s->face.nod * .08;
    head.sway = s->sway;
    return head;
}

static void begin_layer(const struct figure *fig, struct layer *layer, const int box[4]) {
    struct paper *paper = &fig->puppet->paper;
    paper->cr = cairo_create(layer->surface);
    cairo_set_tolerance(paper->cr, .25);
    cairo_translate(paper->cr, -box[0], -box[1]);
    paper->view = (struct box){box[0], box[1], box[2], box[3]};
}

static void end_layer(const struct figure *fig, struct layer *layer) {
    cairo_destroy(fig->puppet->paper.cr);
    fig->puppet->paper.cr = NULL;
    person_layer_keep(fig->puppet, layer);
}

static struct layer_key base_key(const struct figure *fig, int kind) {
    const struct light *l = fig->light;
    struct layer_key key = {0};
    const float swatches[] = {l->air.r,   l->air.g,   l->air.b,        l->key.r,    l->key.g,
                              l->key.b,   l->base.r,  l->base.g,       l->base.b,   l->shade.r,
                              l->shade.g, l->shade.b, l->accent.r,     l->accent.g, l->accent.b,
                              l->key_x,   l->key_y,   l->key_strength, l->ambient};
    person_key_add(&key, kind);
    person_key_add(&key, fig->scale);
    for (size_t i = 0; i < COUNT_OF(swatches); i++) person_key_add(&key, swatches[i]);
    const int modes[] = {l->hour,
                         l->weather,
                         l->culture,
                         l->mood,
                         l->inside,
                         l->lamps,
                         fig->state->silhouette,
                         fig->body.facing > 0};
    for (size_t i = 0; i < COUNT_OF(modes); i++) person_key_add(&key, modes[i]);
    for (int i = 0; i < 4; i++) person_key_add(&key, fig->view[i]);
    return key;
}

static void key_pose(struct layer_key *key, const struct figure *fig, bool near, bool far) {
    const struct pose *p = &fig->state->pose;
    const float body[] = {p->spine,     p->chest,   p->neck,        p->hip_near,
                          p->knee_near, p->hip_far, p->knee_far,    p->lift,
                          p->seat,      p->breath,  fig->body.turn, (float)fig->body.back};
    for (size_t i = 0; i < COUNT_OF(body); i++) person_key_add(key, body[i]);
    person_key_add(key, fig->state->sway);
    bool flat = p->hand_near == HAND_FLAT && p->hand_far == HAND_FLAT;
    if (flat && (near || far)) { /* palms may meet: each arm depends on the other */
        const struct pt ends[] = {fig->body.elbow[NEAR], fig->body.wrist[NEAR],
                                  fig->body.elbow[FAR], fig->body.wrist[FAR]};
        for (size_t i = 0; i < COUNT_OF(ends); i++) {
            person_key_add(key, ends[i].x);
            person_key_add(key, ends[i].y);
        }
    }
    if ((near && fig->state->holds_near) || (far && fig->state->holds_far)) {
        person_key_add(key, fig->state->hold_x);
        person_key_add(key, fig->state->hold_y);
    }
    if (near) {
        person_key_add(key, p->shoulder_near);
        person_key_add(key, p->elbow_near);
        person_key_add(key, p->wrist_near);
        person_key_add(key, p->hand_near);
        person_key_add(key, p->towards_near);
        person_key_text(key, fig->state->holds_near);
    }
    if (far) {
        person_key_add(key, p->shoulder_far);
        person_key_add(key, p->elbow_far);
        person_key_add(key, p->wrist_far);
        person_key_add(key, p->hand_far);
        person_key_add(key, p->towards_far);
        person_key_add(key, p->far_arm_in_front);
        person_key_text(key, fig->state->holds_far);
    }
}

static void key_head(struct layer_key *key, const struct figure *fig, const struct head *head) {
    const double head_values[] = {
        fig->state->yaw, fig->state->face.tilt, head->lean, head->jaw, head->nod, head->sway};
    for (size_t i = 0; i < COUNT_OF(head_values); i++) person_key_add(key, head_values[i]);
}

/* Lies in it, and not on the way down or up. */
static bool person_is_in_bed(const struct figure *fig) {
    const struct pose *pose = &fig->state->pose;
    return fig->state->seat == SEAT_BED && pose->seat > 0 && pose->spine < -60;
}

enum layer_kind { LAYER_BACK, LAYER_BODY, LAYER_HEAD, LAYER_FAR, LAYER_NEAR };

static void draw_kind(const struct figure *fig, enum layer_kind kind, struct head *head) {
    struct puppet *p = fig->puppet;
    p->paper.k = fig->body.head / 100;
    switch (kind) {
    case LAYER_BACK:
        draw_shadow(fig);
        if (p->look.wheelchair)
            person_chair(fig, false);
        else if (fig->state->seat == SEAT_BED)
            person_bed(fig);
        else if (!fig->state->silhouette)
            person_seat(fig);
        garment_behind(&fig->dress);
        p->paper.k = head->size / 100;
        head_hair_draw(head, p->flowers, p->features.hair, true);
        for (int i = 0; i < p->jewel_count && !p->features.covered; i++)
            head_hair_draw(head, p->jewels[i], p->features.hair, true);
        head_hair_draw(head, p->hair, p->features.hair, true);
        head_hair_draw(head, p->headwear, p->features.colors[1], true);
        p->paper.k = fig->body.head / 100;
        break;
    case LAYER_BODY:
        garment_legs(&fig->dress, FAR);
        garment_legs(&fig->dress, NEAR);
        garment_torso(&fig->dress, true);
        garment_over(&fig->dress);
        if (person_is_in_bed(fig)) person_blanket(fig);
        if (p->look.wheelchair) person_chair(fig, true);
        break;
    case LAYER_HEAD:
        p->paper.k = head->size / 100;
        head_draw_base(head, fig->state->face.cheek);
        if (head->yaw < 90) head_hair_draw(head, p->mark, p->features.hair, false);
        head_hair_draw(head, p->hair, p->features.hair, false);
        head_hair_draw(head, p->flowers, p->features.hair, false);
        for (int i = 0; i < p->jewel_count && !p->features.covered; i++)
            head_hair_draw(head, p->jewels[i], p->features.hair, false);
        if (head->yaw < 118) head_hair_draw(head, p->beard, p->features.hair, false);
        head_hair_draw(head, p->headwear, p->features.colors[1], false);
        break;
    case LAYER_FAR:
        draw_arm(fig, FAR);
        break;
    case LAYER_NEAR:
        if (p->look.cane) person_cane(fig);
        draw_arm(fig, NEAR);
        break;
    default:
        break;
    }
}

static void paint_layer(cairo_t *cr, const struct layer *layer, int x, int y) {
    cairo_set_source_surface(cr, layer->surface, x + layer->x, y + layer->y);
    cairo_rectangle(cr, x + layer->x, y + layer->y,
                    cairo_image_surface_get_width(layer->surface),
                    cairo_image_surface_get_height(layer->surface));
    cairo_fill(cr);
}

/* Where one arm and what hangs on it may lie, within the view. */
static bool arm_box(const struct figure *fig, enum side s, int box[4]) {
    const struct body *b = &fig->body;
    const char *held = s == NEAR ? fig->state->holds_near : fig->state->holds_far;
    double prop = held ? art_prop_size(fig->puppet->art, held) * fig->scale : 0;
    if (held) prop += hypot(fig->state->hold_x, fig->state->hold_y) * fig->scale;
    double H = b->head, m = fmax(H * .95, prop + H * .4), down = fmax(m, H * 1.7);
    const struct pt p[3] = {b->shoulder_at[s], b->elbow[s], b->wrist[s]};
    struct box r = {p[0].x, p[0].y, p[0].x, p[0].y};
    for (int i = 1; i < 3; i++) {
        r.x0 = fmin(r.x0, p[i].x);
        r.x1 = fmax(r.x1, p[i].x);
        r.y0 = fmin(r.y0, p[i].y);
        r.y1 = fmax(r.y1, p[i].y);
    }
    if (s == NEAR && fig->puppet->look.cane) r.y1 = fmax(r.y1, 0);
    box[0] = (int)floor(fmax(fig->view[0], r.x0 - m));
    box[1] = (int)floor(fmax(fig->view[1], r.y0 - m));
    box[2] = (int)ceil(fmin(fig->view[2], r.x1 + m));
    box[3] = (int)ceil(fmin(fig->view[3], r.y1 + down));
    return box[0] < box[2] && box[1] < box[3];
}

static void body_layer(struct figure *fig, cairo_t *cr, enum layer_kind kind,
                       struct head *head) {
    struct layer_key key = base_key(fig, kind);
    int box[4];
    memcpy(box, fig->view, sizeof box);
    if (kind == LAYER_NEAR || kind == LAYER_FAR)
        if (!arm_box(fig, kind == LAYER_NEAR ? NEAR : FAR, box)) return;
    if (kind == LAYER_BODY) { /* hoods reach a third of a head above the neck, no further */
        box[1] = (int)fmax(box[1], floor(fig->body.head_centre.y - fig->body.head * .2));
        if (box[1] >= box[3]) return;
    }
    key_pose(&key, fig, kind == LAYER_NEAR, kind == LAYER_FAR);
    if (kind == LAYER_BACK) key_head(&key, fig, head);
    if (kind == LAYER_BACK || kind == LAYER_BODY) {
        person_key_add(&key, fig->state->seat);
        person_key_add(&key, fig->state->seat_height);
    }
    bool fresh;
    struct layer *layer = person_layer(fig->puppet, &key, box, &fresh);
    if (!layer) return;
    if (fresh) {
        begin_layer(fig, layer, box);
        draw_kind(fig, kind, head);
        end_layer(fig, layer);
    }
    paint_layer(cr, layer, 0, 0);
}

/* The head is drawn around its own centre, so that it is kept while the body moves. */
static void head_layer(struct figure *fig, cairo_t *cr, int x, int y) {
    struct head head = head_of(fig, (struct pt){0, 0});
    double s = head.size;
    int box[4] = {(int)floor(fmax(-2.9 * s, fig->view[0] - x)),
                  (int)floor(fmax(-2.6 * s, fig->view[1] - y)),
                  (int)ceil(fmin(2.9 * s, fig->view[2] - x)),
                  (int)ceil(fmin(3.9 * s, fig->view[3] - y))};
    if (box[2] <= box[0] || box[3] <= box[1]) return;
    struct layer_key key = base_key(fig, LAYER_HEAD);
    key.n -= 4; /* the view is the head's own */
    for (int i = 0; i < 4; i++) person_key_add(&key, box[i]);
    key_head(&key, fig, &head);
    person_key_add(&key, fig->state->face.cheek);
    bool fresh;
    struct layer *layer = person_layer(fig->puppet, &key, box, &fresh);
    if (!layer) return;
    if (fresh) {
        begin_layer(fig, layer, box);
        head_outline(&head);
        draw_kind(fig, LAYER_HEAD, &head);
        end_layer(fig, layer);
    }
    paint_layer(cr, layer, x, y);
}

void person_draw(struct figure *fig, cairo_t *cr) {
    struct puppet *p = fig->puppet;
    int x = (int)lround(fig->body.head_centre.x), y = (int)lround(fig->body.head_centre.y);
    if (fig->state->things_only) {
        p->paper.cr = cr;
        draw_prop(fig, FAR);
        draw_prop(fig, NEAR);
        p->paper.cr = NULL;
        return;
    }
    struct head head = head_of(fig, (struct pt){x, y});
    head_outline(&head);
    bool front = fig->state->pose.far_arm_in_front > .5;
    body_layer(fig, cr, LAYER_BACK, &head);
    if (!front) body_layer(fig, cr, LAYER_FAR, &head);
    body_layer(fig, cr, LAYER_BODY, &head);
    head_layer(fig, cr, x, y);
    p->paper.cr = cr;
    p->paper.view = (struct box){fig->view[0], fig->view[1], fig->view[2], fig->view[3]};
    p->paper.k = head.size / 100;
    head_face_draw(&head, &fig->state->face, &fig->state->mouth);
    p->paper.cr = NULL;
    if (front) body_layer(fig, cr, LAYER_FAR, &head);
    body_layer(fig, cr, LAYER_NEAR, &head);
}
