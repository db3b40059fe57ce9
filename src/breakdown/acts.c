/* Verbs that a person can be seen doing. value: enum act. Irregular past forms are rows of
 * their own. */
#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

#define V CUE_VERB
#define P CUE_PAST

static const struct cue cues[] = {
    {"enter|arrive|appear|emerge|come in|step in|walk in|rush in|burst in|run in|step "
     "inside|walk into|step into|come into|rush into|arrive at|come through",
     "", ACT_ENTER, 1, V},
    {"came in|came into|ran in|burst in|comes back|came back|returns|returned", "", ACT_ENTER,
     1, P},
    {"exit|leave|depart|walk out|walk off|go out|run out|run off|walk away|disappear|rush "
     "out|step outside|go away|run away|hurry off|head out|storm out|slip out",
     "", ACT_EXIT, 1, V},
    {"left|went out|ran out|ran off|ran away|went away", "", ACT_EXIT, 0.8f, P},
    {"walk|step|approach|cross|stroll|wander|climb|pace|march|stride|tiptoe|shuffle|limp|"
     "descend|follow|come closer|move|hobble|stagger|creep|go to|come to|walk to|head for|come "
     "over|walk over|go up|trudge",
     "", ACT_WALK, 1, V},
    {"went to|came to|crept|strode|went up|came closer|came|comes", "", ACT_WALK, 1, P},
    {"run|rush|hurry|dash|sprint|race|dart|charge|jog|chase|gallop|scramble", "", ACT_RUN, 1,
     V},
    {"ran", "", ACT_RUN, 1, P},
    {"sit|sit down|perch|squat|take a seat|settle", "", ACT_SIT, 1, V},
    {"on a bench|on the bench|from a bench|on a chair|in a chair|in his chair|in her "
     "chair|from "
     "a chair|from his chair|from her chair|in an armchair|on a stool|on the sofa|on a sofa|"
     "on the couch|at the wheel",
     "", ACT_SIT, 1, P},
    {"sat|sat down|seated|sits cross legged|took a seat", "", ACT_SIT, 1, P},
    {"stand|rise|stand up|get up|get to her feet|get to his feet|rise to her feet|rise to his "
     "feet",
     "", ACT_STAND, 1, V},
    {"stood|stood up|rose|got up", "", ACT_STAND, 1, P},
    {"kneel|kneel down|crouch|drop to her knees|drop to his knees|bend down", "", ACT_KNEEL, 1,
     V},
    {"knelt|bent down", "", ACT_KNEEL, 1, P},
    {"lie|lie down|collapse|faint|sleep|fall asleep|fall to the ground|fall down", "", ACT_LIE,
     1, V},
    {"lay|lay down|slept|asleep|fell asleep|fell down|fell", "", ACT_LIE, 1, P},
    {"turn|turn around|turn back|turn away|spin around|whirl|turn to|swivel", "", ACT_TURN, 1,
     V},
    {"look|stare|gaze|watch|glance|peer|observe|study|look at|look up|look around|look "
     "down|stare at|gaze at|glance at|look into|glare|lean in|lean over|lean closer|bend "
     "over|examine|inspect|scan|search|notice|read|squint|see",
     "", ACT_LOOK, 1, V},
    {"saw", "", ACT_LOOK, 1, P},
    {"point|point at|point to|gesture|indicate|gesture to", "", ACT_POINT, 1, V},
    {"reach|touch|stretch|reach for|reach out|open|close|knock|push|pull|shut|unlock|switch "
     "on|switch off|slam|unfold|unwrap|turn on|turn off",
     "", ACT_REACH, 1, V},
    {"press|tap|stroke|light|ring", "", ACT_REACH, 1, V | CUE_OBJECT},
    {"lit|rang", "", ACT_REACH, 1, P},
    {"take|pick up|pick it up|pick them "
     "up|grab|catch|lift|pick|snatch|collect|seize|receive|take out|pull "
     "out|scoop|gather|accept|pluck",
     "", ACT_TAKE, 1, V},
    {"took|caught|took out", "", ACT_TAKE, 1, P},
    {"give|offer|pass|hand over|throw|toss|hold out|serve|put down|set down|lay "
     "out|put|fling|hurl",
     "", ACT_GIVE, 1, V},
    {"hand|place|present|drop", "", ACT_GIVE, 1, V | CUE_OBJECT},
    {"gave|threw|held out|handed", "", ACT_GIVE, 1, P},
    {"hold hands|hold|carry|clutch|grip|cradle|bring|hug tightly to|balance|clasp|drag|cling",
     "", ACT_HOLD, 1, V},
    {"held|brought|clung", "", ACT_HOLD, 1, P},
    {"wave|wave at|wave to|beckon|wave goodbye", "", ACT_WAVE, 1, V},
    {"nod|nod at|agree|give a nod|nod slowly", "", ACT_NOD, 1, V},
    {"gave a nod|with a nod", "", ACT_NOD, 1, P},
    {"shake her head|shake his head|shake their head", "", ACT_SHAKE_HEAD, 1, V},
    {"shook her head|shook his head", "", ACT_SHAKE_HEAD, 1, P},
    {"bow|bow to|bow down|prostrate|curtsy|salute|bow low|touch her feet|touch his feet", "",
     ACT_BOW, 1, V},
    {"fold her hands|fold his hands|join her palms|join his palms|join her hands|join his "
     "hands|fold hands|pray|press her palms|press his palms|worship|fold their hands",
     "", ACT_NAMASTE, 1, V},
    {"folded hands|palms together|hands folded|hands joined|palms joined|namaste", "",
     ACT_NAMASTE, 1, P},
    {"hug|embrace|kiss|cuddle|wrap her arms|wrap his arms|hold her close|hold him close", "",
     ACT_HUG, 1, V},
    {"laugh|giggle|chuckle|burst out laughing|burst into laughter|laugh at", "", ACT_LAUGH, 1,
     V},
    {"with a laugh", "", ACT_LAUGH, 1, P},
    {"smile|grin|beam|smile at|break into a smile|grin at", "", ACT_SMILE, 1, V},
    {"with a smile|a smile|a grin|a small smile", "", ACT_SMILE, 1, P},
    {"cry|weep|sob|wipe her tears|wipe his tears|burst into tears|break down|wipe away a "
     "tear|wipe a tear",
     "", ACT_CRY, 1, V},
    {"wept|in tears|broke down", "", ACT_CRY, 1, P},
    {"sigh|exhale|breathe out|take a deep breath|let out a sigh", "", ACT_SIGH, 1, V},
    {"with a sigh", "", ACT_SIGH, 1, P},
    {"shrug|shrug her shoulders|shrug his shoulders", "", ACT_SHRUG, 1, V},
    {"with a shrug", "", ACT_SHRUG, 1, P},
    {"dance|twirl|sway|leap|jump|skip|hop|spin|prance|swing", "", ACT_DANCE, 1, V},
    {"leapt|spun", "", ACT_DANCE, 1, P},
    {"clap|applaud|cheer|clap her hands|clap his hands", "", ACT_CLAP, 1, V},
    {"freeze|pause|stop|hesitate|halt|stand still|stiffen|hold his breath|hold her "
     "breath|gasp|flinch|recoil|stop dead",
     "", ACT_FREEZE, 1, V},
    {"froze|stood still|stands motionless|motionless", "", ACT_FREEZE, 1, P},
    {"work|finish|polish|sweep|cook|write|type|draw|paint|stir|wash|clean|dig|repair|knead|"
     "chop|sew|weave|grind|fix|scribble|scrub|wipe|mend|pour|wind|play|tie|decorate|arrange|"
     "sketch|carve|hammer|count|peel|rake|eat|drink|sip|fill|tune|strum|knit|fold|hang|pack|"
     "trim",
     "", ACT_WORK, 1, V},
    {"water|plant|cut|row|dust", "", ACT_WORK, 1, V | CUE_OBJECT},
    {"drew|wrote|swept|wove|ate|drank|dug|wound|ground|hung", "", ACT_WORK, 1, P},
};
const struct cue_table breakdown_acts = {TOPIC_ACT, cues, COUNT_OF(cues)};
