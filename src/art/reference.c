/* Skin is the largest patch of skin colour near the middle of the upper part; hair is what lies
 * round its upper half and is neither skin nor background; what is worn lies below it. */
#include "art/reference.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/person.h"
#include "base/memory.h"

enum kind { GROUND, SKIN, OTHER };

struct look_at {
    const struct photo *photo;
    unsigned char *kind; /* enum kind */
    int *patch;          /* which connected patch of skin, from 1 */
    struct oklab ground; /* the background */
    bool has_ground;
    int face;           /* its patch */
    int x0, y0, x1, y1; /* and its box */
    struct oklab skin;
};

static float distance(struct oklab a, struct oklab b) {
    float l = a.l - b.l, x = a.a - b.a, y = a.b - b.b;
    return sqrtf(l * l + x * x + y * y);
}

/* Skin of every tone lies in a narrow fan of hue around orange (compare the Monk scale). */
static bool is_skin(struct oklab c) {
    float chroma = hypotf(c.a, c.b), hue = atan2f(c.b, c.a);
    float most = .05f + .16f * fminf(1, c.l);
    return c.l > .18f && c.l < .97f && chroma > .012f && chroma < most && hue > .35f &&
           hue < 1.45f;
}

static int by_value(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return a < b ? -1 : a > b;
}

static struct oklab median(const struct oklab *colors, size_t count) {
    AUTO_FREE float *values = xcalloc(count + 1, sizeof *values);
    struct oklab result;
    float *to[] = {&result.l, &result.a, &result.b};
    for (int c = 0; c < 3; c++) {
        for (size_t i = 0; i < count; i++)
            values[i] = c == 0 ? colors[i].l : c == 1 ? colors[i].a : colors[i].b;
        qsort(values, count, sizeof *values, by_value);
        *to[c] = count ? values[count / 2] : 0;
    }
    return result;
}

static size_t at(const struct look_at *look, int x, int y) {
    return (size_t)y * (size_t)look->photo->width + (size_t)x;
}

/* The upper corners and sides, when they agree. */
static void find_ground(struct look_at *look) {
    const struct photo *p = look->photo;
    AUTO_FREE struct oklab *edge =
        xcalloc((size_t)(p->width + 2 * p->height) * 3, sizeof *edge);
    size_t count = 0, near = 0;
    int deep = p->width / 24 + 1;
    for (int y = 0; y < p->height * 2 / 3; y++)
        for (int x = 0; x < deep && x < 3; x++) {
            if (p->opaque[at(look, x, y)]) edge[count++] = p->pixels[at(look, x, y)];
            int other = p->width - 1 - x;
            if (p->opaque[at(look, other, y)]) edge[count++] = p->pixels[at(look, other, y)];
        }
    if (count < 8) return;
    look->ground = median(edge, count);
    for (size_t i = 0; i < count; i++) near += distance(edge[i], look->ground) < .10f;
    look->has_ground = near * 2 > count;
}

/* The background is what is like it and hangs together with the edges of the picture. */
static void fill_ground(struct look_at *look) {
    const struct photo *p = look->photo;
    size_t all = (size_t)p->width * (size_t)p->height, top = 0;
    AUTO_FREE int *stack = xcalloc(all + 1, sizeof *stack);
    for (size_t i = 0; i < all; i++) {
        int x = (int)i % p->width, y = (int)i / p->width;
        bool edge = x == 0 || y == 0 || x == p->width - 1;
        bool like = look->has_ground && distance(p->pixels[i], look->ground) < .08f;
        look->kind[i] = !p->opaque[i] ? GROUND : OTHER;
        if (!(edge && like)) continue;
        look->kind[i] = GROUND;
        stack[top++] = (int)i;
    }
    while (top) {
        int here = stack[--top], x = here % p->width, y = here / p->width;
        static const int step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        for (int k = 0; k < 4; k++) {
            int nx = x + step[k][0], ny = y + step[k][1];
            if (nx < 0 || ny < 0 || nx >= p->width || ny >= p->height) continue;
            size_t next = at(look, nx, ny);
            if (look->kind[next] == GROUND || distance(p->pixels[next], look->ground) > .08f ||
                distance(p->pixels[next], p->pixels[here]) > .025f)
                continue;
            look->kind[next] = GROUND;
            stack[top++] = (int)next;
        }
    }
}

static bool is_ground(const struct look_at *look, int x, int y) {
    return look->kind[at(look, x, y)] == GROUND;
}

/* Fills one patch of skin; returns its pixels, and how near its middle is to where faces are.
 */
static size_t fill(struct look_at *look, int x, int y, int number, int box[4], int *stack) {
    const struct photo *p = look->photo;
    size_t count = 0, top = 0;
    stack[top++] = (int)at(look, x, y);
    look->patch[at(look, x, y)] = number;
    while (top) {
        int here = stack[--top], hx = here % p->width, hy = here / p->width;
        count++;
        box[0] = hx < box[0] ? hx : box[0];
        box[1] = hy < box[1] ? hy : box[1];
        box[2] = hx > box[2] ? hx : box[2];
        box[3] = hy > box[3] ? hy : box[3];
        static const int step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        for (int k = 0; k < 4; k++) {
            int nx = hx + step[k][0], ny = hy + step[k][1];
            if (nx < 0 || ny < 0 || nx >= p->width || ny >= p->height) continue;
            size_t next = at(look, nx, ny);
            if (look->kind[next] != SKIN || look->patch[next]) continue;
            /* brown hair and pale wood have skin's hues: an edge ends the patch */
            if (distance(p->pixels[here], p->pixels[next]) > .045f) continue;
            look->patch[next] = number;
            stack[top++] = (int)next;
        }
    }
    return count;
}

static bool find_face(struct look_at *look) {
    const struct photo *p = look->photo;
    size_t all = (size_t)p->width * (size_t)p->height, best_pixels = 0;
    double best = 0;
    int best_number = 0, number = 0;
    AUTO_FREE int *stack = xcalloc(all + 1, sizeof *stack);
    for (int y = 0; y < p->height; y++)
        for (int x = 0; x < p->width; x++) {
            if (look->kind[at(look, x, y)] != SKIN || look->patch[at(look, x, y)]) continue;
            int box[4] = {x, y, x, y};
            size_t count = fill(look, x, y, ++number, box, stack);
            double middle = (box[0] + box[2]) / 2. / p->width - .5,
                   high = (box[1] + box[3]) / 2. / p->height - .36;
            /* A face fills its box; hair is a ring or a fringe of it. */
            double full = (double)count / ((box[2] - box[0] + 1.) * (box[3] - box[1] + 1.));
            double score =
                (double)count * full * full * exp(-6 * (middle * middle + high * high));
            if (score <= best) continue;
            best = score;
            best_pixels = count;
            best_number = number;
            look->x0 = box[0], look->y0 = box[1], look->x1 = box[2], look->y1 = box[3];
        }
    if (best_pixels * 70 < all) return false;
    /* A face is about a third taller than wide: a neck and a chest below it are not of it. */
    int width = look->x1 - look->x0 + 1, tall = width * 4 / 3;
    if (look->y1 - look->y0 > tall) look->y1 = look->y0 + tall;
    look->face = best_number;
    AUTO_FREE struct oklab *colors = xcalloc(all, sizeof *colors);
    size_t count = 0;
    for (int y = look->y0; y <= look->y1; y++)
        for (int x = look->x0; x <= look->x1; x++)
            if (look->patch[at(look, x, y)] == best_number)
                colors[count++] = p->pixels[at(look, x, y)];
    look->skin = median(colors, count);
    return true;
}

/* The three commonest colours of a list: k-means from the quartiles of lightness, fixed rounds.
 */
static int clusters(const struct oklab *colors, size_t count, struct oklab middle[3],
                    size_t size[3]) {
    static const int rounds = 12;
    struct oklab low = {2, 0, 0}, high = {-1, 0, 0}, mean = median(colors, count);
    for (size_t i = 0; i < count; i++) {
        if (colors[i].l < low.l) low = colors[i];
        if (colors[i].l > high.l) high = colors[i];
    }
    middle[0] = mean, middle[1] = low, middle[2] = high;
    for (int r = 0; r < rounds; r++) {
        double sum[3][3] = {{0}};
        memset(size, 0, 3 * sizeof *size);
        for (size_t i = 0; i < count; i++) {
            int nearest = 0;
            for (int k = 1; k < 3; k++)
                if (distance(colors[i], middle[k]) < distance(colors[i], middle[nearest]))
                    nearest = k;
            sum[nearest][0] += (double)colors[i].l;
            sum[nearest][1] += (double)colors[i].a;
            sum[nearest][2] += (double)colors[i].b;
            size[nearest]++;
        }
        for (int k = 0; k < 3; k++)
            if (size[k])
                middle[k] = (struct oklab){(float)(sum[k][0] / (double)size[k]),
                                           (float)(sum[k][1] / (double)size[k]),
                                           (float)(sum[k][2] / (double)size[k])};
    }
    for (int i = 0; i < 2; i++) /* the commonest first */
        for (int k = i + 1; k < 3; k++)
            if (size[k] > size[i]) {
                struct oklab color = middle[i];
                size_t n = size[i];
                middle[i] = middle[k], size[i] = size[k];
                middle[k] = color, size[k] = n;
            }
    return count ? 3 : 0;
}

static void to_hex(struct oklab lab, char hex[static 8]) {
    struct rgb c = oklab_to_rgb(lab);
    snprintf(hex, 8, "#%02x%02x%02x", (unsigned)lrintf(c.r * 255) & 255,
             (unsigned)lrintf(c.g * 255) & 255, (unsigned)lrintf(c.b * 255) & 255);
}

/* Everything in a box that is neither skin nor background. */
static size_t gather(const struct look_at *look, int x0, int y0, int x1, int y1,
                     struct oklab *out) {
    const struct photo *p = look->photo;
    size_t count = 0;
    for (int y = y0 < 0 ? 0 : y0; y <= y1 && y < p->height; y++)
        for (int x = x0 < 0 ? 0 : x0; x <= x1 && x < p->width; x++) {
            if (look->patch[at(look, x, y)] == look->face || is_ground(look, x, y)) continue;
            if (distance(p->pixels[at(look, x, y)], look->skin) < .07f) continue;
            out[count++] = p->pixels[at(look, x, y)];
        }
    return count;
}

static size_t count_like(const struct look_at *look, int x0, int y0, int x1, int y1,
                         struct oklab color) {
    size_t count = 0;
    for (int y = y0 < 0 ? 0 : y0; y <= y1 && y < look->photo->height; y++)
        for (int x = x0 < 0 ? 0 : x0; x <= x1 && x < look->photo->width; x++)
            count += !is_ground(look, x, y) &&
                     distance(look->photo->pixels[at(look, x, y)], color) < .10f;
    return count;
}

/* What lies over the forehead names the colour; how far it falls beside the face, the cut. */
static void find_hair(const struct look_at *look, struct oklab *room,
                      struct look_reference *reference) {
    int w = look->x1 - look->x0 + 1, h = look->y1 - look->y0 + 1;
    int left = look->x0 + w / 5, right = look->x1 - w / 5;
    size_t count = gather(look, left, look->y0 - h / 2, right, look->y0 + h / 10, room);
    if (count < (size_t)(w * h) / 60) {
        snprintf(reference->hair, sizeof reference->hair, "bald");
        return;
    }
    struct oklab middle[3];
    size_t size[3];
    clusters(room, count, middle, size);
    to_hex(middle[0], reference->hair_color);
    int aside = w / 3, chin = look->y1;
    size_t beside =
        count_like(look, look->x0 - aside, look->y0 + h / 2, look->x0 - 1, chin, middle[0]) +
        count_like(look, look->x1 + 1, look->y0 + h / 2, look->x1 + aside, chin, middle[0]);
    size_t below =
        count_like(look, look->x0 - aside, chin, look->x0 + w / 6, chin + h / 3, middle[0]) +
        count_like(look, look->x1 - w / 6, chin, look->x1 + aside, chin + h / 3, middle[0]);
    size_t flank = (size_t)(2 * aside + 1) * (size_t)(h / 2 + 1);
    const char *cut = below * 5 > flank ? "long" : beside * 5 > flank ? "bob" : "short";
    snprintf(reference->hair, sizeof reference->hair, "%s", cut);
}

static void find_clothes(const struct look_at *look, struct oklab *room,
                         struct look_reference *reference) {
    int w = look->x1 - look->x0 + 1, h = look->y1 - look->y0 + 1;
    size_t count = gather(look, look->x0 - w, look->y1 + h / 4, look->x1 + w,
                          look->photo->height - 1, room);
    if (count < (size_t)(w * h) / 16) return;
    struct oklab middle[3];
    size_t size[3];
    clusters(room, count, middle, size);
    for (int k = 0; k < 3; k++) {
        bool own = size[k] * 25 > count;
        for (int i = 0; i < k; i++) own &= distance(middle[i], middle[k]) > .06f;
        if (own) to_hex(middle[k], reference->colors[reference->color_count++]);
    }
}

void art_reference_find(const struct photo *photo, struct look_reference *reference) {
    size_t all = (size_t)photo->width * (size_t)photo->height;
    struct look_at look = {.photo = photo};
    AUTO_FREE unsigned char *kind = look.kind = xcalloc(all + 1, 1);
    AUTO_FREE int *patch = look.patch = xcalloc(all + 1, sizeof *look.patch);
    find_ground(&look);
    fill_ground(&look);
    for (size_t i = 0; i < all; i++)
        if (kind[i] != GROUND && is_skin(photo->pixels[i])) kind[i] = SKIN;
    if (!find_face(&look)) return;
    reference->skin = person_skin_tone(look.skin);
    AUTO_FREE struct oklab *room = xcalloc(all + 1, sizeof *room);
    find_hair(&look, room, reference);
    find_clothes(&look, room, reference);
}

bool art_reference_read(const void *bytes, size_t size, struct look_reference *reference,
                        struct error *err) {
    struct photo photo;
    if (!photo_read(bytes, size, &photo, err)) return false;
    art_reference_find(&photo, reference);
    photo_done(&photo);
    return true;
}
