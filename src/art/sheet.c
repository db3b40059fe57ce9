#include "art/png.h"
#include "art/sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "art/people.h"

enum { SHEET_WIDTH = 1920, SHEET_HEIGHT = 1080 };
/* Cells of the sheets that grow with the pack. */
enum {
    POSES_ACROSS = 11,
    POSE_ROW = 300,
    OUTFITS_ACROSS = 13,
    OUTFIT_ROW = 380,
    HAIRS_ACROSS = 10,
    HAIR_ROW = 270,
    FACES_ACROSS = 8,
    FACE_ROW = 270
};

struct board {
    const struct art *art;
    cairo_t *cr;
    struct light light;
    struct error *err;
    bool ok;
};

static struct look person(enum gender gender, enum age_band age, int skin, const char *hair,
                          const char *hair_color, const char *outfit, const char *main,
                          const char *second, const char *accent) {
    struct look k = {.age = age,
                     .gender = gender,
                     .skin = skin,
                     .eye_size = 1,
                     .eye_height = 1,
                     .nose_length = 1,
                     .nose_width = 1,
                     .lip = 1,
                     .jaw = 1,
                     .brow = 1,
                     .cheek = 1,
                     .eye_slant = 0,
                     .wrinkles = age == AGE_MATURE ? .8 : 0};
    snprintf(k.hair, sizeof k.hair, "%s", hair);
    snprintf(k.hair_color, sizeof k.hair_color, "%s", hair_color);
    snprintf(k.iris, sizeof k.iris, "#4a2d18");
    snprintf(k.outfit, sizeof k.outfit, "%s", outfit);
    snprintf(k.colors[0], sizeof k.colors[0], "%s", main);
    snprintf(k.colors[1], sizeof k.colors[1], "%s", second);
    snprintf(k.colors[2], sizeof k.colors[2], "%s", accent);
    return k;
}

static struct puppet_state rest(const struct art *art) {
    return (struct puppet_state){.pose = *art_pose(art, "stand"),
                                 .face = *art_expression(art, EMOTION_NEUTRAL),
                                 .mouth = *art_mouth(art, "Neutral"),
                                 .yaw = 32,
                                 .facing = 1};
}

static void label(struct board *b, double x, double y, const char *text) {
    cairo_set_source_rgb(b->cr, .97, .93, .86);
    cairo_set_font_size(b->cr, 15);
    cairo_text_extents_t extents;
    cairo_text_extents(b->cr, text, &extents);
    cairo_move_to(b->cr, x - extents.width / 2, y);
    cairo_show_text(b->cr, text);
}

/* Draws one person with the feet at x, y, or with the head's middle there when `close` is the
 * pixels of a head. */
static void show(struct board *b, const struct look *look, const struct puppet_state *state,
                 double x, double y, double pixels, bool close) {
    struct puppet *puppet;
    if (!b->ok) return;
    b->ok = art_puppet(b->art, look, false, &puppet, b->err);
    if (!b->ok) return;
    struct puppet_metrics m = puppet_metrics(puppet);
    double scale = close ? pixels / m.head_height : pixels;
    cairo_save(b->cr);
    if (close) {
        cairo_rectangle(b->cr, x - pixels * .95, y - pixels * .82, pixels * 1.9, pixels * 1.75);
        cairo_clip(b->cr);
    }
    cairo_translate(b->cr, x, close ? y + m.eye_y * scale : y);
    cairo_scale(b->cr, scale, scale);
    puppet_draw(puppet, b->cr, state, &b->light);
    cairo_restore(b->cr);
    puppet_free(puppet);
}

static void sheet_cast(struct board *b) {
    struct look k[8] = {person(GENDER_FEMALE, AGE_MATURE, 7, "bun", "#cfc4bd", "sari",
                               "#8e1f3c", "#1f6b4f", "#dca545"),
                        person(GENDER_FEMALE, AGE_CHILD, 6, "braid", "#241722", "pavadai",
                               "#2f7d55", "#c22f6b", "#e2ad45"),
                        person(GENDER_MALE, AGE_ADULT, 6, "short", "#231a1c", "kurta",
                               "#2f6d78", "#d98a1f", "#c9a25a"),
                        person(GENDER_FEMALE, AGE_YOUNG_ADULT, 4, "top_bun", "#1f1a24",
                               "kimono", "#2b3f6b", "#b8862f", "#c84a3a"),
                        person(GENDER_MALE, AGE_ADULT, 8, "crop", "#1b1213", "agbada",
                               "#eadfc6", "#7a8fae", "#a8672e"),
                        person(GENDER_FEMALE, AGE_ADULT, 5, "long", "#2a1c18", "abaya",
                               "#3a2b47", "#57406b", "#4fa39a"),
                        person(GENDER_MALE, AGE_MATURE, 3, "short", "#d8d2cc", "coat",
                               "#eab52e", "#2e4a63", "#2e4a63"),
                        person(GENDER_MALE, AGE_PRETEEN, 3, "short", "#8a4a26", "hoodie",
                               "#c9573f", "#3f4f73", "#efe2c8")};
    strcpy(k[2].headwear, "turban");
    strcpy(k[2].beard, "full");
    strcpy(k[4].headwear, "fila");
    strcpy(k[4].beard, "short");
    strcpy(k[5].headwear, "hijab");
    strcpy(k[6].headwear, "souwester");
    strcpy(k[6].iris, "#3f6f86");
    strcpy(k[7].iris, "#5d7a4a");
    k[4].build = .35;
    k[7].wheelchair = true;
    static const enum emotion feeling[8] = {
        EMOTION_WISE, EMOTION_JOY,  EMOTION_CONFIDENT, EMOTION_RESPECT,
        EMOTION_JOY,  EMOTION_CALM, EMOTION_CONFIDENT, EMOTION_ATTENTIVE};
    for (int i = 0; i < 8; i++) {
        struct puppet_state s = rest(b->art);
        s.face = *art_expression(b->art, feeling[i]);
        s.facing = i % 2 ? 1 : -1;
        if (i == 7) s.pose = *art_pose(b->art, "sit");
        if (i == 0) s.pose = *art_pose(b->art, "hands_folded");
        show(b, &k[i], &s, 150 + 234 * i, 1040, 400, false);
        show(b, &k[i], &s, 150 + 234 * i, 150, 150, true);
    }
}

/* Emotions, then the rows that are none: what babies do, on a baby. */
static int face_count(const struct art *art) {
    return EMOTION_COUNT + art->people->more_face_count;
}

static void sheet_expressions(struct board *b) {
    struct look k[3] = {person(GENDER_FEMALE, AGE_YOUNG_ADULT, 5, "lob", "#3a2318", "dress",
                               "#b8433f", "#e8d9b8", "#2f6d78"),
                        person(GENDER_MALE, AGE_ADULT, 8, "crop", "#1b1213", "shirt_trousers",
                               "#d8c49a", "#3f4f73", "#a8672e"),
                        person(GENDER_MALE, AGE_BABY, 4, "tuft", "#4a2f1e", "romper", "#5f8f9a",
                               "#e8d9b8", "#b8433f")};
    static const char *const names[] = {"neutral",   "joy",       "respect", "sadness",
                                        "anger",     "surprise",  "fear",    "determined",
                                        "confident", "attentive", "wise",    "excited",
                                        "calm",      "disgust",   "love"};
    for (int i = 0; i < face_count(b->art); i++) {
        bool emotion = i < EMOTION_COUNT;
        const struct named_face *more = &b->art->people->more_faces[i - EMOTION_COUNT];
        struct puppet_state s = rest(b->art);
        s.face = emotion ? *art_expression(b->art, (enum emotion)i) : more->face;
        double x = 115 + 240 * (i % FACES_ACROSS), y = 140 + 2 * FACE_ROW * (i / FACES_ACROSS);
        show(b, &k[emotion ? 0 : 2], &s, x, y, 168, true);
        s.yaw = emotion ? 32 : 74;
        show(b, &k[emotion ? 1 : 2], &s, x, y + FACE_ROW, 168, true);
        label(b, x, y - 118, emotion ? names[i] : more->name);
    }
}

static void sheet_mouths(struct board *b) {
    struct look k = person(GENDER_FEMALE, AGE_CHILD, 6, "twin_braids", "#241722",
                           "tshirt_jeans", "#c22f6b", "#2f7d55", "#e2ad45");
    const struct people *people = b->art->people;
    for (int i = 0; i < people->mouth_count && i < 16; i++) {
        struct puppet_state s = rest(b->art);
        s.mouth = people->mouths[i].form;
        double x = 120 + 240 * (i % 8), y = 140 + 270 * (i / 8);
        show(b, &k, &s, x, y, 168, true);
        label(b, x, y - 118, people->mouths[i].name);
    }
    k = person(GENDER_MALE, AGE_TEEN, 3, "wavy", "#8a4a26", "hoodie", "#2f6d78", "#3f4f73",
               "#efe2c8");
    strcpy(k.iris, "#4f7d92");
    static const float lids[4] = {.86f, .6f, .3f, 0},
                       gaze[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    for (int i = 0; i < 8; i++) {
        struct puppet_state s = rest(b->art);
        if (i < 4)
            s.face.lid = lids[i];
        else
            s.face.gaze_x = gaze[i - 4][0], s.face.gaze_y = gaze[i - 4][1];
        show(b, &k, &s, 120 + 240 * i, 680, 168, true);
        s = rest(b->art);
        s.face = *art_expression(b->art, i < 4 ? EMOTION_JOY : EMOTION_SADNESS);
        s.mouth = people->mouths[(i * 3 + 1) % people->mouth_count].form;
        s.face.tears = i == 7;
        show(b, &k, &s, 120 + 240 * i, 950, 168, true);
    }
}

static void sheet_poses(struct board *b) {
    struct look k[3] = {person(GENDER_MALE, AGE_ADULT, 6, "short", "#2a1b1c", "tshirt_jeans",
                               "#4f7f86", "#e8d9b8", "#b8433f"),
                        person(GENDER_FEMALE, AGE_ADULT, 5, "bob", "#3a2318", "sari", "#8e1f3c",
                               "#1f6b4f", "#dca545"),
                        person(GENDER_FEMALE, AGE_BABY, 4, "baby_curls", "#4a2f1e", "romper",
                               "#5f8f9a", "#e8d9b8", "#b8433f")};
    const struct people *people = b->art->people;
    for (int i = 0; i < people->pose_count; i++) {
        const char *name = people->poses[i].name;
        bool baby = !strncmp(name, "baby", 4) || !strncmp(name, "crawl", 5);
        struct puppet_state s = rest(b->art);
        s.pose = people->poses[i].pose;
        double x = 84 + 174 * (i % POSES_ACROSS), y = 266 + POSE_ROW * (i / POSES_ACROSS);
        show(b, &k[baby ? 2 : i % 4 == 3], &s, x, y, baby ? 230 : 130, false);
        label(b, x, y + 24, name);
    }
}

/* Only to put sheets on the ones who wear them; films go by casting's lists. */
static bool is_for_women(const char *outfit) {
    static const char *const parts[] = {
        "sari",  "dress",   "gown",    "skirt",  "kimono",  "furisode", "qipao",  "ruqun",
        "abaya", "lehenga", "pavadai", "salwar", "patiala", "anarkali", "dirndl", "gomesi",
        "kemis", "buba",    "wrapper", "kasavu", "sailor",  "manteau",  "hanbok", "hanfu"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (strstr(outfit, parts[i]) && strcmp(outfit, "hanbok_man") != 0) return true;
    return false;
}

static void sheet_outfits(struct board *b) {
    static const char *const colors[7][3] = {
        {"#8e1f3c", "#1f6b4f", "#dca545"}, {"#2f6d78", "#e8d9b8", "#c9573f"},
        {"#3a4f7a", "#b8862f", "#c84a3a"}, {"#6b3f6e", "#d9b36a", "#4fa39a"},
        {"#4f7a4a", "#efe2c8", "#a8473a"}, {"#c9573f", "#3f4f73", "#efd9a0"},
        {"#4a4a5c", "#8a9a9a", "#b8433f"}};
    const struct people *people = b->art->people;
    for (int i = 0; i < people->outfit_count; i++) {
        const char *name = people->outfits[i].name;
        bool female = is_for_women(name);
        struct look k = person(female ? GENDER_FEMALE : GENDER_MALE,
                               strcmp(name, "romper") != 0 ? AGE_ADULT : AGE_TODDLER,
                               3 + (i * 3) % 7, female ? "bun" : "short", "#2a1b1c", name,
                               colors[i % 7][0], colors[i % 7][1], colors[i % 7][2]);
        struct puppet_state s = rest(b->art);
        double x = 74 + 147 * (i % OUTFITS_ACROSS), y = 344 + OUTFIT_ROW * (i / OUTFITS_ACROSS);
        s.facing = i % 3 == 1 ? -1 : 1;
        show(b, &k, &s, x, y, 190, false);
        label(b, x, y + 24, name);
    }
}

static const char *const head_folders[3] = {"hair/", "headwear/", "beard/"};

static int head_drawing_count(const struct people *people) {
    int count = 0;
    for (int f = 0; f < 3; f++)
        for (int i = 0; i < people->drawing_count; i++)
            count +=
                !strncmp(people->drawings[i].name, head_folders[f], strlen(head_folders[f]));
    return count;
}

static void sheet_hair(struct board *b) {
    const struct people *people = b->art->people;
    static const double yaws[3] = {32, 84, 180};
    int n = 0;
    for (int f = 0; f < 3; f++)
        for (int i = 0; i < people->drawing_count; i++) {
            const char *name = people->drawings[i].name, *id = name + strlen(head_folders[f]);
            if (strncmp(name, head_folders[f], strlen(head_folders[f])) != 0 ||
                strlen(id) >= sizeof(((struct look *)0)->hair))
                continue;
            struct look k = person(f == 2  ? GENDER_MALE
                                   : n % 2 ? GENDER_FEMALE
                                           : GENDER_MALE,
                                   AGE_ADULT, 4 + n % 5, f ? "short" : id,
                                   n % 3 == 1 ? "#7a4526" : "#2a1c1e", "tshirt_jeans",
                                   "#b8433f", "#57406b", "#2f6d78");
            if (f == 1) memcpy(k.headwear, id, strlen(id) + 1);
            if (f == 2) memcpy(k.beard, id, strlen(id) + 1);
            double x = 70 + 188 * (n % HAIRS_ACROSS), y = 100 + HAIR_ROW * (n / HAIRS_ACROSS);
            for (int v = 0; v < 3; v++) {
                struct puppet_state s = rest(b->art);
                s.yaw = (float)yaws[v];
                show(b, &k, &s, v == 2 ? x + 96 : x + (v ? 84 : 20),
                     v ? (v == 2 ? y + 112 : y + 20) : y + 90, v ? 66 : 92, true);
            }
            label(b, x + 50, y + 184, id);
            n++;
        }
}

static void sheet_turn(struct board *b) {
    static const float yaws[10] = {0, 16, 32, 44, 58, 72, 90, 120, 150, 180};
    struct look k[2] = {person(GENDER_FEMALE, AGE_ADULT, 5, "wavy", "#5a3220", "sari",
                               "#8e1f3c", "#1f6b4f", "#dca545"),
                        person(GENDER_MALE, AGE_ADULT, 7, "side_part", "#1f1a1c", "suit",
                               "#3a4460", "#8a9a9a", "#b8433f")};
    for (int i = 0; i < 10; i++) {
        char text[8];
        snprintf(text, sizeof text, "%d", (int)yaws[i]);
        for (int j = 0; j < 2; j++) {
            struct puppet_state s = rest(b->art);
            s.yaw = yaws[i];
            show(b, &k[j], &s, 96 + 192 * i, 130 + 230 * j, 150, true);
            s.facing = j ? -1 : 1;
            show(b, &k[j], &s, 62 + 192 * i + 92 * j, 1030, 270, false);
        }
        label(b, 96 + 192 * i, 1068, text);
    }
}

static void sheet_ages(struct board *b) {
    static const char *const outfits[AGE_COUNT] = {"romper", "romper",       "tshirt_jeans",
                                                   "hoodie", "blouse_skirt", "kurta",
                                                   "suit",   "veshti"};
    static const char *const hairs[AGE_COUNT] = {"tuft",        "buzz",     "twin_braids",
                                                 "curly_short", "ponytail", "side_part",
                                                 "receding",    "short"};
    static const char *const names[AGE_COUNT] = {"baby", "toddler",     "child", "preteen",
                                                 "teen", "young_adult", "adult", "mature"};
    for (int i = 0; i < AGE_COUNT; i++) {
        struct look k = person(i == 2 || i == 4 ? GENDER_FEMALE : GENDER_MALE, (enum age_band)i,
                               2 + i, hairs[i],
                               i == 7  ? "#d8d2cc"
                               : i < 2 ? "#6a4026"
                                       : "#2a1c1e",
                               outfits[i], "#2f6d78", "#e0b35a", "#b8433f");
        struct puppet_state s = rest(b->art);
        s.face = *art_expression(b->art, i < 4 ? EMOTION_JOY : EMOTION_CONFIDENT);
        show(b, &k, &s, 100 + 165 * i, 560, 250, false);
        show(b, &k, &s, 100 + 165 * i, 80 + (i > 3 ? -20 : 0), 90, true);
        label(b, 100 + 165 * i, 590, names[i]);
    }
    for (int i = 0; i < 10; i++) {
        struct look k = person(i % 2 ? GENDER_FEMALE : GENDER_MALE, AGE_ADULT, i + 1,
                               i % 2 ? "bob" : "crop", i < 2 ? "#b8853f" : "#2a1c1e",
                               "tshirt_jeans", "#4f7f86", "#e8d9b8", "#b8433f");
        k.build = -1 + 2. * i / 9;
        struct puppet_state s = rest(b->art);
        show(b, &k, &s, 90 + 128 * i, 1040, 235, false);
        show(b, &k, &s, 1420 + 110 * (i % 5), 150 + 190 * (i / 5), 110, true);
    }
    struct look k = person(GENDER_MALE, AGE_MATURE, 5, "receding", "#d8d2cc", "kurta",
                           "#a8672e", "#e8ddc8", "#c9a25a");
    k.glasses = k.cane = true;
    strcpy(k.beard, "long");
    struct puppet_state s = rest(b->art);
    show(b, &k, &s, 1480, 1040, 280, false);
    s.silhouette = true;
    s.yaw = 150;
    show(b, &k, &s, 1700, 1040, 280, false);
}

const char *art_sheet_name(enum people_sheet sheet) {
    static const char *const names[SHEET_COUNT] = {"cast",    "expressions", "mouths", "poses",
                                                   "outfits", "hair",        "turn",   "ages"};
    return (unsigned)sheet < SHEET_COUNT ? names[sheet] : "";
}

static int rows(int count, int across, int row) {
    int tall = (count + across - 1) / across * row;
    return tall > SHEET_HEIGHT ? tall : SHEET_HEIGHT;
}

static int height_of(const struct art *art, enum people_sheet sheet) {
    const struct people *people = art->people;
    switch (sheet) {
    case SHEET_EXPRESSIONS:
        return rows(face_count(art), FACES_ACROSS, 2 * FACE_ROW);
    case SHEET_POSES:
        return rows(people->pose_count, POSES_ACROSS, POSE_ROW);
    case SHEET_OUTFITS:
        return rows(people->outfit_count, OUTFITS_ACROSS, OUTFIT_ROW);
    case SHEET_HAIR:
        return rows(head_drawing_count(people), HAIRS_ACROSS, HAIR_ROW) + 10;
    default:
        return SHEET_HEIGHT;
    }
}

bool art_sheet_people(const struct art *art, enum people_sheet sheet, struct buf *png,
                      struct error *err) {
    static void (*const draw[SHEET_COUNT])(struct board *) = {
        sheet_cast,    sheet_expressions, sheet_mouths, sheet_poses,
        sheet_outfits, sheet_hair,        sheet_turn,   sheet_ages};
    if ((unsigned)sheet >= SHEET_COUNT)
        return error_set(err, PROBLEM_USAGE, "There is no such sheet of people.");
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SHEET_WIDTH, height_of(art, sheet));
    struct board b = {.art = art, .cr = cairo_create(surface), .err = err, .ok = true};
    b.light = light_for(CULTURE_WESTERN, HOUR_AFTERNOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    cairo_pattern_t *wall =
        cairo_pattern_create_linear(0, 0, SHEET_WIDTH, height_of(art, sheet));
    cairo_pattern_add_color_stop_rgb(wall, 0, .63, .60, .55);
    cairo_pattern_add_color_stop_rgb(wall, 1, .30, .32, .40);
    cairo_set_source(b.cr, wall);
    cairo_paint(b.cr);
    cairo_pattern_destroy(wall);
    draw[sheet](&b);
    cairo_destroy(b.cr);
    if (b.ok && !art_png_write(surface, png) && buf_ok(png, err))
        b.ok = error_set(err, PROBLEM_INTERNAL, "The sheet cannot be written as PNG.");
    cairo_surface_destroy(surface);
    return b.ok && buf_ok(png, err);
}
