#include "camera/grading.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/random.h"
#include "base/vector.h"
#include "camera/camera.h"

/* What a grade does, in this order, to a colour in OKLab. */
struct recipe {
    float contrast;           /* slope of the curve at middle lightness */
    float black, white;       /* where 0 and 1 go: faded film is not black */
    float chroma;             /* 0 grey .. 1 as it is */
    float shadow_a, shadow_b; /* what shadows and lights lean to */
    float light_a, light_b;
    float orange; /* how far hues are drawn to the axis of orange and teal, 0..1 */
    float vignette, weave;
    int grain; /* 1/128 of a level, the most */
};

static const struct recipe recipes[GRADE_COUNT] = {
    [GRADE_NEUTRAL] = {1, 0, 1, 1, 0, 0, 0, 0, 0, 0.085F, 0},
    [GRADE_TEAL_ORANGE] = {1.14F, 0, 1, 1.06F, -0.016F, -0.030F, 0.014F, 0.028F, 0.45F, 0.12F,
                           0},
    [GRADE_FESTIVAL] = {1.08F, 0.01F, 1, 1.26F, 0.018F, 0.006F, 0.010F, 0.030F, 0, 0.09F, 0},
    [GRADE_NOIR] = {1.42F, 0, 0.99F, 0.03F, -0.002F, -0.006F, 0.002F, 0.006F, 0, 0.24F, 0.0004F,
                    520},
    [GRADE_VINTAGE] = {0.88F, 0.085F, 0.965F, 0.72F, 0.010F, -0.016F, 0.008F, 0.042F, 0, 0.19F,
                       0.0009F, 430},
    [GRADE_PASTEL] = {0.86F, 0.27F, 1, 0.86F, 0.010F, -0.006F, 0.006F, 0.010F, 0, 0.03F, 0},
    [GRADE_DOCUMENTARY] = {1.05F, 0.025F, 0.985F, 0.78F, -0.006F, 0.002F, 0.000F, 0.006F, 0,
                           0.06F, 0},
    [GRADE_NIGHT] = {1.10F, 0, 0.72F, 0.62F, -0.014F, -0.060F, -0.014F, -0.034F, 0, 0.17F, 0},
};

static const struct recipe *recipe_of(enum grade_name name) {
    return &recipes[(unsigned)name < GRADE_COUNT ? name : GRADE_NEUTRAL];
}

double grading_vignette(enum grade_name name) {
    return recipe_of(name)->vignette;
}

double grading_weave(enum grade_name name) {
    return recipe_of(name)->weave;
}

int grading_grain(enum grade_name name) {
    return recipe_of(name)->grain;
}

/* Three neighbours share a part, so that the grain is a little larger than a pixel. */
void grading_grain_row(int16_t *line, int row, int count, int strength) {
    struct random random = random_seed(0x6772616eU + (uint64_t)row);
    int before = 0, now = (int)random_below(&random, 256) - 128;
    for (int i = 0; i < count; i++) {
        int next = (int)random_below(&random, 256) - 128;
        line[i] = (int16_t)((before + 2 * now + next) * strength / 512);
        before = now, now = next;
    }
}

/* Lightness through a curve about 0.55, with a soft toe and shoulder. */
static float curved(float lightness, const struct recipe *recipe) {
    float off = lightness - 0.55F, reach = off < 0 ? 0.55F : 0.45F, share = off / reach;
    float bent =
        share * recipe->contrast / (1 + (recipe->contrast - 1) * fminf(fabsf(share), 1.2F));
    return recipe->black + (recipe->white - recipe->black) * (0.55F + reach * bent);
}

struct rgb grading_colour(enum grade_name name, struct rgb rgb) {
    const struct recipe *recipe = recipe_of(name);
    struct oklab lab = oklab_from_rgb(rgb);
    float l = curved(lab.l, recipe);
    float dark = fminf(fmaxf(1 - lab.l / 0.6F, 0), 1), bright = fminf(lab.l / 0.8F, 1);
    float chroma = hypotf(lab.a, lab.b);
    lab.a *= recipe->chroma, lab.b *= recipe->chroma;
    /* The axis of orange (hue 60 degrees) and teal (200). */
    float warm = lab.a * 0.5F + lab.b * 0.866F;
    float side = chroma > 0 ? fminf(fmaxf(warm / chroma, -1), 1) : 0;
    struct oklab axis = side > 0 ? (struct oklab){0, 0.5F * side, 0.866F * side}
                                 : (struct oklab){0, 0.94F * side, 0.342F * side};
    float pull = recipe->orange * fminf(chroma / 0.05F, 1) * 0.6F;
    lab.a += pull * (axis.a * chroma - lab.a), lab.b += pull * (axis.b * chroma - lab.b);
    /* Black and white stay without colour, as on a screen. */
    float room = fminf(fminf(l / 0.12F, (1 - l) / 0.06F), 1);
    room = fmaxf(room, 0);
    lab.a += room * (dark * recipe->shadow_a + bright * recipe->light_a);
    lab.b += room * (dark * recipe->shadow_b + bright * recipe->light_b);
    lab.l = l;
    return oklab_to_rgb(lab);
}

struct grading {
    struct grading_entry table[GRADING_SIDE][GRADING_SIDE][GRADING_SIDE]; /* red, green, blue */
};

static double luma_of(struct rgb rgb) {
    return 0.2126 * rgb.r + 0.7152 * rgb.g + 0.0722 * rgb.b;
}

/* Of the way between black and white at this colour: how much luma grows when all channels do.
 */
static double slope_at(enum grade_name name, struct rgb rgb) {
    const float step = 0.02F;
    struct rgb less = {fmaxf(rgb.r - step, 0), fmaxf(rgb.g - step, 0), fmaxf(rgb.b - step, 0)};
    struct rgb more = {fminf(rgb.r + step, 1), fminf(rgb.g + step, 1), fminf(rgb.b + step, 1)};
    double way = luma_of(more) - luma_of(less);
    double grown = luma_of(grading_colour(name, more)) - luma_of(grading_colour(name, less));
    return camera_clamp(way > 0 ? grown / way : 1, 0, 3);
}

static struct grading_entry entry_of(enum grade_name name, struct rgb rgb) {
    struct rgb out = grading_colour(name, rgb);
    double luma = luma_of(out);
    return (struct grading_entry){
        .y = (int16_t)lrint(128 * 219 * luma),
        .u = (int16_t)lrint(128 * 224 * (out.b - luma) / 1.8556),
        .v = (int16_t)lrint(128 * 224 * (out.r - luma) / 1.5748),
        .slope = (int16_t)lrint(1024 * slope_at(name, rgb)),
    };
}

/* A sum of four bytes is 0..1020; the table's steps are 64 of it. */
static float of_step(int step) {
    return fminf((float)step * 64 / 1020, 1);
}

static struct grading gradings[GRADE_COUNT];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_all(void) {
    for (int name = GRADE_NEUTRAL + 1; name < GRADE_COUNT; name++)
        for (int r = 0; r < GRADING_SIDE; r++)
            for (int g = 0; g < GRADING_SIDE; g++)
                for (int b = 0; b < GRADING_SIDE; b++)
                    gradings[name].table[r][g][b] =
                        entry_of((enum grade_name)name,
                                 (struct rgb){of_step(r), of_step(g), of_step(b)});
}

const struct grading *grading_of(enum grade_name name) {
    if (name <= GRADE_NEUTRAL || name >= GRADE_COUNT) return NULL;
    pthread_once(&once, make_all);
    return &gradings[name];
}

/* ---- Through the table ---- */

enum { RUN = 512 }; /* blocks worked on at a time: what they need stays in the cache */

struct blocks {
    int16_t mean[2 * RUN], graded[2 * RUN], slope[2 * RUN]; /* per pixel of a row */
    int16_t u[RUN], v[RUN];
};

typedef int16_t four_short __attribute__((vector_size(8)));
typedef int32_t four __attribute__((vector_size(16)));

static inline four entry_at(const struct grading_entry *entry) {
    four_short shorts;
    memcpy(&shorts, entry, sizeof shorts);
    return __builtin_convertvector(shorts, four);
}

static inline four between(four a, four b, int share) { /* share of b in 64 */
    return a + ((b - a) * share >> 6);
}

VECTORISED static void look_up(const struct grading *grading, const struct convert_rows *rows,
                               int from, int count, struct blocks *blocks) {
    enum { ACROSS_G = GRADING_SIDE, ACROSS_R = GRADING_SIDE * GRADING_SIDE };
    const struct grading_entry *table = &grading->table[0][0][0];
    for (int i = 0; i < count; i++) {
        int x = 2 * (from + i);
        uint32_t a = rows->top[x], b = rows->top[x + 1], c = rows->bottom[x],
                 d = rows->bottom[x + 1];
        int red = (int)((a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255));
        int green = (int)((a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255));
        int blue = (int)((a & 255) + (b & 255) + (c & 255) + (d & 255));
        const struct grading_entry *at =
            table + (red >> 6) * ACROSS_R + (green >> 6) * ACROSS_G + (blue >> 6);
        int blue_share = blue & 63, green_share = green & 63;
        four near =
            between(between(entry_at(at), entry_at(at + 1), blue_share),
                    between(entry_at(at + ACROSS_G), entry_at(at + ACROSS_G + 1), blue_share),
                    green_share);
        at += ACROSS_R;
        four far =
            between(between(entry_at(at), entry_at(at + 1), blue_share),
                    between(entry_at(at + ACROSS_G), entry_at(at + ACROSS_G + 1), blue_share),
                    green_share);
        four out = between(near, far, red & 63);
        /* 128 * 219 / 1020 of the sum, by the weights of BT.709 */
        int mean = (red * 5842 + green * 19656 + blue * 1984) / 1000;
        blocks->mean[2 * i] = blocks->mean[2 * i + 1] = (int16_t)mean;
        blocks->graded[2 * i] = blocks->graded[2 * i + 1] = (int16_t)out[0];
        blocks->slope[2 * i] = blocks->slope[2 * i + 1] = (int16_t)out[3];
        blocks->u[i] = (int16_t)out[1];
        blocks->v[i] = (int16_t)out[2];
    }
}

VECTORISED static void luma_row(uint8_t *restrict luma, const uint32_t *restrict pixels,
                                const uint16_t *restrict vignette_x, uint32_t vignette_y,
                                const uint8_t *restrict dither, const int16_t *restrict grain,
                                const struct blocks *restrict blocks, int count) {
    for (int i = 0; i < count; i++) {
        uint32_t pixel = pixels[i];
        /* 128 * 219 / 255 of each byte */
        int32_t own = (int32_t)(23371 * (pixel >> 16 & 255) + 78624 * (pixel >> 8 & 255) +
                                7936 * (pixel & 255)) /
                      1000;
        int32_t value =
            blocks->graded[i] + ((own - blocks->mean[i]) * blocks->slope[i] >> 10) + grain[i];
        value = value < 0 ? 0 : value > 219 * 128 ? 219 * 128 : value;
        int32_t light = (int32_t)((uint32_t)vignette_x[i] * vignette_y >> 16) >> 1;
        value = (value * light >> 15) + 16 * 128;
        luma[i] = (uint8_t)((2 * value + dither[i]) >> 8);
    }
}

VECTORISED static void chroma_row(uint8_t *restrict out, const int16_t *restrict in,
                                  const uint16_t *restrict vignette_x, uint32_t vignette_y,
                                  int count) {
    for (int i = 0; i < count; i++) {
        int32_t light = (int32_t)((uint32_t)vignette_x[2 * i] * vignette_y >> 17);
        out[i] = (uint8_t)(((in[i] * light >> 15) + (128 << 7) + 64) >> 7);
    }
}

void grading_convert(const struct grading *grading, const struct convert_rows *rows, int from,
                     int to) {
    struct blocks blocks = {0};
    for (int at = from / 2; at < to / 2; at += RUN) {
        int count = to / 2 - at < RUN ? to / 2 - at : RUN, x = 2 * at;
        look_up(grading, rows, at, count, &blocks);
        luma_row(rows->luma_top + x, rows->top + x, rows->vignette_x + x, rows->vignette_top,
                 rows->dither_top + x, rows->grain_top + x, &blocks, 2 * count);
        luma_row(rows->luma_bottom + x, rows->bottom + x, rows->vignette_x + x,
                 rows->vignette_bottom, rows->dither_bottom + x, rows->grain_bottom + x,
                 &blocks, 2 * count);
        chroma_row(rows->u + at, blocks.u, rows->vignette_x + x, rows->vignette_top, count);
        chroma_row(rows->v + at, blocks.v, rows->vignette_x + x, rows->vignette_top, count);
    }
}
