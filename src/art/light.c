/* Light: five swatches interpolated over the day, then weather, mood and walls change them.
 *
 * OKLab after Björn Ottosson, "A perceptual color space for image processing" (2020). */
#include "art/light.h"

#include <math.h>
#include <string.h>

#include "art/palette.h"

static float linear_of(float encoded) {
    return encoded <= 0.04045f ? encoded / 12.92f : powf((encoded + 0.055f) / 1.055f, 2.4f);
}

static float encoded_of(float linear) {
    if (!(linear > 0)) return 0;
    if (linear >= 1) return 1;
    return linear <= 0.0031308f ? 12.92f * linear : 1.055f * powf(linear, 1 / 2.4f) - 0.055f;
}

struct oklab oklab_from_rgb(struct rgb rgb) {
    float r = linear_of(rgb.r), g = linear_of(rgb.g), b = linear_of(rgb.b);
    float l = cbrtf(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    float m = cbrtf(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    float s = cbrtf(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    return (struct oklab){
        .l = 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
        .a = 1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
        .b = 0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s,
    };
}

struct rgb oklab_to_rgb(struct oklab lab) {
    float l = lab.l + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
    float m = lab.l - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
    float s = lab.l - 0.0894841775f * lab.a - 1.2914855480f * lab.b;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    return (struct rgb){
        .r = encoded_of(4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s),
        .g = encoded_of(-1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s),
        .b = encoded_of(-0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s),
    };
}

struct oklab oklab_mix(struct oklab a, struct oklab b, float t) {
    return (struct oklab){a.l + (b.l - a.l) * t, a.a + (b.a - a.a) * t, a.b + (b.b - a.b) * t};
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

struct rgb rgb_from_hex(const char *hex) {
    int values[6];
    if (!hex || hex[0] != '#' || strlen(hex) != 7) return (struct rgb){0};
    for (int i = 0; i < 6; i++)
        if ((values[i] = hex_digit(hex[i + 1])) < 0) return (struct rgb){0};
    return (struct rgb){(float)(values[0] * 16 + values[1]) / 255.f,
                        (float)(values[2] * 16 + values[3]) / 255.f,
                        (float)(values[4] * 16 + values[5]) / 255.f};
}

/* The swatches while they are worked on. */
struct mix {
    struct oklab air, key, base, shade, accent;
};

static struct mix mix_of(enum culture culture, int column) {
    const struct swatches *row = &palette_table[culture][column];
    return (struct mix){
        oklab_from_rgb(rgb_from_hex(row->air)),    oklab_from_rgb(rgb_from_hex(row->key)),
        oklab_from_rgb(rgb_from_hex(row->base)),   oklab_from_rgb(rgb_from_hex(row->shade)),
        oklab_from_rgb(rgb_from_hex(row->accent)),
    };
}

static struct mix mix_between(struct mix a, struct mix b, float t) {
    return (struct mix){oklab_mix(a.air, b.air, t), oklab_mix(a.key, b.key, t),
                        oklab_mix(a.base, b.base, t), oklab_mix(a.shade, b.shade, t),
                        oklab_mix(a.accent, b.accent, t)};
}

/* The sun goes from right to left over the day; at night the moon stands left. */
static const struct hour_light {
    float x, y, strength, ambient, shadow;
} hours[HOUR_COUNT] = {
    [HOUR_DAWN] = {0.85f, -0.53f, 0.75f, 0.84f, 2.3f},
    [HOUR_MORNING] = {0.66f, -0.75f, 0.90f, 0.95f, 1.3f},
    [HOUR_NOON] = {0.30f, -0.95f, 1.00f, 1.00f, 0.5f},
    [HOUR_AFTERNOON] = {-0.62f, -0.78f, 0.90f, 0.94f, 1.2f},
    [HOUR_DUSK] = {-0.86f, -0.51f, 0.70f, 0.76f, 2.5f},
    [HOUR_NIGHT] = {-0.55f, -0.84f, 0.45f, 0.50f, 1.0f},
};

/* What weather takes: towards grey, from the key, from the ambient; lightness of the air. */
static const struct weather_light {
    float grey, strength, ambient, air;
} weathers[WEATHER_COUNT] = {
    [WEATHER_CLEAR] = {0, 1, 1, 0},
    [WEATHER_CLOUDY] = {0.45f, 0.45f, 0.96f, -0.05f},
    [WEATHER_RAIN] = {0.60f, 0.25f, 0.86f, -0.17f},
    [WEATHER_STORM] = {0.66f, 0.20f, 0.82f, -0.26f},
    [WEATHER_SNOW] = {0.55f, 0.35f, 1.00f, -0.02f},
    [WEATHER_FOG] = {0.62f, 0.15f, 0.95f, -0.04f},
    [WEATHER_WIND] = {0.15f, 0.85f, 0.98f, -0.02f},
};

/* What mood adds: lightness, chroma, a hue to lean to (a, b), and to the ambient. */
static const struct mood_light {
    float lightness, chroma, a, b, ambient;
} moods[MOOD_COUNT] = {
    [MOOD_NEUTRAL] = {0, 1, 0, 0, 1},
    [MOOD_CALM] = {0.01f, 0.95f, -0.004f, 0.000f, 1},
    [MOOD_JOYFUL] = {0.02f, 1.12f, 0.004f, 0.010f, 1.03f},
    [MOOD_FESTIVE] = {0.01f, 1.18f, 0.008f, 0.010f, 1.03f},
    [MOOD_ROMANTIC] = {0.01f, 1.08f, 0.016f, 0.004f, 0.98f},
    [MOOD_HOPEFUL] = {0.02f, 1.06f, 0.004f, 0.012f, 1.02f},
    [MOOD_COMIC] = {0.02f, 1.12f, 0.002f, 0.008f, 1.03f},
    [MOOD_SAD] = {-0.03f, 0.68f, -0.006f, -0.014f, 0.93f},
    [MOOD_TENSE] = {-0.04f, 0.86f, -0.004f, -0.006f, 0.90f},
    [MOOD_FEARFUL] = {-0.06f, 0.78f, -0.016f, -0.008f, 0.84f},
    [MOOD_ANGRY] = {-0.03f, 1.12f, 0.020f, 0.008f, 0.92f},
    [MOOD_MYSTERIOUS] = {-0.04f, 0.92f, 0.008f, -0.018f, 0.88f},
    [MOOD_EPIC] = {0.00f, 1.14f, 0.006f, 0.008f, 1.00f},
};

static struct mix mix_of_hour(enum culture culture, enum hour hour) {
    struct mix dawn = mix_of(culture, PALETTE_DAWN), noon = mix_of(culture, PALETTE_NOON);
    switch (hour) {
    case HOUR_DAWN:
        return dawn;
    case HOUR_MORNING:
        return mix_between(dawn, noon, 0.62f);
    case HOUR_AFTERNOON:
        return mix_between(noon, mix_of(culture, PALETTE_DUSK), 0.30f);
    case HOUR_DUSK:
        return mix_of(culture, PALETTE_DUSK);
    case HOUR_NIGHT:
        return mix_of(culture, PALETTE_NIGHT);
    default:
        return noon;
    }
}

static struct oklab changed(struct oklab lab, const struct mood_light *mood) {
    return (struct oklab){lab.l + mood->lightness, lab.a * mood->chroma + mood->a,
                          lab.b * mood->chroma + mood->b};
}

static struct oklab greyed(struct oklab lab, float grey, float lighter) {
    /* grey of weather is a little blue */
    struct oklab target = {lab.l, -0.006f, -0.018f};
    lab = oklab_mix(lab, target, grey);
    lab.l += lighter * (0.35f + 0.65f * lab.l);
    return lab;
}

/* Lamps make a room warm when the day does not light it. */
static void go_inside(struct mix *mix, struct light *light) {
    light->shadow_length = 0.35f;
    if (!light->lamps) {
        mix->air = oklab_mix(mix->air, mix->key, 0.35f);
        light->key_strength *= 0.6f;
        light->ambient *= 0.96f;
        light->key_y = -0.62f; /* the key comes through a window */
        light->key_x = light->key_x < 0 ? -0.78f : 0.78f;
        return;
    }
    struct oklab lamp = {0.90f, 0.020f, 0.095f};
    mix->key = oklab_mix(mix->key, lamp, 0.85f);
    mix->air = oklab_mix(mix->air, (struct oklab){0.46f, 0.035f, 0.055f}, 0.75f);
    mix->base = oklab_mix(mix->base, (struct oklab){0.50f, 0.035f, 0.055f}, 0.5f);
    light->key_strength = 0.6f;
    light->ambient = fmaxf(light->ambient, 0.70f);
    light->key_x = 0.32f;
    light->key_y = -0.947f;
}

struct light light_for(enum culture culture, enum hour hour, enum weather weather,
                       enum mood mood, bool inside) {
    if ((unsigned)culture >= CULTURE_COUNT) culture = CULTURE_WESTERN;
    if ((unsigned)hour >= HOUR_COUNT) hour = HOUR_NOON;
    if ((unsigned)weather >= WEATHER_COUNT) weather = WEATHER_CLEAR;
    if ((unsigned)mood >= MOOD_COUNT) mood = MOOD_NEUTRAL;
    struct mix mix = mix_of_hour(culture, hour);
    const struct hour_light *of_hour = &hours[hour];
    const struct weather_light *of_weather = &weathers[weather];
    const struct mood_light *of_mood = &moods[mood];
    struct light light = {
        .hour = hour,
        .weather = weather,
        .culture = culture,
        .mood = mood,
        .inside = inside,
        .key_x = of_hour->x,
        .key_y = of_hour->y,
        .key_strength = of_hour->strength * of_weather->strength,
        .ambient = of_hour->ambient * of_weather->ambient * of_mood->ambient,
        .lamps = hour == HOUR_DUSK || hour == HOUR_NIGHT || weather == WEATHER_STORM,
        .shadow_length = of_hour->shadow,
    };
    mix.air = greyed(mix.air, of_weather->grey, of_weather->air);
    mix.key = greyed(mix.key, of_weather->grey * 0.7f, of_weather->air * 0.4f);
    mix.base = greyed(mix.base, of_weather->grey * 0.3f, of_weather->air * 0.4f);
    if (of_weather->strength < 0.4f) { /* no sun: the light comes from the whole sky */
        light.key_x *= 0.6f;
        light.key_y = -sqrtf(1 - light.key_x * light.key_x);
        light.shadow_length *= 0.3f;
    }
    if (inside) go_inside(&mix, &light);
    light.ambient = fminf(fmaxf(light.ambient, 0.44f), 1.0f);
    light.air = oklab_to_rgb(changed(mix.air, of_mood));
    light.key = oklab_to_rgb(changed(mix.key, of_mood));
    light.base = oklab_to_rgb(changed(mix.base, of_mood));
    /* the palette's shade is a hue for large planes; on skin and cloth it would be a stain */
    mix.shade.a = mix.shade.a * 0.5f + 0.010f;
    mix.shade.b = mix.shade.b * 0.5f - 0.008f;
    light.shade = oklab_to_rgb(mix.shade);
    light.accent = oklab_to_rgb(mix.accent);
    float length = hypotf(light.key_x, light.key_y);
    light.key_x /= length;
    light.key_y /= length;
    return light;
}

/* Dimmed and lifted, so that a dark skin at night is still a face; then leaned to the key's hue
 * and, as the light goes, to the hue of the air. */
struct rgb light_base(const struct light *light, struct rgb material) {
    struct oklab lab = oklab_from_rgb(material);
    struct oklab key = oklab_from_rgb(light->key), air = oklab_from_rgb(light->air);
    float gone = 1 - light->ambient;
    lab.l = lab.l * (1 - 0.60f * gone) + 0.17f * gone;
    float chroma = 1 - 0.20f * gone, lean = 0.30f - 0.20f * gone;
    lab.a = lab.a * chroma + lean * key.a + 0.30f * gone * air.a;
    lab.b = lab.b * chroma + lean * key.b + 0.30f * gone * air.b;
    return oklab_to_rgb(lab);
}

/* A turn of hue and not black: darker, cooler, a little more saturated. */
struct rgb light_shade(const struct light *light, struct rgb material) {
    struct oklab lab = oklab_from_rgb(light_base(light, material));
    struct oklab shade = oklab_from_rgb(light->shade);
    float depth = 0.20f + 0.12f * light->key_strength;
    float lightness = lab.l * (1 - depth);
    lab.a = lab.a * 1.04f + 0.010f + 0.10f * (shade.a - lab.a);
    lab.b = lab.b * 0.96f - 0.014f + 0.10f * (shade.b - lab.b);
    lab.l = lightness;
    return oklab_to_rgb(lab);
}

struct rgb light_rim(const struct light *light, struct rgb material) {
    struct oklab lab = oklab_from_rgb(light_base(light, material));
    struct oklab key = oklab_from_rgb(light->key);
    float share = 0.45f + 0.35f * light->key_strength;
    bool night = light->hour == HOUR_NIGHT; /* it alone tells people from the dark */
    if (night) share += 0.27f;
    struct oklab rim = oklab_mix(lab, key, share);
    rim.l = fminf(fmaxf(rim.l + (night ? 0.05f : 0), lab.l + 0.14f), 0.99f);
    return oklab_to_rgb(rim);
}
