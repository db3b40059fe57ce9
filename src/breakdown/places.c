/* Words for places: id of the place; value 1 when one is usually inside there; weight: how
 * exactly the word says where the scene is (a room 3, a building or ground 2, an area 1). */
#include "breakdown/lexicon.h"

#define N CUE_NOUN

static const struct cue cues[] = {
    /* rooms */
    {"lamp room|lantern room|light room|watch room", "lamp_room", 1, 3, N},
    {"kitchen|kitchenette|pantry|scullery", "kitchen", 1, 3, N},
    {"cocina|küche|cuisine|cozinha|cucina|रसोई|रसोईघर|சமையலறை|厨房|台所|キッチン|부엌|مطبخ",
     "kitchen", 1, 3, 0},
    {"bedroom|bed chamber|bedchamber|nursery|dormitory|hotel room|guest room|dorm "
     "room|attic|attic room|bed room",
     "bedroom", 1, 3, N},
    {"dormitorio|habitación|schlafzimmer|chambre|quarto|शयनकक्ष|படுக்கையறை|卧室|寝室|침실|غرفة "
     "النوم",
     "bedroom", 1, 3, 0},
    {"living room|sitting room|drawing room|parlour|parlor|front room|family room|dining "
     "room|library room",
     "living_room", 1, 3, N},
    {"sala|salón|wohnzimmer|salon|soggiorno|बैठक|客厅|居間|거실|வரவேற்பறை", "living_room", 1,
     2.5f, 0},
    {"room|chamber|bathroom|hallway|corridor|staircase|stairwell|apartment|penthouse|foyer|"
     "hall way",
     "living_room", 1, 1.2f, N},
    {"house|home|cottage|bungalow|villa|mansion|farmhouse|cabin|casa|haus|maison|घर|வீடு|家|집|"
     "بيت",
     "living_room", 1, 1, N},
    {"hut|shack|mud house|log cabin|tent|yurt|shed|झोपड़ी|குடிசை|choza|hütte|cabane", "hut", 1,
     2, N},
    {"office|boardroom|conference room|meeting room|newsroom|police station|interrogation "
     "room|cubicle|headquarters|open plan office",
     "office", 1, 2.5f, N},
    {"oficina|büro|bureau|ufficio|escritório|दफ़्तर|कार्यालय|அலுவலகம்|办公室|事務所|사무실|مكتب",
     "office", 1, 2.5f, 0},
    {"classroom|class room|school|schoolroom|lecture "
     "hall|university|college|kindergarten|school room|library",
     "classroom", 1, 2.5f, N},
    {"aula|escuela|klassenzimmer|schule|école|salle de "
     "classe|scuola|escola|कक्षा|विद्यालय|स्कूल|வகுப்பறை|பள்ளி|教室|学校|교실|학교|مدرسة",
     "classroom", 1, 2.5f, 0},
    {"hospital|hospital room|clinic|emergency room|operating room|icu|doctor's "
     "office|surgery|infirmary|operating theatre|hospital ward|hospital corridor|waiting room",
     "hospital", 1, 2.6f, N},
    {"krankenhaus|hôpital|ospedale|अस्पताल|மருத்துவமனை|医院|病院|병원|مستشفى", "hospital", 1,
     2.6f, 0},
    {"cafe|café|coffee shop|coffee house|tea shop|tea stall|tea "
     "house|teahouse|bakery|panadería|boulangerie|bäckerei|chai "
     "stall|bistro|ice cream "
     "parlour|cafeteria|canteen|kaffee|cafetería|咖啡馆|咖啡店|喫茶店|カフェ|카페|مقهى",
     "cafe", 1, 2.5f, N},
    {"restaurant|diner|pub|tavern|inn|dining hall|nightclub|saloon|dhaba|ramen "
     "shop|restaurante|gasthaus|ristorante|饭店|餐厅|レストラン|식당|مطعم|रेस्टोरेंट|உணவகம்",
     "restaurant", 1, 2.3f, N},
    {"shop|store|bookshop|bookstore|boutique|workshop|toy shop|clock shop|repair shop|flower "
     "shop|garage|pharmacy|grocery|grocery store|supermarket|mall|barber "
     "shop|tailor's|forge|smithy|gas station|petrol station|antique shop|bazaar shop",
     "shop", 1, 2.4f, N},
    {"tienda|laden|boutique|negozio|loja|दुकान|கடை|商店|店|가게|دكان|متجر", "shop", 1, 2.2f, 0},
    {"podcast studio|podcast|podcast set|talk show set|interview set", "podcast", 1, 2.8f, N},
    {"studio|radio station|tv studio|recording studio|recording booth|art studio|dance "
     "studio|news studio|sound booth|photo studio|darkroom",
     "studio", 1, 2.6f, N},
    {"theatre|theater|auditorium|concert hall|backstage|opera "
     "house|circus|bühne|théâtre|teatro|arena",
     "stage", 1, 2.4f, N},
    {"hall|lobby|ballroom|great hall|throne room|wedding hall|marriage hall|banquet "
     "hall|majlis|diwan|museum|gallery|palace|courtroom|assembly "
     "hall|gymnasium|gym|warehouse|factory|laboratory|lab|prison|dungeon|parliament|airport|"
     "terminal|basement|cellar",
     "hall", 1, 1.9f, N},
    {"kitchen garden|rose garden|garden|backyard|back yard|front "
     "yard|orchard|greenhouse|jardín|jardin|garten|giardino|jardim|बगीचा|தோட்டம்|花园|庭園|정원|"
     "حديقة",
     "garden", 0, 2.3f, N},
    /* sacred */
    {"temple|shrine|pagoda|sanctum|gopuram|kovil|mandir|gurdwara|gurudwara|monastery|mandapam|"
     "stupa|ashram|templo|tempel|मंदिर|मन्दिर|கோவில்|கோயில்|寺|神社|寺庙|사찰|절",
     "temple", 0, 2, N},
    {"temple courtyard|temple court|temple yard", "courtyard", 0, 2.8f, N},
    {"mosque|masjid|dargah|mezquita|moschee|mosquée|मस्जिद|மசூதி|مسجد|جامع", "mosque", 0, 2.2f,
     N},
    {"church|chapel|cathedral|abbey|nave|altar|vestry|graveyard "
     "chapel|iglesia|kirche|église|chiesa|igreja|教堂|教会|교회|كنيسة|தேவாலயம்|गिरजाघर",
     "church", 1, 2.2f, N},
    {"courtyard|inner "
     "court|patio|quadrangle|veranda|verandah|porch|thinnai|nadumuttam|riad|cloister|ancestral "
     "house|haveli|compound|home courtyard|terrace "
     "garden|muttram|அங்கணம்|முற்றம்|आँगन|आंगन|中庭|四合院|마당|فناء|innenhof|cour intérieure",
     "courtyard", 0, 2, N},
    /* built ground */
    {"market|marketplace|market place|bazaar|bazar|souk|fish market|night "
     "market|fair|fairground|festival ground|mela|flea "
     "market|mercado|markt|marché|mercato|बाज़ार|बाजार|சந்தை|市场|市場|시장|سوق|flower "
     "market|market square",
     "market", 0, 2.3f, N},
    {"street|road|avenue|boulevard|lane|crossroads|pavement|sidewalk|crosswalk|main "
     "street|high street|bridge|footbridge|square|plaza|town square|village "
     "square|intersection|parking lot|car "
     "park|calle|straße|rue|strada|rua|सड़क|गली|தெரு|சாலை|街道|街|通り|거리|شارع",
     "street", 0, 1.8f, N},
    {"bus stop|bus shelter|bus stand|parada de autobús|bushaltestelle|arrêt de bus|बस "
     "स्टॉप|பேருந்து "
     "நிறுத்தம்|公交车站|バス停|버스 정류장",
     "bus_stop", 0, 2.4f, N},
    {"hill road|mountain road|winding road|ghat road|hairpin bend|coast road", "hill_road", 0,
     2.4f, N},
    {"alley|alleyway|back alley|back street|passage|side "
     "street|callejón|gasse|ruelle|巷子|路地|골목|زقاق",
     "alley", 0, 2.3f, N},
    {"village|hamlet|pueblo|dorf|aldea|aldeia|villaggio|गाँव|गांव|கிராமம்|村|村庄|마을|قرية",
     "village", 0, 1, N},
    {"city|town|downtown|metropolis|skyline|cityscape|ciudad|stadt|ville|città|cidade|शहर|நகரம்|"
     "城市|都市|도시|مدينة",
     "city", 0, 1, N},
    {"roof|rooftop|roof top|terrace|balcony|azotea|dach|toit|tetto|छत|மொட்டை "
     "மாடி|மாடி|屋顶|屋上|옥상|سطح",
     "roof", 0, 2.5f, N},
    {"park|playground|park bench|botanical garden|zoo|picnic "
     "ground|parque|parc|parco|公园|公園|공원|उद्यान|பூங்கா|schoolyard|school "
     "yard|stadium|sports field",
     "park", 0, 2.2f, N},
    {"castle|fortress|fort|tower|citadel|battlements|keep "
     "tower|ramparts|castillo|burg|schloss|château|castello|किला|கோட்டை|城堡|城|성|قلعة",
     "castle", 0, 2, N},
    {"lighthouse|light house|beacon tower|faro|leuchtturm|phare|farol|கலங்கரை "
     "விளக்கம்|灯塔|灯台|등대|منارة",
     "lighthouse", 0, 2, N},
    {"harbour|harbor|dock|pier|wharf|jetty|quay|marina|fishing "
     "harbour|puerto|hafen|muelle|porto|துறைமுகம்|港|港口|항구|ميناء|बंदरगाह",
     "harbour", 0, 2.3f, N},
    {"train station|railway station|station|bus station|metro station|subway station|railway "
     "platform|bus terminal|estación|bahnhof|gare|stazione|estação|रेलवे स्टेशन|स्टेशन|ரயில் "
     "நிலையம்|车站|火车站|駅|역|محطة",
     "station", 0, 2.2f, N},
    /* vehicles */
    {"train|train compartment|railway carriage|sleeper car|metro|subway|subway car|tram|train "
     "carriage|compartment|tren|zug|treno|trem|रेलगाड़ी|ரயில்|火车|電車|기차|قطار",
     "train", 1, 2.1f, N},
    {"bus|school bus|autobús|minibus|बस|பேருந்து|公交车|バス|버스|حافلة", "bus", 1, 2.1f, N},
    {"car|taxi|cab|truck|van|jeep|auto rickshaw|pickup|backseat|driver's "
     "seat|limousine|coche|voiture|macchina|carro|गाड़ी|कार|汽车|車|차|سيارة",
     "car", 1, 2.1f, N},
    {"spaceship|space ship|spacecraft|starship|space station|cockpit|airlock|bridge of the "
     "ship|shuttle|control deck|moon base|mars base|escape pod|nave "
     "espacial|raumschiff|vaisseau spatial|飞船|宇宙船|우주선",
     "spaceship", 1, 2.6f, N},
    /* nature */
    {"forest|woods|jungle|grove|clearing|rainforest|bamboo "
     "grove|bosque|wald|forêt|bosco|floresta|जंगल|वन|காடு|森林|森|숲|غابة|woodland|treehouse",
     "forest", 0, 2, N},
    {"field|meadow|paddy field|rice field|wheat "
     "field|pasture|prairie|savanna|savannah|grassland|battlefield|campo|feld|prato|खेत|வயல்|"
     "田野|田|들판|حقل|lawn|cornfield|paddy fields",
     "field", 0, 1.9f, N},
    {"farm|farmyard|barn|stable|ranch|plantation|vineyard|tea "
     "estate|granja|bauernhof|ferme|fattoria|fazenda|பண்ணை|农场|農場|농장|مزرعة",
     "farm", 0, 2, N},
    {"hill|hilltop|hillside|knoll|colina|hügel|colline|collina|पहाड़ी|குன்று|山丘|丘|언덕|تل",
     "hill", 0, 2, N},
    {"mountain|mountaintop|mountain "
     "pass|peak|summit|cliff|cliffs|ridge|canyon|valley|volcano|mountain "
     "path|montaña|berg|montagne|montagna|montanha|पहाड़|மலை|山|산|جبل",
     "mountain", 0, 2, N},
    {"river|riverbank|river bank|stream|brook|ghat|ghats|waterfall|creek "
     "bank|canal|río|fluss|rivière|fiume|rio|नदी|ஆறு|ஆற்றங்கரை|河|川|강|نهر",
     "river", 0, 2, N},
    {"lake|lakeside|lakeshore|pond|temple tank|lotus "
     "pond|lagoon|lago|lac|झील|ஏரி|குளம்|湖|호수|بحيرة",
     "lake", 0, 2, N},
    {"beach|seashore|shore|seaside|coast|sand dunes by the "
     "sea|playa|strand|plage|spiaggia|praia|समुद्र तट|கடற்கரை|海滩|海辺|浜辺|해변|شاطئ",
     "beach", 0, 2.1f, N},
    {"sea|ocean|boat|ship|ship deck|fishing boat|raft|sailboat|rowing "
     "boat|meer|समुद्र|கடல்|படகு|大海|海|船|바다|배|بحر|सागर",
     "sea", 0, 1.8f, N},
    {"underwater|sea bed|seabed|ocean floor|coral reef|submarine|bajo el agua|unter "
     "wasser|sous l'eau|水下|海底|수중",
     "underwater", 0, 2.6f, N},
    {"desert|dune|dunes|oasis|sand dunes|caravan "
     "camp|desierto|wüste|désert|deserto|रेगिस्तान|பாலைவனம்|沙漠|砂漠|사막|صحراء",
     "desert", 0, 2.1f, N},
    {"snow field|snowfield|snowy field|glacier|tundra|arctic|ice field|frozen lake|north "
     "pole|snowy mountain|snowy village|ski slope|雪原|설원",
     "snow", 0, 2.2f, N},
    {"cave|cavern|grotto|tunnel|cueva|höhle|grotte|caverna|गुफा|குகை|洞穴|洞窟|동굴|كهف", "cave",
     1, 2.2f, N},
    /* words with other senses: in headings only */
    {"den|study|lounge|flat", "living_room", 1, 1.5f, N | CUE_HEADING},
    {"bank|reception", "office", 1, 2, N | CUE_HEADING},
    {"ward|er", "hospital", 1, 2.5f, N | CUE_HEADING},
    {"bar|club", "restaurant", 1, 2.3f, N | CUE_HEADING},
    {"stage", "stage", 1, 2.4f, N | CUE_HEADING},
    {"cell|landing", "hall", 1, 1.9f, N | CUE_HEADING},
    {"well", "village", 0, 1.5f, CUE_HEADING},
    {"mine", "cave", 1, 2, N | CUE_HEADING},
    {"wood", "forest", 0, 2, CUE_HEADING},
    {"champ", "field", 0, 1.9f, N | CUE_HEADING},
    {"port", "harbour", 0, 2.2f, CUE_HEADING},
    {"platform", "station", 0, 2.2f, N | CUE_HEADING},
    {"deck|mar|meer|mer", "sea", 0, 1.8f, CUE_HEADING},
    {"auto|coach", "car", 1, 2, CUE_HEADING},
    {"see", "lake", 0, 1.5f, CUE_HEADING},
    {"limbo|dreamscape|dream|black screen|darkness|white void|void|nowhere|blackness",
     "abstract", 0, 1.5f, N | CUE_HEADING},
};
const struct cue_table breakdown_places = {TOPIC_PLACE, cues, COUNT_OF(cues)};
