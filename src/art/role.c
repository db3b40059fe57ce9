#include "art/role.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "art/drawing.h"
#include "base/memory.h"

enum tone { TONE_BASE, TONE_LIT, TONE_SHADE, TONE_DEEP, TONE_PALE };

static bool same(const char *name, size_t length, const char *word) {
    return strlen(word) == length && memcmp(name, word, length) == 0;
}

/* Splits "wall-shade" into "wall" and its tone. */
static enum tone split_tone(const char *name, size_t *length) {
    static const struct {
        const char *ending;
        enum tone tone;
    } tones[] = {
        {"-lit", TONE_LIT}, {"-shade", TONE_SHADE}, {"-deep", TONE_DEEP}, {"-pale", TONE_PALE}};
    for (size_t i = 0; i < COUNT_OF(tones); i++) {
        size_t end = strlen(tones[i].ending);
        if (*length > end && memcmp(name + *length - end, tones[i].ending, end) == 0) {
            *length -= end;
            return tones[i].tone;
        }
    }
    return TONE_BASE;
}

static struct oklab polar(float l, float c, float degrees) {
    float radians = degrees * 0.0174532925f;
    return (struct oklab){l, c * cosf(radians), c * sinf(radians)};
}

/* How grey the weather makes the sky, 0 clear .. 1 lead. */
static float overcast(enum weather weather) {
    static const float of[WEATHER_COUNT] = {
        [WEATHER_CLEAR] = 0,   [WEATHER_CLOUDY] = 0.55f, [WEATHER_RAIN] = 0.85f,
        [WEATHER_STORM] = 1,   [WEATHER_SNOW] = 0.7f,    [WEATHER_FOG] = 0.9f,
        [WEATHER_WIND] = 0.2f,
    };
    return of[weather];
}

/* The sky's top by hour; its foot is the air, its middle between them leaning to the key. */
static struct oklab sky_top(const struct light *light) {
    static const float of[HOUR_COUNT][3] = {
        [HOUR_DAWN] = {0.68f, 0.062f, 286}, [HOUR_MORNING] = {0.74f, 0.080f, 240},
        [HOUR_NOON] = {0.72f, 0.095f, 236}, [HOUR_AFTERNOON] = {0.71f, 0.080f, 242},
        [HOUR_DUSK] = {0.46f, 0.090f, 305}, [HOUR_NIGHT] = {0.19f, 0.052f, 268},
    };
    const float *row = of[light->hour];
    struct oklab clear = polar(row[0], row[1], row[2]);
    if (light->culture == CULTURE_FANTASY)
        clear = polar(row[0], row[1] * 1.1f, light->hour == HOUR_NOON ? 215 : 300);
    struct oklab air = oklab_from_rgb(light->air);
    struct oklab lead = {air.l * 0.78f, air.a * 0.8f - 0.004f, air.b * 0.6f - 0.014f};
    return oklab_mix(clear, lead, overcast(light->weather));
}

static struct oklab sky_at(const struct light *light, float height) {
    struct oklab top = sky_top(light), low = oklab_from_rgb(light->air);
    struct oklab key = oklab_from_rgb(light->key);
    bool low_sun = light->hour == HOUR_DAWN || light->hour == HOUR_DUSK;
    float warmth = (1 - overcast(light->weather)) * (low_sun ? 0.45f : 0.12f);
    if (light->hour == HOUR_NIGHT) warmth = 0.10f;
    low = oklab_mix(low, key, warmth);
    struct oklab middle = oklab_mix(top, low, 0.62f);
    if (low_sun) middle.a += 0.022f * (1 - overcast(light->weather));
    return height < 0.5f ? oklab_mix(low, middle, height * 2)
                         : oklab_mix(middle, top, height * 2 - 1);
}

static bool light_role(const struct light *light, const char *name, size_t length,
                       struct oklab *lab, bool *shines) {
    bool night = light->hour == HOUR_NIGHT;
    struct oklab air = oklab_from_rgb(light->air), key = oklab_from_rgb(light->key);
    *shines = true; /* what is in the sky or shines is not dimmed by the air before it */
    if (same(name, length, "sky-top"))
        *lab = sky_at(light, 1);
    else if (same(name, length, "sky-mid"))
        *lab = sky_at(light, 0.5f);
    else if (same(name, length, "sky-low"))
        *lab = sky_at(light, 0);
    else if (same(name, length, "air") || same(name, length, "mist"))
        *lab = oklab_mix(air, key, same(name, length, "mist") && !night ? 0.3f : 0.05f);
    else if (same(name, length, "key"))
        *lab = key;
    else if (same(name, length, "cloud"))
        *lab = night ? oklab_mix(sky_at(light, 0.3f), air, 0.5f)
                     : oklab_mix(sky_at(light, 0.2f),
                                 oklab_mix(key, (struct oklab){0.99f, 0, 0.008f}, 0.62f),
                                 0.95f * (1 - 0.85f * overcast(light->weather)));
    else if (same(name, length, "sun"))
        *lab = oklab_mix(key, (struct oklab){0.985f, 0, 0.05f}, 0.6f);
    else if (same(name, length, "moon"))
        *lab = (struct oklab){0.92f, -0.004f, 0.018f};
    else if (same(name, length, "star"))
        *lab = (struct oklab){0.90f, 0.0f, 0.02f};
    else if (same(name, length, "lamp"))
        *lab = light->lamps
                   ? (struct oklab){0.95f, 0.010f, 0.085f}
                   : oklab_from_rgb(light_base(light, (struct rgb){0.93f, 0.89f, 0.80f}));
    else if (same(name, length, "flame"))
        *lab = (struct oklab){0.90f, 0.030f, 0.130f};
    else if (same(name, length, "glow"))
        *lab = (struct oklab){0.80f, 0.045f, 0.120f};
    else if (same(name, length, "window"))
        *lab = light->lamps
                   ? (struct oklab){0.83f, 0.030f, 0.115f}
                   : oklab_mix(sky_at(light, 0.5f), oklab_from_rgb(light->shade), 0.55f);
    else {
        *shines = false;
        if (same(name, length, "base"))
            *lab = oklab_from_rgb(light->base);
        else if (same(name, length, "shade"))
            *lab = oklab_from_rgb(light->shade);
        else if (same(name, length, "accent"))
            *lab = oklab_from_rgb(light->accent);
        else if (same(name, length, "ink"))
            *lab = oklab_mix(oklab_from_rgb(light->shade), polar(0.10f, 0.025f, 300), 0.6f);
        else
            return false;
    }
    return true;
}

static const struct material *material_find(const struct material_list *list, const char *name,
                                            size_t length) {
    for (size_t i = 0; list && i < list->count; i++)
        if (same(name, length, list->items[i].name)) return &list->items[i];
    return NULL;
}

static struct rgb wall_light(const struct light *light, struct rgb material) {
    struct oklab lab = oklab_from_rgb(material), key = oklab_from_rgb(light->key);
    struct oklab air = oklab_from_rgb(light->air);
    float gone = 1 - light->ambient;
    lab.l = lab.l * (1 - 1.06f * gone) + 0.03f * gone;
    float chroma = 1 - 0.75f * gone;
    float lean = 0.25f + (light->hour == HOUR_DUSK || light->hour == HOUR_DAWN ? 0.18f : 0);
    if (light->inside && light->lamps) { /* lamps warm what they meet, but do not dye it */
        chroma = 0.84f;
        lean = 0.14f;
        gone *= 0.5f;
    }
    lab.a = lab.a * chroma + lean * key.a + 0.75f * gone * air.a;
    lab.b = lab.b * chroma + lean * key.b + 0.75f * gone * air.b;
    return oklab_to_rgb(lab);
}

static struct oklab material_lab(const struct palette_view *view,
                                 const struct material *material) {
    const struct light *light = view->light;
    struct rgb own = material->colour[light->culture];
    if (light->weather == WEATHER_SNOW && material->snow > 0 && !view->people &&
        !light->inside) {
        struct oklab white = {0.94f, -0.004f, -0.008f};
        own = oklab_to_rgb(oklab_mix(oklab_from_rgb(own), white, material->snow));
    }
    struct oklab lab =
        oklab_from_rgb(view->people ? light_base(light, own) : wall_light(light, own));
    if (material->sky > 0) lab = oklab_mix(lab, sky_at(light, 0.35f), material->sky);
    return lab;
}

static struct oklab in_tone(const struct light *light, struct oklab lab, enum tone tone) {
    struct oklab key = oklab_from_rgb(light->key), shade = oklab_from_rgb(light->shade);
    switch (tone) {
    case TONE_LIT:
        return oklab_mix(lab, key, 0.16f + 0.20f * light->key_strength);
    case TONE_PALE:
        return oklab_mix(lab, key, 0.62f);
    case TONE_SHADE:
        lab = oklab_mix(lab, shade, 0.10f);
        return (struct oklab){lab.l * (0.86f - 0.06f * light->key_strength),
                              lab.a * 1.05f + 0.006f, lab.b * 0.95f - 0.010f};
    case TONE_DEEP:
        lab = oklab_mix(lab, shade, 0.34f);
        return (struct oklab){lab.l * 0.70f, lab.a + 0.006f, lab.b * 0.9f - 0.010f};
    default:
        return lab;
    }
}

/* How much more, or less, the air lies between than on a clear day. */
static float haze(const struct light *light) {
    static const float of[WEATHER_COUNT] = {
        [WEATHER_CLEAR] = 1,     [WEATHER_CLOUDY] = 1.1f, [WEATHER_RAIN] = 1.3f,
        [WEATHER_STORM] = 1.25f, [WEATHER_SNOW] = 1.35f,  [WEATHER_FOG] = 1.9f,
        [WEATHER_WIND] = 1.1f,
    };
    return of[light->weather];
}

bool role_colour(const struct palette_view *view, const char *name, size_t length,
                 struct rgb *colour) {
    struct oklab lab;
    bool shines = false;
    enum tone tone = TONE_BASE;
    const struct material *material = material_find(view->own, name, length);
    if (!material && light_role(view->light, name, length, &lab, &shines)) {
        /* "sky-top" is a whole name and no tone */
    } else {
        if (!material) tone = split_tone(name, &length);
        if (!material) material = material_find(view->own, name, length);
        if (!material) material = material_find(view->common, name, length);
        if (material)
            lab = material_lab(view, material);
        else if (!light_role(view->light, name, length, &lab, &shines))
            return false;
    }
    lab = in_tone(view->light, lab, tone);
    if (!shines && view->air > 0) {
        struct oklab air =
            oklab_mix(oklab_from_rgb(view->light->air), sky_at(view->light, 0.1f), 0.5f);
        /* shade close to the eye, air far away: fog also takes what is near */
        float t = (float)view->air * haze(view->light);
        lab = oklab_mix(lab, air, fminf(t, 0.93f));
    }
    *colour = oklab_to_rgb(lab);
    return true;
}

struct seen {
    const struct palette_view *view;
    struct buf *style;
    LIST(struct {
        const char *name;
        size_t length;
    })
    names;
};

static void use_class(void *data, const char *name, size_t length) {
    struct seen *seen = data;
    if (length > 60 || seen->names.count > 400) return;
    for (size_t i = 0; i < seen->names.count; i++)
        if (seen->names.items[i].length == length &&
            memcmp(seen->names.items[i].name, name, length) == 0)
            return;
    *list_push(&seen->names) = (__typeof__(*seen->names.items)){name, length};
    bool line = length > 5 && memcmp(name, "line-", 5) == 0;
    for (size_t i = 0; i < length; i++) /* goes into a stylesheet: plain names only */
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
              name[i] == '-' || name[i] == '_'))
            return;
    struct rgb c;
    if (!role_colour(seen->view, line ? name + 5 : name, line ? length - 5 : length, &c))
        return;
    int r = (int)lrintf(c.r * 255), g = (int)lrintf(c.g * 255), b = (int)lrintf(c.b * 255);
    char hex[8];
    snprintf(hex, sizeof hex, "#%02x%02x%02x", (unsigned)r & 255, (unsigned)g & 255,
             (unsigned)b & 255);
    if (line)
        buf_printf(seen->style, ".%.*s{fill:none;stroke:%s}\n", (int)length, name, hex);
    else
        buf_printf(seen->style, ".%.*s{fill:%s;stop-color:%s}\n", (int)length, name, hex, hex);
}

void role_stylesheet(const struct palette_view *view, const char *svg, size_t size,
                     struct buf *style) {
    struct seen seen = {.view = view, .style = style};
    drawing_classes(svg, size, use_class, &seen);
    list_done(&seen.names);
}
