#include "art/body.h"

#include <math.h>

struct build body_build(const struct build *base, enum gender gender, enum age_band age,
                        double weight) {
    struct build b = *base;
    bool grown = age >= AGE_TEEN;
    if (grown && gender == GENDER_FEMALE) {
        b.shoulder *= .86;
        b.hip *= .98;
        b.waist *= .84;
        b.bust = age == AGE_TEEN ? .55 : 1;
        b.limb *= .88;
        b.hand *= .90;
        b.foot *= .88;
        b.heads *= .99;
    } else if (grown && gender == GENDER_NEUTRAL) {
        b.shoulder *= .94;
        b.waist *= .95;
        b.limb *= .95;
    }
    double heavy = clamp(weight, -1, 1);
    b.limb *= 1 + .20 * heavy;
    b.waist *= 1 + (heavy > 0 ? .34 : .16) * heavy;
    b.hip *= 1 + .16 * heavy;
    b.shoulder *= 1 + .07 * heavy;
    b.belly += heavy > 0 ? .30 * heavy : 0;
    return b;
}

double body_upper_arm(const struct body *b, enum side side) {
    return b->upper_arm * (1 - .45 * b->towards[side]);
}

double body_fore_arm(const struct body *b, enum side side) {
    return b->fore_arm * (1 - b->towards[side]);
}

static void pose_arm(struct body *b, enum side side, double shoulder, double elbow) {
    double upper = body_upper_arm(b, side), fore = body_fore_arm(b, side);
    double a = radians(shoulder) * b->facing, c = a + radians(elbow) * b->facing;
    struct pt s = b->shoulder_at[side];
    struct pt e = {s.x + sin(a) * upper, s.y + cos(a) * upper};
    b->elbow[side] = e;
    b->wrist[side] = (struct pt){e.x + sin(c) * fore, e.y + cos(c) * fore};
}

/* What would sink into the ground lies on it. */
static void keep_above_ground(struct body *b, enum side side) {
    double floor = -b->head * b->build.hand * .30;
    b->elbow[side].y = fmin(b->elbow[side].y, floor);
    b->wrist[side].y = fmin(b->wrist[side].y, floor);
}

/* Two flat hands in front of the body meet, whatever the shoulders are. Returns how far, 0..1.
 */
static double join_palms(struct body *b, const struct pose *pose) {
    enum hand_shape near = (enum hand_shape)(pose->hand_near + .5f),
                    far = (enum hand_shape)(pose->hand_far + .5f);
    if (near != HAND_FLAT || far != HAND_FLAT || pose->far_arm_in_front <= .5f) return 0;
    struct pt n = b->wrist[NEAR], f = b->wrist[FAR], middle = pt_mix(n, f, .5);
    double H = b->head, arm = b->upper_arm;
    double together = 1 - shape_smooth(.2 * arm, .5 * arm, hypot(f.x - n.x, f.y - n.y));
    for (int s = 0; s < 2 && together > 0; s++) {
        double offset = (s == NEAR ? -.03 : .03) * H * b->facing;
        struct pt at = pt_mix(b->wrist[s], (struct pt){middle.x + offset, middle.y}, together);
        struct pt root = b->shoulder_at[s], e = b->elbow[s], end;
        double turn = (e.x - root.x) * (at.y - root.y) - (e.y - root.y) * (at.x - root.x);
        b->elbow[s] = shape_reach(root, at, body_upper_arm(b, s), body_fore_arm(b, s),
                                  turn > 0 ? -1 : 1, &end);
        b->wrist[s] = end;
    }
    return fmax(0, together);
}

static void pose_leg(struct body *b, enum side side, double hip, double knee, double thigh) {
    double a = radians(hip) * b->facing, c = a - radians(knee) * b->facing;
    struct pt h = b->hip_at[side];
    struct pt k = {h.x + sin(a) * b->thigh * thigh * b->across,
                   h.y + cos(a) * b->thigh * thigh};
    b->knee[side] = k;
    b->ankle_at[side] = (struct pt){k.x + sin(c) * b->shin * b->across, k.y + cos(c) * b->shin};
    /* A foot lies flat on the ground and follows the shin in the air. */
    b->foot_turn[side] = -c * b->across;
}

static double leg_reach(const struct body *b, double hip, double knee, double thigh) {
    return cos(radians(hip)) * b->thigh * thigh + cos(radians(hip - knee)) * b->shin;
}

/* A thigh that is raised to sit comes towards us and looks shorter. */
static double sitting_thigh(const struct pose *pose) {
    return 1 - .14 * shape_smooth(25, 70, pose->hip_near);
}

void body_pose(struct body *b, const struct build *build, double height_px,
               double pixels_per_metre, const struct pose *pose, int facing, double yaw) {
    *b = (struct body){.build = *build, .facing = facing < 0 ? -1 : 1, .breath = pose->breath};
    b->towards[NEAR] = clamp(pose->towards_near / 100, 0, .9);
    b->towards[FAR] = clamp(pose->towards_far / 100, 0, .9);
    double H = b->head = height_px / build->heads, f = b->facing, leg = height_px * build->leg;
    b->back = fabs(yaw) > 118;
    b->turn =
        b->back ? .55 : shape_smooth(2, 28, fabs(yaw)) + .7 * shape_smooth(50, 84, fabs(yaw));
    double side = b->side = clamp((b->turn - 1) / .7, 0, 1);
    b->ankle = H * .25 * build->foot;
    b->thigh = b->shin = (leg - b->ankle) / 2;
    b->shoulder = H * build->shoulder * (1 - .26 * side);
    b->hip = H * build->hip * (1 - .20 * side);
    double neck = H * build->neck;
    b->torso_length = height_px - leg - H * .94 - neck;
    b->upper_arm = (b->torso_length * .50 + H * .06) * (build->arm > 0 ? build->arm : 1);
    b->fore_arm = b->upper_arm * .92;
    b->seated = pose->seat >= 0;
    if (b->seated) {
        double thigh = sitting_thigh(pose);
        double reach = fmax(leg_reach(b, pose->hip_near, pose->knee_near, thigh),
                            leg_reach(b, pose->hip_far, pose->knee_far, thigh));
        double seat = pose->seat * pixels_per_metre;
        /* chairs have their height, heels the sitter's */
        seat *= mix(fmin(1, height_px / (1.7 * pixels_per_metre)), 1,
                    shape_smooth(.2, .45, pose->seat));
        b->pelvis.y = -fmax(seat, H * .10) - H * .13 * build->limb;
        b->pelvis.y = fmin(b->pelvis.y, -b->ankle - reach); /* feet never below the ground */
    } else {
        double reach = fmax(leg_reach(b, pose->hip_near, pose->knee_near, 1),
                            leg_reach(b, pose->hip_far, pose->knee_far, 1));
        b->pelvis.y = -b->ankle - reach - pose->lift * pixels_per_metre;
    }
    /* Seen from the front, what leans forward leans towards us: it looks shorter, not aside. */
    double aside = b->across = b->back ? 1 : fmin(1, b->turn);
    double spine = radians(pose->spine + build->stoop * 10) * f;
    double chest = spine + radians(pose->chest + build->stoop * 16) * f;
    double length = b->torso_length * (1 + .008 * b->breath);
    b->middle = (struct pt){b->pelvis.x + sin(spine) * aside * length / 2,
                            b->pelvis.y - cos(spine) * length / 2};
    b->top = (struct pt){b->middle.x + sin(chest) * aside * length / 2,
                         b->middle.y - cos(chest) * length / 2};
    double neck_lean = chest * .55 + radians(pose->neck) * f;
    struct pt skull = {b->top.x + sin(neck_lean) * aside * neck,
                       b->top.y - cos(neck_lean) * neck};
    chest *= aside;
    b->spine_lean = spine * aside;
    b->chest_lean = chest;
    b->head_lean = radians(pose->neck * .5 + pose->chest * .2) * f * aside;
    double ahead = b->back ? 0 : .10 * aside;
    b->head_centre = (struct pt){skull.x + f * H * ahead + sin(b->head_lean) * H * .42,
                                 skull.y - cos(b->head_lean) * H * .42};
    double ax = cos(chest), ay = sin(chest), drop = H * .25;
    double near_at = b->turn > 1 ? mix(.80, .10, side) : mix(.74, .80, b->turn);
    double far_at = b->turn > 1 ? mix(.62, .06, side) : mix(.74, .62, b->turn);
    b->shoulder_at[NEAR] = (struct pt){b->top.x - f * ax * b->shoulder * near_at - ay * drop,
                                       b->top.y - f * ay * b->shoulder * near_at + ax * drop};
    b->shoulder_at[FAR] = (struct pt){b->top.x + f * ax * b->shoulder * far_at - ay * drop,
                                      b->top.y + f * ay * b->shoulder * far_at + ax * drop};
    pose_arm(b, NEAR, pose->shoulder_near, pose->elbow_near);
    pose_arm(b, FAR, pose->shoulder_far, pose->elbow_far);
    keep_above_ground(b, NEAR);
    keep_above_ground(b, FAR);
    double together = join_palms(b, pose);
    b->hip_at[NEAR] = (struct pt){b->pelvis.x - f * b->hip * mix(.44, .16, side), b->pelvis.y};
    b->hip_at[FAR] = (struct pt){b->pelvis.x + f * b->hip * mix(.42, .12, side), b->pelvis.y};
    double thigh = b->seated ? sitting_thigh(pose) : 1;
    pose_leg(b, NEAR, pose->hip_near, pose->knee_near, thigh);
    pose_leg(b, FAR, pose->hip_far, pose->knee_far, thigh);
    b->hand_turn[NEAR] = body_arm_angle(b, NEAR) - radians(pose->wrist_near) * f;
    b->hand_turn[FAR] = body_arm_angle(b, FAR) - radians(pose->wrist_far) * f;
    double apart = remainder(b->hand_turn[FAR] - b->hand_turn[NEAR], 2 * M_PI);
    b->hand_turn[NEAR] += (apart / 2 + .03 * f) * together; /* palm on palm */
    b->hand_turn[FAR] -= (apart / 2 + .03 * f) * together;
    for (int s = 0; s < 2; s++) {
        double above = -b->ankle - b->ankle_at[s].y;
        if (fabs(above) < H * .10)
            b->foot_turn[s] = 0;
        else
            b->foot_turn[s] *= .85;
    }
}

struct pt body_torso(const struct body *b, double u, double v) {
    struct pt p =
        v < .5 ? pt_mix(b->pelvis, b->middle, v * 2) : pt_mix(b->middle, b->top, v * 2 - 1);
    double hips = b->spine_lean * .3;
    double lean = v < .5 ? mix(hips, b->spine_lean, clamp(v * 2, 0, 1))
                         : mix(b->spine_lean, b->chest_lean, clamp((v - .5) * 2, 0, 1));
    double x = b->facing * u * b->shoulder;
    return (struct pt){p.x + x * cos(lean), p.y + x * sin(lean)};
}

/* As body_torso for what is printed or sewn on the chest: its middle is in the middle of a body
 * seen from the front and nears the edge in profile; at the neck less, since collars go round
 * it. The edges stay. */
struct pt body_chest(const struct body *b, double u, double v) {
    double inside = fmax(0, 1 - u * u);
    double front = b->back ? 0 : -.06 * clamp(1 - b->turn, 0, 1);
    double turned = .46 * b->side * mix(1, .38, shape_smooth(.74, 1.0, v));
    return body_torso(b, u + (front + turned) * inside, v);
}

/* u, v of the outline seen from three views: back edge from the neck down, then the other edge
 * from the hips up. */
enum { OUTLINE = 9 };

static void outline_view(const struct build *p, double shoulder, double hip_width,
                         double bottom, double flat, int view, double a[OUTLINE][2],
                         double c[OUTLINE][2]) {
    double hip = hip_width / shoulder, waist = p->waist / p->shoulder, bust = p->bust * flat;
    double belly = p->belly, out = belly * flat;
    const double left[3][OUTLINE] = {{-.23, -.63, -.88, -.90, -(.82 + waist * .05),
                                      -waist * 1.0 - belly * .35, -hip, -hip, -hip},
                                     {-.24, -.64, -.90, -.93, -(.84 + waist * .05) * .98,
                                      -waist * 1.02 - belly * .12, -hip, -hip, -hip},
                                     {-.30, -.56, -.72, -.76, -.70 - .1 * waist,
                                      -.62 * waist - .10 - belly * .05, -hip * .96, -hip * .90,
                                      -hip * .90}};
    const double right[3][OUTLINE] = {
        {hip, hip, hip, waist * 1.0 + belly * .35, .82 + waist * .05 + belly * .2,
         .88 + bust * .02, .86, .63, .23},
        {hip * .94, hip * .94, hip * .92 + out * .3, waist * .98 + out * .75,
         waist * .98 + .10 + out * .45 + bust * .08, .74 + bust * .20, .78 + bust * .06, .62,
         .20},
        {hip * .80, hip * .80, hip * .80 + out * .5, .66 * waist + .10 + out * 1.1,
         .50 + .14 * waist + out * .7 + bust * .12, .62 + bust * .28, .60 + bust * .10, .44,
         .26}};
    static const double up[OUTLINE] = {1.05, .985, .885, .72, .55, .33, .10, 0, 0};
    static const double down[OUTLINE] = {0, 0, .10, .30, .48, .63, .78, .93, 1.05};
    for (int i = 0; i < OUTLINE; i++) {
        a[i][0] = left[view][i];
        a[i][1] = i >= 7 ? bottom : up[i];
        c[i][0] = right[view][i];
        c[i][1] = i <= 1 ? bottom : down[i];
    }
}

void body_torso_points(const struct body *b, double grow, double bottom, struct pt left[9],
                       struct pt right[9]) {
    double flat = b->back ? 0 : 1, breath = 1 + .012 * b->breath;
    int first = b->turn < 1 && !b->back ? 0 : 1;
    double t = b->back ? 0 : first ? b->side : b->turn;
    double a[2][OUTLINE][2], c[2][OUTLINE][2];
    for (int k = 0; k < 2; k++)
        outline_view(&b->build, b->shoulder, b->hip, bottom, flat, first + k, a[k], c[k]);
    for (int i = 0; i < OUTLINE; i++) {
        double u = mix(a[0][i][0], a[1][i][0], t), w = mix(c[0][i][0], c[1][i][0], t);
        double chest = a[0][i][1] > .4 ? breath : 1, front = c[0][i][1] > .4 ? breath : 1;
        left[i] = body_torso(b, u * grow * chest, a[0][i][1]);
        right[i] = body_torso(b, w * grow * front, c[0][i][1]);
    }
}

double body_arm_angle(const struct body *b, enum side side) {
    return atan2(-(b->wrist[side].x - b->elbow[side].x), b->wrist[side].y - b->elbow[side].y);
}

struct tube body_arm(const struct body *b, enum side s, double thicker) {
    double r = b->head * .132 * b->build.limb * thicker;
    struct pt root = pt_mix(b->shoulder_at[s], b->elbow[s], .16);
    struct tube tube = shape_tube(root, b->elbow[s], b->wrist[s], r * 1.06, r * .86, r * .62);
    tube.bulge[0] = r * .10;
    tube.bulge[1] = r * .12;
    return tube;
}

struct tube body_leg(const struct body *b, enum side s, double thicker) {
    double r = b->head * .185 * b->build.limb * thicker;
    struct tube tube =
        shape_tube(b->hip_at[s], b->knee[s], b->ankle_at[s], r * 1.32, r * .86, r * .50);
    tube.bulge[0] = r * .08;
    tube.bulge[1] = r * .22;
    return tube;
}
