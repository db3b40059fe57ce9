/* Colours compared and shifted in OKLab, where distance is as large as the eye takes it
 * (B. Ottosson, "A perceptual color space for image processing", 2020). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "casting/person.h"

struct lab {
    double l, a, b;
};

static double linear(int byte) {
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static int encoded(double c) {
    c = c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1 / 2.4) - 0.055;
    return (int)lround(fmin(fmax(c, 0), 1) * 255);
}

static struct lab lab_of(const char *hex) {
    unsigned long value = hex[0] == '#' ? strtoul(hex + 1, NULL, 16) & 0xffffff : 0;
    double r = linear((int)(value >> 16)), g = linear((int)(value >> 8 & 255)),
           b = linear((int)(value & 255));
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return (struct lab){0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

static void hex_of(struct lab lab, char out[static 8]) {
    double l = lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b;
    double m = lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b;
    double s = lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    unsigned r = (unsigned)encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    unsigned g = (unsigned)encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    unsigned b = (unsigned)encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    snprintf(out, 8, "#%02x%02x%02x", r & 255, g & 255, b & 255);
}

double person_color_distance(const char *a, const char *b) {
    struct lab x = lab_of(a), y = lab_of(b);
    return sqrt((x.l - y.l) * (x.l - y.l) + (x.a - y.a) * (x.a - y.a) +
                (x.b - y.b) * (x.b - y.b));
}

/* Dyed cloth when the palette is worn already: five lightnesses of twelve hues, full and faded.
 */
static void dye(size_t n, size_t start, char color[static 8]) {
    static const double lightness[] = {0.62, 0.48, 0.77, 0.34, 0.9};
    size_t step = n % 60;
    static const double chromas[] = {0.11, 0.045, 0.15};
    double chroma = chromas[n / 60 % 3];
    double hue = (double)((step * 5 + start) % 12) * 0.5235987755982988; /* 30 degrees */
    struct lab lab = {lightness[step / 12], chroma * cos(hue), chroma * sin(hue)};
    hex_of(lab, color);
}

void person_colors(const struct person *person, size_t n, struct colors *colors) {
    size_t count;
    enum gender gender = person->look->gender;
    const struct colors *list = wardrobe_colors(person->dress, gender, person->life, &count);
    struct random random = random_seed_for(person->seed, "colors");
    size_t start = random_below(&random, (uint32_t)count);
    /* a step without common factor walks through the whole list */
    static const size_t steps[] = {7, 1, 11, 5, 13};
    size_t step = steps[random_below(&random, COUNT_OF(steps))];
    while (count % step == 0 && step > 1) step += 2;
    *colors = list[(start + n % count * step) % count];
    if (n >= count) dye(n - count, start, colors->main);
}
