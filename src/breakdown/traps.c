/* Phrases whose words look like a cue and mean something else: they take the words away. */
#include "breakdown/lexicon.h"

static const struct cue cues[] = {
    {"swing his legs|swing her legs|swing their legs|storm out|storm off|storm away|storm "
     "in|storm into|storm past",
     "", 0, 0, CUE_VERB},
    {"storm of applause|thunder of applause|storm of|under the weather|rain of arrows|cloud of "
     "dust|snow white",
     "", 0, 0, 0},
    {"in light of|light up|in the light of|bring to light|moon over", "", 0, 0, CUE_VERB},
    {"both hands|both arms|both feet|both sides|both eyes|glass lens|glass window|glass "
     "door|glass wall|glass case|the glass fills",
     "", 0, 0, 0},
    {"ring finger|ring road|bow tie|bow of the boat|key moment|key to success|book club|match "
     "box",
     "", 0, 0, 0},
    {"head home|go home|come home|walk home|run home|drive home|bring home|hurry home", "home",
     0, 0, CUE_VERB},
    {"at home with|feel at home|home country|home work|sweet home|back home|way home|welcome "
     "home",
     "", 0, 0, 0},
    {"good morning|good night|good evening|good afternoon|good day|buenos días|buenas "
     "noches|guten morgen|gute nacht|bonne nuit|bonjour",
     "", 0, 0, 0},
    {"one day|some day|every day|all day|day by day|the other day|last night|that day|these "
     "days|day after day",
     "", 0, 0, 0},
    {"new year's eve|christmas eve|at first light of", "", 0, 0, 0},
    {"as well|well done|very well|oh well|well then|well known|all is well|is well|just as "
     "well|quite well",
     "", 0, 0, 0},
    {"at sea|see if|see how|see what|see you|let me see|we see|i see|you see", "", 0, 0, 0},
    {"of course|in the field of|on the other hand|field of view|bus driver|taxi driver|truck "
     "driver|car door|bus stop sign",
     "", 0, 0, 0},
    {"sea of faces|sea of people|sea of lights|sea breeze|sea wind|sea air|forest of|mountain "
     "of|ocean of|river of",
     "", 0, 0, 0},
    {"house keeper|house lights|home made|room for|no room|enough room|make room|room to|car "
     "horn|train whistle|ship horn|ship's horn",
     "", 0, 0, 0},
    {"stage fright|stage whisper|phone booth|phone call|phone number|a glass of|bell "
     "tower|clock tower|bell pepper",
     "", 0, 0, 0},
    {"against the glass|on the glass|hammers the glass|through the glass|at the glass|lashes "
     "the glass|the glass pane|beats the glass",
     "", 0, 0, 0},
    {"look alike|look like|look as if|look as though|look out|look forward", "", 0, 0,
     CUE_VERB},
    {"runs in the family|run out of|runs out of|ran out of|run a shop|runs a shop|turn "
     "pale|turn red|turn into|turn out|turn on|turn off",
     "", 0, 0, CUE_VERB},
    {"stand for|take place|take care|take time|hold on|hold breath|holds his breath|holds her "
     "breath|holds its breath|holding his breath|holding her breath",
     "", 0, 0, CUE_VERB},
    {"lie to|give up|give way|give in|point of|point of view|on foot", "", 0, 0, CUE_VERB},
    {"wave of|waves of|wave after wave|waves crash|waves break|waves roll", "", 0, 0, 0},
    {"fire man|open fire|under fire|fired from", "", 0, 0, 0},
    {"long ago|no longer|before long|as long as", "", 0, 0, 0},
    {"mad about|dying to|dead end|cold blooded|cool headed|high tea", "", 0, 0, 0},
};
const struct cue_table breakdown_traps = {TOPIC_TRAP, cues, COUNT_OF(cues)};
