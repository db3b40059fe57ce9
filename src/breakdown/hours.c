/* Words for the hour and the weather. Weight: how sure the word is, said in the heading's time
 * it always counts. */
#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

static const struct cue hours[] = {
    {"dawn|daybreak|sunrise|first light|early morning|break of day|crack of "
     "dawn|amanecer|alba|morgendämmerung|aube|भोर|விடியல்|அதிகாலை|黎明|夜明け|새벽|فجر|"
     "madrugada|aurora",
     "dawn", HOUR_DAWN, 1.5f, CUE_NOUN},
    {"morning|mid "
     "morning|breakfast|mañana|morgen|matin|mattina|manhã|सुबह|காலை|早上|早晨|清晨|上午|朝|아침|"
     "صباح|morning light|morning sun",
     "morning", HOUR_MORNING, 1.2f, CUE_NOUN},
    {"noon|midday|mid day|high noon|lunchtime|mediodía|mittag|midi|mezzogiorno|meio "
     "dia|दोपहर|நண்பகல்|மதியம்|中午|正午|정오|ظهر|blazing sun|sun overhead",
     "noon", HOUR_NOON, 1.3f, CUE_NOUN},
    {"day|daytime|daylight|día|tag|jour|giorno|dia|दिन|பகல்|白天|日|昼|낮|نهار", "day",
     HOUR_NOON, 1, CUE_HEADING},
    {"afternoon|late afternoon|teatime|after school|tarde|nachmittag|après "
     "midi|pomeriggio|பிற்பகல்|下午|午後|오후",
     "afternoon", HOUR_AFTERNOON, 1.2f, CUE_NOUN},
    {"dusk|sunset|evening|twilight|sundown|nightfall|golden hour|magic hour|gloaming|setting "
     "sun|atardecer|anochecer|abend|dämmerung|crépuscule|soir|sera|tramonto|crepúsculo|शाम|"
     "संध्या|மாலை|அந்தி|黄昏|傍晚|夕方|夕暮れ|저녁|مساء|غروب",
     "dusk", HOUR_DUSK, 1.3f, CUE_NOUN},
    {"night|midnight|late night|nighttime|moonlight|moonlit|moon|starlight|starry "
     "sky|bedtime|past "
     "midnight|noche|nacht|nuit|notte|noite|रात|இரவு|நள்ளிரவு|夜|夜晚|晚上|밤|ليل",
     "night", HOUR_NIGHT, 1.3f, CUE_NOUN},
    {"street lamps|lamps are lit|oil lamps|lamp light|lamplight|candlelight|fireflies|stars",
     "night", HOUR_NIGHT, 0.6f, 0},
};
const struct cue_table breakdown_hours = {TOPIC_HOUR, hours, COUNT_OF(hours)};

static const struct cue weathers[] = {
    {"rain|drizzle|downpour|raindrop|rainstorm|rainfall|monsoon|pouring "
     "rain|cloudburst|monsoon rain",
     "rain", WEATHER_RAIN, 1.2f, CUE_NOUN},
    {"rainy|raining|rains|rained|drizzling|rain soaked|rain "
     "swept|lluvia|lluvioso|regen|pluie|pioggia|chuva|बारिश|वर्षा|மழை|下雨|雨|비가|비 "
     "내리는|مطر",
     "rain", WEATHER_RAIN, 1.2f, 0},
    {"storm|thunderstorm|tempest|cyclone|hurricane|gale|squall|typhoon", "storm", WEATHER_STORM,
     1.3f, CUE_NOUN},
    {"stormy|tormenta|sturm|gewitter|orage|tempête|tempesta|tempestade|तूफ़ान|तूफान|"
     "புயல்|暴风雨|嵐|폭풍|عاصفة",
     "storm", WEATHER_STORM, 1.3f, 0},
    {"snowflake|blizzard|snowfall|snowstorm|snowdrift", "snow", WEATHER_SNOW, 1.4f, CUE_NOUN},
    {"snow|snowy|snowing|snows|snow covered|falling "
     "snow|nieve|schnee|neige|neve|बर्फ|பனிப்பொழிவு|下雪|雪|눈이 내린다|눈 내리는|ثلج",
     "snow", WEATHER_SNOW, 1.2f, 0},
    {"fog|mist|haze|sea fog", "fog", WEATHER_FOG, 1.1f, CUE_NOUN},
    {"foggy|misty|hazy|niebla|nebel|brouillard|nebbia|névoa|कोहरा|மூடுபனி|雾|霧|안개|ضباب",
     "fog", WEATHER_FOG, 1.1f, 0},
    {"wind|breeze|gust|gust of wind", "wind", WEATHER_WIND, 0.7f, 0},
    {"windy|windswept|howling wind|strong wind|high wind|strong winds|high winds|howling "
     "winds|gusts of wind|wind howls|viento|vento|हवा|காற்று|大风|風|바람|رياح",
     "wind", WEATHER_WIND, 1.1f, 0},
    {"cloudy|overcast|grey sky|gray sky|grey skies|gray skies|dark clouds|leaden sky|storm "
     "clouds|clouds gather|nublado|bewölkt|nuageux|阴天|曇り|흐린",
     "cloudy", WEATHER_CLOUDY, 1.1f, 0},
    {"sunny|sunlit|clear sky|clear skies|blue sky|sunlight|sunshine|bright "
     "sun|cloudless|soleado|sonnig|ensoleillé|晴天|晴れ|맑은|धूप",
     "clear", WEATHER_CLEAR, 0.9f, 0},
};
const struct cue_table breakdown_weathers = {TOPIC_WEATHER, weathers, COUNT_OF(weathers)};
