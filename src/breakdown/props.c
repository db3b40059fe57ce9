/* Things that hands and shots may show. Nouns that are also verbs or have other senses count
 * only behind a determiner. */
#include "breakdown/lexicon.h"

#define N CUE_NOUN
#define D (CUE_NOUN | CUE_DETERMINED)
#define A CUE_DETERMINED /* its -s form is mostly a verb */

static const struct cue cues[] = {
    {"letter|envelope|postcard|telegram|scroll|love letter|parchment|invitation card", "letter",
     0, 1, N},
    {"carta|brief|lettre|lettera|चिट्ठी|पत्र|கடிதம்|信|手紙|편지|رسالة", "letter", 0, 1, 0},
    {"lamp|oil lamp|diya|deepam|kuthu vilakku|table lamp|desk "
     "lamp|விளக்கு|दीपक|दीया|油灯|ランプ|مصباح",
     "lamp", 0, 1, N},
    {"lantern|paper lantern|torch|flashlight|hurricane lamp|灯笼|提灯|فانوس", "lantern", 0, 1,
     N},
    {"cup|teacup|mug|coffee mug|tumbler|davara|cup of tea|cup of coffee|cup of "
     "chai|teapot|steaming cup|taza|tasse|tazza",
     "cup", 0, 1, N},
    {"cups of tea|cups of coffee|tea cup|tea cups", "cup", 0, 1, 0},
    {"glass|wineglass|glass of water|glass of wine|glass of milk|wine glass|goblet|chalice",
     "glass", 0, 1, D},
    {"bottle|flask|vial|thermos|perfume bottle|bottle of wine", "bottle", 0, 1, N},
    {"book|notebook|diary|journal|manuscript|ledger|textbook|storybook|palm leaf "
     "manuscript|libro|buch|livre|livro|किताब|पुस्तक|புத்தகம்|书|本を|책|كتاب|logbook|log book",
     "book", 0, 1, N},
    {"phone|telephone|cell phone|mobile "
     "phone|smartphone|cellphone|handset|receiver|mobile|teléfono|handy|téléphone|telefono|फ़ोन|"
     "தொலைபேசி|手机|電話|전화|هاتف",
     "phone", 0, 1, N},
    {"key|bunch of keys|keyring|car keys|house "
     "key|llave|schlüssel|clé|chiave|चाबी|சாவி|钥匙|鍵|열쇠|مفتاح",
     "key", 0, 1, N},
    {"flower|rose|lily|marigold|bouquet|lotus|sunflower|jasmine|jasmine flowers|blossom|cherry "
     "blossom|tulip|petal|flor|blume|fleur|fiore|फूल|பூ|மல்லிகை|花|꽃|زهرة|ورد",
     "flower", 0, 1, N},
    {"garland|flower garland|jasmine garland|wreath|lei|marigold garland|மாலையை|माला|花环",
     "garland", 0, 1, N},
    {"bowl|bowl of rice|bowl of soup|rice bowl|begging bowl", "bowl", 0, 1, N},
    {"pot|clay pot|cooking pot|pongal pot|cauldron|saucepan|kettle|brass pot|water pot|flower "
     "pot|pitcher|jug|kudam|பானை|घड़ा|பொங்கல் பானை",
     "pot", 0, 1, N},
    {"plate|dish|thali|banana leaf plate", "plate", 0, 1, N | CUE_DETERMINED},
    {"bread|loaf|loaf of bread|roti|naan|baguette|toast|dosa|chapati|pan "
     "dulce|रोटी|面包|パン|빵|خبز",
     "bread", 0, 1, 0},
    {"loaves|loaves of bread", "bread", 0, 1, 0},
    {"apple|orange|banana|mango|fruit|coconut|pomegranate|grapes|peach|basket of "
     "fruit|fruta|फल|பழம்|水果|果物|과일|فاكهة",
     "fruit", 0, 1, N},
    {"sweets|laddu|ladoo|candy|candies|chocolate|mithai|jalebi|payasam|mooncake|mooncakes|"
     "cookie|cookies|halwa|मिठाई|இனிப்பு",
     "sweets", 0, 1, 0},
    {"box|parcel|package|chest|wooden box|music box|gift box|casket|crate|jewel box|tin "
     "box|gift|cardboard box|matchbox|trunk",
     "box", 0, 1, N | CUE_DETERMINED},
    {"bag|handbag|backpack|satchel|schoolbag|purse|sack|tote|rucksack|shoulder bag|jute "
     "bag|plastic bag",
     "bag", 0, 1, N},
    {"suitcase|briefcase|luggage|valise|travel case|maleta|koffer|valise", "suitcase", 0, 1, N},
    {"umbrella|parasol|paraguas|regenschirm|parapluie|छाता|குடை|雨伞|傘|우산|مظلة", "umbrella",
     0, 1, N},
    {"newspaper|magazine|morning "
     "paper|periódico|zeitung|journal|अख़बार|செய்தித்தாள்|报纸|新聞|신문|جريدة",
     "newspaper", 0, 1, N},
    {"photo|photograph|picture frame|framed photo|polaroid|snapshot|portrait|faded "
     "photograph|old photograph|foto|photographie|तस्वीर|புகைப்படம்|照片|写真|사진|صورة",
     "photo", 0, 1, N},
    {"ring", "ring", 0, 1, A},
    {"wedding ring|engagement ring|gold ring|diamond ring|finger "
     "ring|anillo|मुद्रिका|அங்கூठी|अंगूठी|மோதிரம்|戒指|指輪|반지",
     "ring", 0, 1, 0},
    {"coin|coins|gold coin|rupee|moneda|münze|pièce|सिक्का|நாணயம்|硬币|동전|عملة", "coin", 0, 1,
     N},
    {"knife|knives|dagger|blade|kitchen "
     "knife|cuchillo|messer|couteau|coltello|चाकू|கத்தி|刀|칼|سكين",
     "knife", 0, 1, 0},
    {"sword|katana|scimitar|saber|sabre|longsword|espada|schwert|épée|spada|तलवार|வாள்|剑|剣|검|"
     "سيف",
     "sword", 0, 1, N},
    {"stick|walking stick|staff|wand|magic wand|branch|bamboo stick|wooden stick|spear|baton",
     "stick", 0, 1, D},
    {"broom|broomstick|escoba|besen|balai|झाड़ू|துடைப்பம்|扫帚|ほうき", "broom", 0, 1, N},
    {"basket|wicker basket|basket of flowers|picnic "
     "basket|canasta|korb|panier|टोकरी|கூடை|篮子|籠|바구니|سلة",
     "basket", 0, 1, N},
    {"candle|birthday candle|vela|kerze|bougie|candela|मोमबत्ती|மெழுகுவர்த்தி|蜡烛|蝋燭|촛불|شمعة",
     "candle", 0, 1, N},
    {"drum|mridangam|tabla|dholak|dhol|djembe|talking "
     "drum|thavil|taiko|ढोल|மேளம்|பறை|鼓|太鼓|북을|طبل",
     "drum", 0, 1, N},
    {"flute|bansuri|shakuhachi|recorder|nadaswaram|flauta|flöte|flûte|बाँसुरी|புல்லாங்குழல்|笛子|笛|"
     "피리|ناي",
     "flute", 0, 1, N},
    {"veena|sitar|oud|lute|erhu|kora|shamisen|gayageum|வீணை|वीणा|琵琶|عود", "veena", 0, 1, N},
    {"guitar|ukulele|guitarra|gitarre|guitare|गिटार|吉他|ギター|기타", "guitar", 0, 1, N},
    {"ball|football|cricket ball|basketball|soccer "
     "ball|pelota|balón|गेंद|பந்து|皮球|ボール|공을|كرة",
     "ball", 0, 1, N | CUE_DETERMINED},
    {"toy|doll|teddy bear|teddy|toy car|toy train|toy boat|wooden toy|spinning top|rag "
     "doll|toy horse|juguete|spielzeug|खिलौना|பொம்மை|玩具|人形|장난감|لعبة",
     "toy", 0, 1, N},
    {"kite|paper kite|cometa|drachen|cerf volant|पतंग|பட்டம்|风筝|凧|연을", "kite", 0, 1, N},
    {"clock|grandfather clock|alarm clock|wall "
     "clock|reloj|uhr|horloge|orologio|घड़ी|கடிகாரம்|时钟|時計|시계|ساعة",
     "clock", 0, 1, N},
    {"watch", "watch", 0, 1, A},
    {"pocket watch|wristwatch|wrist watch|gold watch|stopwatch", "watch", 0, 1, N},
    {"map|old map|treasure map|star chart|sea "
     "chart|mapa|karte|carte|नक्शा|வரைபடம்|地图|地図|지도|خريطة",
     "map", 0, 1, N | CUE_DETERMINED},
    {"rope|coil of rope|cuerda|seil|corde|रस्सी|கயிறு|绳子|縄|밧줄|حبل|fishing net|net", "rope",
     0, 1, N | CUE_DETERMINED},
    {"bucket|pail|water bucket|cubo|eimer|seau|बाल्टी|வாளி|水桶|バケツ|양동이|دلو", "bucket", 0,
     1, N},
    {"fish", "fish", 0, 1, A},
    {"string of fish|fried fish|catch of fish|pescado|poisson|मछली|மீன்|鱼|魚|생선|سمكة", "fish",
     0, 1, 0},
    {"laptop|computer|notebook "
     "computer|tablet|keyboard|portátil|ordinateur|लैपटॉप|கணினி|电脑|パソコン|노트북",
     "laptop", 0, 1, N},
    {"camera|video camera|movie camera|old camera|cámara|kamera|appareil "
     "photo|कैमरा|相机|カメラ|카메라",
     "camera", 0, 1, D},
    {"microphone|mic|mike|micrófono|mikrofon|麦克风|マイク|마이크", "microphone", 0, 1, N},
    {"tray|serving tray|brass tray|tea tray|bandeja|tablett|plateau|pooja tray|puja "
     "thali|थाली|தட்டு|托盘|お盆|쟁반",
     "tray", 0, 1, N},
    {"cake|birthday cake|wedding "
     "cake|cupcake|pastel|kuchen|gâteau|torta|केक|கேக்|蛋糕|ケーキ|케이크|كعكة",
     "cake", 0, 1, N},
    {"balloon|red balloon|globo|luftballon|ballon|गुब्बारा|பலூன்|气球|風船|풍선|بالون", "balloon",
     0, 1, N},
    {"radio|transistor|transistor radio|walkie talkie|रेडियो|வானொலி|收音机|ラジオ|라디오",
     "radio", 0, 1, N | CUE_DETERMINED},
    {"bell|handbell|hand bell|brass bell|campana|glocke|cloche|घंटी|மணி|铃|鈴|종을|جرس", "bell",
     0, 1, 0},
};
const struct cue_table breakdown_props = {TOPIC_PROP, cues, COUNT_OF(cues)};
