/* Given names in their own writing, with culture and gender. Written for this program from
 * common knowledge of common names; a name of two genders carries none. */
#include "breakdown/culture.h"
#include "breakdown/lexicon.h"

#define ROW(words, value) \
    { words, "", value, 1, 0 }

static const struct cue cues[] = {
    ROW("மீனா|மீரா|லட்சுமி|பிரியா|கவிதா|மலர்|வள்ளி|செல்வி|கமலா|சீதா|ராதா|தேவி|மீனாட்சி|ஆண்டாள்|கண்மணி|"
        "లక్ష్మి|సీత|రాధ|ప్రియ|కవిత|ಲಕ್ಷ್ಮಿ|ಸೀತಾ|ರಾಧಾ|ಪ್ರಿಯಾ|ലക്ഷ്മി|മീര|സീത|രാധ",
        IN_SOUTH | NAME_FEMALE),
    ROW("முருகன்|கார்த்திக்|செந்தில்|செல்வம்|வேலு|முத்து|குமார்|ராமன்|கண்ணன்|பாலு|ராஜா|சூர்யா|அருண்|"
        "రాము|కృష్ణ|వెంకట్|రవి|సూర్య|ರಾಮ|ಕೃಷ್ಣ|ರವಿ|രാമൻ|കൃഷ്ണൻ|ഉണ്ണി",
        IN_SOUTH | NAME_MALE),
    ROW("मीरा|सिमरन|प्रिया|अनीता|सुनीता|राधा|सीता|गीता|कविता|पूजा|नेहा|लक्ष्मी|आशा|काजल|अंजलि|माया|"
        "রাধা|সীতা|মীরা|লক্ষ্মী|મીરા|રાધા|ਸਿਮਰਨ",
        IN_NORTH | NAME_FEMALE),
    ROW("राम|राज|रवि|अर्जुन|मोहन|सोहन|राहुल|विजय|अजय|करण|विक्रम|अमित|सुरेश|रमेश|गोपाल|कृष्ण|श्याम|"
        "রাম|রবি|গোপাল|અર્જુન|ਅਰਜੁਨ",
        IN_NORTH | NAME_MALE),
    ROW("さくら|桜|花子|美咲|陽子|恵子|由美|直美|愛|結衣|美香|千代|雪子|葵|陽菜|凛|春子|秋子|"
        "ゆき|はな|"
        "小红|小芳|美玲|丽华|秀英|小燕|玉兰|林黛玉|小梅|阿美|지민|수진|민지|서연|은지|영희|"
        "하나",
        IN_EAST | NAME_FEMALE),
    ROW("太郎|健太|健|翔|大輔|一郎|次郎|拓也|誠|浩|隆|蓮|陽翔|悠真|大翔|武|健一|たける|けんた|"
        "小明|建国|志强|大伟|小龙|阿强|伟|明|철수|민수|준호|지훈|현우|영수",
        IN_EAST | NAME_MALE),
    ROW("ليلى|فاطمة|عائشة|مريم|زينب|خديجة|سلمى|نور|هدى|أمل|سارة|رانيا",
        IN_MIDDLE | NAME_FEMALE),
    ROW("محمد|أحمد|علي|عمر|حسن|حسين|خالد|يوسف|إبراهيم|مصطفى|كريم|طارق|سامي",
        IN_MIDDLE | NAME_MALE),
};
const struct cue_table breakdown_given_names_native = {TOPIC_GIVEN_NAME, cues, COUNT_OF(cues)};
