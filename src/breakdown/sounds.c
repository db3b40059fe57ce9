/* Sounds that action words call for. id: the effect. Doors and ringing need two words near each
 * other and are put together in sound_cues.c: the rows of `openings` are their verbs, value 0
 * open, 1 close, 2 ring, 3 a door, 4 a bell, 5 a phone, 6 beat, 7 a drum. */
#include "breakdown/lexicon.h"

#define N CUE_NOUN
#define V CUE_VERB

static const struct cue sounds[] = {
    {"knock|knock at|knock on|rap on|pound on|bang on", "knock", 0, 1, V},
    {"a knock|knocks at|loud knock", "knock", 0, 1, 0},
    {"footstep|footfall|approaching footsteps", "steps", 0, 1, N},
    {"stomp|tiptoe|march|climbs the stairs|runs up the stairs|runs down the stairs", "steps", 0,
     1, 0},
    {"thunder|thunderclap|clap of thunder|peal of thunder|rumble of thunder|thunder "
     "rolls|thunder cracks",
     "thunder", 0, 1, 0},
    {"lightning strikes|lightning cracks", "thunder", 0, 1, 0},
    {"glass breaks|glass shatters|breaking glass|shattering "
     "glass|shatters|smashes|clinks|clink|clink glasses|clinking glasses",
     "glass", 0, 1, 0},
    {"applause|clap|applaud|handclaps", "clap", 0, 1, V},
    {"crowd cheers|cheer|crowd roars|cheering|everyone cheers", "cheer", 0, 1, V},
    {"laughter|laugh|giggle|chuckle", "laugh", 0, 1, V},
    {"gust|gust of wind|wind howls|howling wind|wind howling|wind blows|wind roars|wind picks "
     "up|strong wind",
     "gust", 0, 1, N},
    {"splash|dives into|jumps into the water|plunges into", "splash", 0, 1, V},
    {"horn honks|honk|foghorn|car horn|ship's horn|ship horn|fog horn|blows the horn|horn "
     "sounds|horn blares|toot",
     "horn", 0, 1, V},
    {"dog barks|bark|barking dog|dogs bark|dog barking|woof", "dog", 0, 1, V},
    {"birdsong|birds sing|birds chirp|chirp|bird sings|bird calls|seagulls cry|gulls "
     "cry|tweet|birds chirping|crows caw|birds singing|a koel calls",
     "bird", 0, 1, V},
    {"rooster crows|cock crows|rooster|cockcrow", "rooster", 0, 1, 0},
    {"clock ticks|clock ticking|ticking|clock strikes|tick tock|clock chimes|tick", "clock", 0,
     1, V},
    {"rustle|crumple|unfolds the letter|opens the letter|tears the letter|turns the page|turns "
     "a page|tears open|rips|unfolds a letter|leafs through|opens the envelope|unrolls the map",
     "paper", 0, 1, V},
    {"crackle|fire crackles|bonfire|campfire|flames roar|fire roars|lights the fire|crackling "
     "fire|fire burns|fireplace",
     "fire", 0, 1, V},
    {"drumbeat|drums from|sound of a drum|distant drums|drums beat|drums roll|beats the "
     "drum|drumming|drums sound|beats a drum|plays the drum|drum roll|drums thunder|beat of "
     "drums|sound of drums",
     "drum", 0, 1, N},
    {"whistle blows|blows a whistle|blows the whistle|whistles|whistle|train whistle|whistling",
     "whistle", 0, 1, 0},
    {"engine roars|engine starts|engine hums|starts the engine|engine|car starts|motorbike "
     "roars|starts the car|drives off|drives away|engine rumbles|engines roar",
     "engine", 0, 1, 0},
    {"train rumbles|train approaches|train arrives|train pulls in|train passes|train "
     "departs|train pulls out|train rattles|train thunders|passing train",
     "train", 0, 1, 0},
    {"creak|groan of wood|floorboards|door groans", "creak", 0, 1, V},
    {"jingle|keys jingle|keys rattle|jangle|jingling keys|fumbles with the keys|unlocks",
     "keys", 0, 1, V},
    {"pour|pours tea|pours water|pours the tea|ladles", "pour", 0, 1, V},
    {"typing|types on|types|taps the keyboard|keyboard clatters", "typing", 0, 1, 0},
    {"switch on|switch off|flip the switch|flick the switch|flip a switch|click|turn on the "
     "light|turn off the light|press the switch|turn on the lamp",
     "switch", 0, 1, V},
    {"explode|explosion|blows up|firecrackers|fireworks|blast|fireworks burst|detonate|boom",
     "explosion", 0, 1, V},
    {"heartbeat|heart pounds|heart beats|heart pounding|heart races|pounding heart|heart "
     "thumps",
     "heartbeat", 0, 1, 0},
    {"branch snaps|twig snaps|cracks|ice cracks|wood cracks|snapping twig|crack", "crack", 0, 1,
     0},
    {"conch|conch shell|blows the conch|conch blows|shankh|sound of the conch", "conch", 0, 1,
     0},
    {"temple bell rings|temple bells ring|temple bells|temple bell|rings the temple bell|sound "
     "of temple bells",
     "temple_bell", 0, 1, 0},
    {"church bells|church bell tolls|bells ring|bells peal|bells toll|bell tolls|bell "
     "rings|bells chime|wind chimes|doorbell|doorbell rings|bell chimes|school bell",
     "bell", 0, 1, 0},
    {"phone rings|phone buzzes|telephone rings|phone vibrates|cell phone rings|phone "
     "ringing|ringing phone|mobile rings|phone beeps",
     "phone", 0, 1, 0},
    {"door slams|slams the door|door bangs|slams shut|door shuts|door closes|shuts the "
     "door|closes the door|door clicks shut|door swings shut",
     "door_close", 0, 1, 0},
    {"door opens|opens the door|door swings open|door bursts open|door creaks open|pushes the "
     "door|gate opens|door flies open|door slides open",
     "door_open", 0, 1, 0},
};
const struct cue_table breakdown_sounds = {TOPIC_SOUND, sounds, COUNT_OF(sounds)};

static const struct cue openings[] = {
    {"open|push open|swing open|fling open|throw open|unlock|pull open", "open", 0, 1, V},
    {"close|shut|slam|bang|pull shut", "close", 1, 1, V},
    {"rang|ring|toll|peal|chime|strike|sound|buzz", "ring", 2, 1, V},
    {"door|gate|doorway", "door", 3, 1, N},
    {"bell|handbell|gong", "bell", 4, 1, N},
    {"phone|telephone|mobile", "phone", 5, 1, N},
    {"beat|pound|play", "beat", 6, 1, V},
    {"drum|talking drum|mridangam|tabla|dhol|dholak|djembe|thavil", "drum", 7, 1, N},
};
const struct cue_table breakdown_openings = {TOPIC_OPENING, openings, COUNT_OF(openings)};
