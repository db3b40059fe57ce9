/* The tables of numbers: expressions, mouths, poses, builds. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "art/people.h"

/* A row of a table: JSON key, place in the struct, value at rest. */
struct field {
    const char *key;
    size_t offset;
    double rest, low, high;
};

static const struct field face_fields[] = {
    {"brow_height", offsetof(struct face, brow_height), 0, -2, 2},
    {"brow_inner", offsetof(struct face, brow_inner), 0, -2, 2},
    {"brow_outer", offsetof(struct face, brow_outer), 0, -2, 2},
    {"brow_pinch", offsetof(struct face, brow_pinch), 0, 0, 2},
    {"lid", offsetof(struct face, lid), .86, 0, 1.4},
    {"squint", offsetof(struct face, squint), 0, 0, 1.5},
    {"lid_tilt", offsetof(struct face, lid_tilt), 0, -1.5, 1.5},
    {"gaze_x", offsetof(struct face, gaze_x), 0, -1, 1},
    {"gaze_y", offsetof(struct face, gaze_y), 0, -1, 1},
    {"pupil", offsetof(struct face, pupil), 1, .3, 2},
    {"cheek", offsetof(struct face, cheek), .25, 0, 1.5},
    {"corner", offsetof(struct face, corner), .08, -1.5, 1.5},
    {"mouth_width", offsetof(struct face, mouth_width), 0, -.6, .8},
    {"mouth_open", offsetof(struct face, mouth_open), 0, 0, 1.2},
    {"press", offsetof(struct face, press), 0, 0, 1.5},
    {"sneer", offsetof(struct face, sneer), 0, 0, 1.5},
    {"nod", offsetof(struct face, nod), 0, -1, 1},
    {"tilt", offsetof(struct face, tilt), 0, -25, 25},
    {"tears", offsetof(struct face, tears), 0, 0, 1},
};
static const struct field mouth_fields[] = {
    {"half_width", offsetof(struct mouth_form, half_width), .23, .02, .6},
    {"up", offsetof(struct mouth_form, up), 0, 0, .5},
    {"down", offsetof(struct mouth_form, down), 0, 0, .6},
    {"corner", offsetof(struct mouth_form, corner), 0, -.3, .3},
    {"teeth_up", offsetof(struct mouth_form, teeth_up), 0, 0, 1.5},
    {"teeth_low", offsetof(struct mouth_form, teeth_low), 0, 0, 1.5},
    {"tongue", offsetof(struct mouth_form, tongue), 0, 0, 1.5},
    {"pucker", offsetof(struct mouth_form, pucker), 0, 0, 1.5},
    {"jaw", offsetof(struct mouth_form, jaw), 0, -.3, 1.5},
};
static const struct field pose_fields[] = {
    {"spine", offsetof(struct pose, spine), 0, -90, 90},
    {"chest", offsetof(struct pose, chest), 0, -60, 60},
    {"neck", offsetof(struct pose, neck), 0, -60, 60},
    {"shoulder_near", offsetof(struct pose, shoulder_near), -7, -200, 200},
    {"elbow_near", offsetof(struct pose, elbow_near), 12, -170, 170},
    {"shoulder_far", offsetof(struct pose, shoulder_far), 10, -200, 200},
    {"elbow_far", offsetof(struct pose, elbow_far), 14, -170, 170},
    {"hip_near", offsetof(struct pose, hip_near), -3, -120, 150},
    {"knee_near", offsetof(struct pose, knee_near), 0, -20, 160},
    {"hip_far", offsetof(struct pose, hip_far), 5, -120, 150},
    {"knee_far", offsetof(struct pose, knee_far), 2, -20, 160},
    {"lift", offsetof(struct pose, lift), 0, -1, 3},
    {"seat", offsetof(struct pose, seat), -1, -1, 2},
    {"wrist_near", offsetof(struct pose, wrist_near), 0, -180, 180},
    {"wrist_far", offsetof(struct pose, wrist_far), 0, -180, 180},
    {"towards_near", offsetof(struct pose, towards_near), 0, 0, 90},
    {"towards_far", offsetof(struct pose, towards_far), 0, 0, 90},
    {"far_arm_in_front", offsetof(struct pose, far_arm_in_front), 0, 0, 1},
};
static const struct field build_fields[] = {
    {"heads", offsetof(struct build, heads), 5.5, 2.5, 8},
    {"leg", offsetof(struct build, leg), .48, .2, .55},
    {"shoulder", offsetof(struct build, shoulder), .82, .3, 1.4},
    {"hip", offsetof(struct build, hip), .58, .3, 1.2},
    {"waist", offsetof(struct build, waist), .54, .2, 1.2},
    {"belly", offsetof(struct build, belly), 0, 0, .6},
    {"bust", offsetof(struct build, bust), 0, 0, 1.5},
    {"limb", offsetof(struct build, limb), 1, .6, 1.6},
    {"stoop", offsetof(struct build, stoop), 0, 0, 1.5},
    {"neck", offsetof(struct build, neck), .14, 0, .4},
    {"hand", offsetof(struct build, hand), .62, .3, 1},
    {"foot", offsetof(struct build, foot), .6, .3, 1},
    {"arm", offsetof(struct build, arm), 1, .4, 1.2},
};

/* The tables' keys, in the order of the enums. */
static const char *const emotions[EMOTION_COUNT] = {
    "neutral",   "joy",       "respect", "sadness", "anger", "surprise", "fear", "determined",
    "confident", "attentive", "wise",    "excited", "calm",  "disgust",  "love"};
static const char *const ages[AGE_COUNT] = {"baby", "toddler",     "child", "preteen",
                                            "teen", "young_adult", "adult", "mature"};

static void read_floats(const json_t *json, const struct field *fields, size_t count,
                        void *out) {
    for (size_t i = 0; i < count; i++) {
        const struct field *f = &fields[i];
        float value = (float)people_number(json, f->key, f->rest, f->low, f->high);
        memcpy((char *)out + f->offset, &value, sizeof value);
    }
}

static bool need(const struct art *art, const char *name, json_t **json, struct error *err) {
    const struct pack_file *file = pack_file(art, name);
    if (!file)
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "The art pack lacks %s; install the program's art folder again.",
                         name);
    return people_json(file, json, err);
}

static bool too_many(const char *what, struct error *err) {
    return error_set(err, PROBLEM_TOO_LARGE, "The art pack has more than 200 %s.", what);
}

static bool emotion_named(const char *name) {
    for (int i = 0; i < EMOTION_COUNT; i++)
        if (!strcmp(emotions[i], name)) return true;
    return false;
}

static bool read_faces(struct people *people, const struct art *art, struct error *err) {
    json_t *json = NULL, *row;
    const char *name;
    if (!need(art, "people/expressions.json", &json, err)) return false;
    for (int i = 0; i < EMOTION_COUNT; i++)
        read_floats(json_object_get(json, emotions[i]), face_fields, COUNT_OF(face_fields),
                    &people->faces[i]);
    size_t count = json_object_size(json);
    people->more_faces =
        arena_alloc(people->arena, (count < 200 ? count : 200) + 1, sizeof *people->more_faces);
    if (count <= 200) {
        json_object_foreach(json, name, row) {
            if (strlen(name) >= PEOPLE_NAME || emotion_named(name)) continue;
            struct named_face *named = &people->more_faces[people->more_face_count++];
            memcpy(named->name, name, strlen(name) + 1);
            read_floats(row, face_fields, COUNT_OF(face_fields), &named->face);
        }
    }
    json_decref(json);
    return count <= 200 || too_many("expressions", err);
}

static bool read_mouths(struct people *people, const struct art *art, struct error *err) {
    json_t *json = NULL, *row;
    const char *name;
    if (!need(art, "people/mouths.json", &json, err)) return false;
    size_t count = json_object_size(json);
    people->mouths =
        arena_alloc(people->arena, (count < 200 ? count : 200) + 1, sizeof *people->mouths);
    if (count <= 200) {
        json_object_foreach(json, name, row) {
            if (strlen(name) >= PEOPLE_NAME) continue;
            struct named_mouth *mouth = &people->mouths[people->mouth_count++];
            memcpy(mouth->name, name, strlen(name) + 1);
            read_floats(row, mouth_fields, COUNT_OF(mouth_fields), &mouth->form);
        }
    }
    json_decref(json);
    return count <= 200 || too_many("mouths", err);
}

/* A hand's place, in heads from the base of the neck, as the angles that bring it there on a
 * grown body: tables say where a hand is, the rig says how it bends. */
static void reach(const struct people *people, const json_t *target, struct pose *pose,
                  bool near) {
    if (json_array_size(target) < 2) return;
    struct body body;
    body_pose(&body, &people->builds[AGE_ADULT], 1000, 1000, pose, 1, 32);
    enum side side = near ? NEAR : FAR;
    double bend =
        json_array_size(target) > 2 ? json_number_value(json_array_get(target, 2)) : 1;
    struct pt at = {body.top.x + body.head * json_number_value(json_array_get(target, 0)),
                    body.top.y + body.head * json_number_value(json_array_get(target, 1))};
    struct pt s = body.shoulder_at[side], end;
    struct pt e = shape_reach(s, at, body_upper_arm(&body, side), body_fore_arm(&body, side),
                              bend < 0 ? -1 : 1, &end);
    double shoulder = atan2(e.x - s.x, e.y - s.y);
    double elbow = remainder(atan2(end.x - e.x, end.y - e.y) - shoulder, 2 * M_PI);
    float *angles = near ? &pose->shoulder_near : &pose->shoulder_far;
    angles[0] = (float)(shoulder * 180 / M_PI);
    angles[1] = (float)(elbow * 180 / M_PI);
}

static float hand_shape(const json_t *pose, const char *key) {
    static const char *const names[HAND_COUNT] = {"relax", "open", "point",
                                                  "fist",  "flat", "grip"};
    const char *name = json_string_value(json_object_get(pose, key));
    for (int i = 0; name && i < HAND_COUNT; i++)
        if (!strcmp(name, names[i])) return (float)i;
    return HAND_RELAX;
}

static bool read_poses(struct people *people, const struct art *art, struct error *err) {
    json_t *json = NULL, *row;
    const char *name;
    if (!need(art, "people/poses.json", &json, err)) return false;
    size_t count = json_object_size(json);
    people->poses =
        arena_alloc(people->arena, (count < 200 ? count : 200) + 1, sizeof *people->poses);
    if (count <= 200) {
        json_object_foreach(json, name, row) {
            if (strlen(name) >= PEOPLE_NAME) continue;
            struct named_pose *named = &people->poses[people->pose_count++];
            memcpy(named->name, name, strlen(name) + 1);
            read_floats(row, pose_fields, COUNT_OF(pose_fields), &named->pose);
            named->pose.hand_near = hand_shape(row, "hand_near");
            named->pose.hand_far = hand_shape(row, "hand_far");
            reach(people, json_object_get(row, "reach_near"), &named->pose, true);
            reach(people, json_object_get(row, "reach_far"), &named->pose, false);
        }
    }
    json_decref(json);
    return count <= 200 || too_many("poses", err);
}

static bool read_builds(struct people *people, const struct art *art, struct error *err) {
    json_t *json = NULL;
    if (!need(art, "people/bodies.json", &json, err)) return false;
    for (int i = 0; i < AGE_COUNT; i++) {
        const json_t *row = json_object_get(json, ages[i]);
        for (size_t j = 0; j < COUNT_OF(build_fields); j++) {
            const struct field *f = &build_fields[j];
            double value = people_number(row, f->key, f->rest, f->low, f->high);
            memcpy((char *)&people->builds[i] + f->offset, &value, sizeof value);
        }
    }
    json_decref(json);
    return true;
}

bool people_read_tables(struct people *people, const struct art *art, struct error *err) {
    return read_faces(people, art, err) && read_mouths(people, art, err) &&
           read_builds(people, art, err) && read_poses(people, art, err);
}

const struct face *art_expression(const struct art *art, enum emotion emotion) {
    unsigned index = (unsigned)emotion < EMOTION_COUNT ? emotion : EMOTION_NEUTRAL;
    return &art->people->faces[index];
}

const struct face *art_face(const struct art *art, const char *name) {
    const struct people *people = art->people;
    for (int i = 0; i < people->more_face_count; i++)
        if (!strcmp(people->more_faces[i].name, name)) return &people->more_faces[i].face;
    for (int i = 0; i < EMOTION_COUNT; i++)
        if (!strcmp(emotions[i], name)) return &people->faces[i];
    return &people->faces[EMOTION_NEUTRAL];
}

const struct mouth_form *art_mouth(const struct art *art, const char *mouth_name) {
    static const struct mouth_form rest = {.half_width = .23f};
    const struct people *people = art->people;
    const struct mouth_form *neutral = &rest;
    for (int i = 0; i < people->mouth_count; i++) {
        if (mouth_name && !strcmp(people->mouths[i].name, mouth_name))
            return &people->mouths[i].form;
        if (!strcmp(people->mouths[i].name, "Neutral")) neutral = &people->mouths[i].form;
    }
    return neutral;
}

const struct pose *art_pose(const struct art *art, const char *pose_name) {
    static const struct pose rest = {.shoulder_near = -7,
                                     .elbow_near = 12,
                                     .shoulder_far = 10,
                                     .elbow_far = 14,
                                     .hip_near = -3,
                                     .hip_far = 5,
                                     .seat = -1};
    const struct people *people = art->people;
    const struct pose *stand = &rest;
    for (int i = 0; i < people->pose_count; i++) {
        if (pose_name && !strcmp(people->poses[i].name, pose_name))
            return &people->poses[i].pose;
        if (!strcmp(people->poses[i].name, "stand")) stand = &people->poses[i].pose;
    }
    return stand;
}
