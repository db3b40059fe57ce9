/* What a script says of someone's nature and looks. Traits: value is a bit of enum trait_mark
 * for what casting must show, else 0. Wear: id of an outfit, of hair, a beard or headwear
 * (value says which). */
#include "breakdown/looks.h"
#include "breakdown/lexicon.h"

#define N CUE_NOUN

static const struct cue traits[] = {
    {"kind|gentle|stubborn|brave|shy|wise|proud|curious|mischievous|playful|cheerful|grumpy|"
     "stern|strict|lonely|clever|quiet|fierce|elegant|graceful|weary|tired|ambitious|honest|"
     "loyal|nervous|anxious|confident|calm|warm|cold|bitter|greedy|lazy|energetic|dreamy|"
     "serious|witty|sharp|patient|impatient|generous|humble|frail|strong|weathered|rugged|"
     "mysterious|timid|bold|determined|soft spoken|hot tempered|wide eyed|bright "
     "eyed|barefoot|blind|handsome|beautiful|dignified|radiant|melancholy|gruff|thoughtful|"
     "restless",
     "", 0, 1, 0},
    {"tall|lanky|towering", "tall", TRAIT_TALL, 1, 0},
    {"short|petite|diminutive", "short", TRAIT_SHORT, 1, 0},
    {"thin|slim|slender|skinny|lean|gaunt|wiry|slight", "thin", TRAIT_THIN, 1, 0},
    {"heavy|stout|plump|fat|chubby|portly|burly|heavyset|stocky|big bellied|broad "
     "shouldered|rotund",
     "heavy", TRAIT_HEAVY, 1, 0},
    {"spectacles|eyeglasses|bespectacled|reading glasses|horn rimmed|horn rimmed glasses|thick "
     "glasses|round glasses|wire rimmed glasses|gafas|brille|lunettes|चश्मा|கண்ணாடி "
     "அணிந்த|眼镜|眼鏡|안경",
     "glasses", TRAIT_GLASSES, 1, 0},
    {"glasses", "glasses", TRAIT_GLASSES | TRAIT_IF_OWNED, 1, 0},
    {"cane|walking cane|walking stick|crutch|crutches|bastón|gehstock", "cane", TRAIT_CANE, 1,
     0},
    {"wheelchair|wheel chair|silla de ruedas|rollstuhl|fauteuil roulant|சக்கர "
     "நாற்காலி|轮椅|車椅子|휠체어",
     "wheelchair", TRAIT_WHEELCHAIR, 1, 0},
    {"beard|bearded|goatee|barba|bart|दाढ़ी|தாடி|胡子|수염|لحية", "beard", TRAIT_BEARD, 1, 0},
    {"grey hair|gray hair|white hair|silver hair|grey haired|gray haired|white haired|silver "
     "haired|greying|graying|white beard|grey beard|gray beard",
     "grey", TRAIT_GREY, 1, 0},
};
const struct cue_table breakdown_traits = {TOPIC_TRAIT, traits, COUNT_OF(traits)};

static const struct cue wear[] = {
    {"sari|saree|silk sari|silk saree|பட்டுப்புடவை|புடவை|साड़ी", "sari", WEAR_OUTFIT, 1, N},
    {"salwar|salwar kameez|churidar|punjabi suit", "salwar", WEAR_OUTFIT, 1, N},
    {"pavadai|pattu pavadai|half sari|half saree|davani", "pavadai", WEAR_OUTFIT, 1, N},
    {"lehenga|ghagra", "lehenga", WEAR_OUTFIT, 1, N},
    {"veshti|dhoti|mundu|lungi", "veshti", WEAR_OUTFIT, 1, N},
    {"kurta", "kurta", WEAR_OUTFIT, 1, N},
    {"sherwani", "sherwani", WEAR_OUTFIT, 1, N},
    {"dress|frock|sundress", "dress", WEAR_OUTFIT, 1, CUE_DETERMINED | N},
    {"suit|tuxedo|business suit|three piece suit", "suit", WEAR_OUTFIT, 1, CUE_DETERMINED | N},
    {"coat|overcoat|raincoat|trench coat|oilskin|oilskins|parka|lab coat|white coat|pea "
     "coat|peacoat|jacket",
     "coat", WEAR_OUTFIT, 1, N},
    {"hoodie|sweatshirt|tracksuit", "hoodie", WEAR_OUTFIT, 1, N},
    {"t shirt|jeans|denim jacket|tee shirt", "tshirt_jeans", WEAR_OUTFIT, 1, 0},
    {"shirt and trousers|school uniform|shirtsleeves|work clothes|collared shirt",
     "shirt_trousers", WEAR_OUTFIT, 1, 0},
    {"blouse|skirt", "blouse_skirt", WEAR_OUTFIT, 0.8f, N},
    {"kimono|yukata", "kimono", WEAR_OUTFIT, 1, N},
    {"hanfu|qipao|cheongsam", "hanfu", WEAR_OUTFIT, 1, N},
    {"hanbok", "hanbok", WEAR_OUTFIT, 1, N},
    {"thobe|thawb|dishdasha", "thobe", WEAR_OUTFIT, 1, N},
    {"abaya", "abaya", WEAR_OUTFIT, 1, N},
    {"kaftan|caftan", "kaftan", WEAR_OUTFIT, 1, N},
    {"agbada", "agbada", WEAR_OUTFIT, 1, N},
    {"dashiki", "dashiki", WEAR_OUTFIT, 1, N},
    {"boubou|grand boubou", "boubou", WEAR_OUTFIT, 1, N},
    {"wrapper and blouse|kitenge dress|ankara dress|kanga", "wrapper", WEAR_OUTFIT, 1, 0},
    {"tunic|leather armour|leather armor|armour|armor|chain mail", "tunic", WEAR_OUTFIT, 1, 0},
    {"cloak|hooded cloak|cape|wizard's robe", "cloak", WEAR_OUTFIT, 1, N},
    {"gown|ball gown|wedding gown|evening gown|wedding dress", "gown", WEAR_OUTFIT, 1, N},
    {"romper|onesie", "romper", WEAR_OUTFIT, 1, N},
    {"bald|bald head|balding", "bald", WEAR_HAIR, 1, 0},
    {"shaved head|buzz cut|buzzcut", "buzz", WEAR_HAIR, 1, 0},
    {"braid|single braid|long braid|plait|long plait|braided hair", "braid", WEAR_HAIR, 1, 0},
    {"braids|pigtails|two braids|plaits|twin braids", "twin_braids", WEAR_HAIR, 1, 0},
    {"hair in a bun|grey bun|gray bun|tight bun|white bun", "bun", WEAR_HAIR, 1, 0},
    {"topknot|top knot|top bun", "top_bun", WEAR_HAIR, 1, 0},
    {"ponytail|pony tail", "ponytail", WEAR_HAIR, 1, 0},
    {"curly hair|curls|curly haired", "curly_short", WEAR_HAIR, 1, 0},
    {"dreadlocks|locs", "locs", WEAR_HAIR, 1, 0},
    {"cornrows", "cornrows", WEAR_HAIR, 1, 0},
    {"afro", "afro", WEAR_HAIR, 1, 0},
    {"long hair|flowing hair|long haired|loose hair", "long", WEAR_HAIR, 1, 0},
    {"wavy hair", "wavy", WEAR_HAIR, 1, 0},
    {"short hair|short haired|cropped hair", "short", WEAR_HAIR, 1, 0},
    {"bobbed hair|bob cut|a bob", "bob", WEAR_HAIR, 1, 0},
    {"moustache|mustache|மீசை|मूंछ", "moustache", WEAR_BEARD, 1, N},
    {"stubble|unshaven", "stubble", WEAR_BEARD, 1, 0},
    {"long beard|long white beard|long grey beard|flowing beard", "long", WEAR_BEARD, 1.5f, 0},
    {"trimmed beard|short beard|goatee", "short", WEAR_BEARD, 1.5f, 0},
    {"full beard|bushy beard|thick beard|white beard|grey beard|gray beard|bearded|black "
     "beard|red beard",
     "full", WEAR_BEARD, 1.2f, 0},
    {"turban|pagri|pagdi", "turban", WEAR_HEAD, 1, N},
    {"hijab", "hijab", WEAR_HEAD, 1, N},
    {"shayla", "shayla", WEAR_HEAD, 1, N},
    {"ghutra|keffiyeh|kaffiyeh", "ghutra", WEAR_HEAD, 1, N},
    {"fila", "fila", WEAR_HEAD, 1, N},
    {"gele", "gele", WEAR_HEAD, 1, N},
    {"headscarf|head scarf|headwrap|head wrap", "headscarf", WEAR_HEAD, 1, N},
    {"baseball cap|flat cap|peaked cap|skullcap|school cap", "cap", WEAR_HEAD, 1, N},
    {"beanie|woolen hat|woollen hat|knit cap|knitted cap|wool cap|bobble hat", "beanie",
     WEAR_HEAD, 1, N},
    {"straw hat|sun hat", "straw_hat", WEAR_HEAD, 1, N},
    {"sou'wester|southwester", "souwester", WEAR_HEAD, 1, N},
    {"crown|tiara", "crown", WEAR_HEAD, 1, CUE_DETERMINED},
    {"hood|hooded", "hood", WEAR_HEAD, 0.8f, CUE_DETERMINED},
};
const struct cue_table breakdown_wear = {TOPIC_WEAR, wear, COUNT_OF(wear)};

static const struct cue colors[] = {
    {"red|crimson|scarlet|ruby|vermilion|rojo|roja|rot|rouge|लाल|சிவப்பு|红色|赤い", "#b3263a",
     0, 1, 0},
    {"maroon|burgundy|wine red", "#6f1f33", 0, 1, 0},
    {"pink|rose pink|magenta", "#c9476f", 0, 1, 0},
    {"orange|saffron|amber", "#d9762b", 0, 1, 0},
    {"yellow|golden|mustard|amarillo|gelb|jaune|पीला|மஞ்சள்|黄色|gold", "#d9a62e", 0, 1, 0},
    {"green|emerald|verde|grün|vert|हरा|பச்சை|绿色", "#2f7d52", 0, 1, 0},
    {"olive", "#6b6f3a", 0, 1, 0},
    {"teal|turquoise", "#1f7f83", 0, 1, 0},
    {"blue|azure|azul|blau|bleu|नीला|நீல|蓝色|青い", "#2f5fa8", 0, 1, 0},
    {"navy|navy blue|dark blue", "#22365f", 0, 1, 0},
    {"purple|violet|lilac|lavender|morado|lila|बैंगनी", "#6d4191", 0, 1, 0},
    {"white|cream|ivory|blanco|blanca|weiß|blanc|सफ़ेद|வெள்ளை|白色|白い", "#ece5d6", 0, 1, 0},
    {"black|negro|negra|schwarz|noir|काला|கருப்பு|黑色|黒い", "#2a2a30", 0, 1, 0},
    {"grey|gray|silver|gris|grau", "#84858c", 0, 1, 0},
    {"brown|tan|beige|khaki|marrón|braun|brun", "#7d5a3c", 0, 1, 0},
};
const struct cue_table breakdown_colors = {TOPIC_COLOR, colors, COUNT_OF(colors)};
