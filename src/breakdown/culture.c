/* What tells a culture apart: value is a set of cultures (culture.h), weight how sure.
 * Festivals and ceremonies have a table of their own, because they also make a scene festive.
 */
#include "breakdown/culture.h"
#include "breakdown/lexicon.h"

#define N CUE_NOUN
#define C CUE_CAPITAL

static const struct cue cultures[] = {
    /* attire */
    {"pattu|kanchipuram|kanjivaram|pavadai|pattu "
     "pavadai|davani|veshti|mundu|angavastram|lungi|mundum neriyathum|kasavu|silk sari with "
     "zari|jimikki|melmundu",
     "attire", IN_SOUTH, 2, N},
    {"sari|saree|bindi|kumkum|bangle|anklet|mehendi|henna|dupatta", "attire", IN_INDIA, 1, N},
    {"salwar|salwar "
     "kameez|lehenga|sherwani|kurta|pagri|churidar|dhoti|phulkari|ghagra|odhni|chunni|nehru "
     "jacket",
     "attire", IN_NORTH, 1.4f, N},
    {"kimono|yukata|obi|hanbok|hanfu|qipao|cheongsam|geta|furisode|jeogori|hakama", "attire",
     IN_EAST, 2, N},
    {"abaya|thobe|thawb|keffiyeh|kaffiyeh|ghutra|djellaba|kaftan|niqab|bisht|dishdasha|fez",
     "attire", IN_MIDDLE, 2, N},
    {"hijab|burqa|chador", "attire", IN_MIDDLE, 1, N},
    {"agbada|dashiki|gele|fila|kente|ankara|boubou|kitenge|kanga|adire|shuka|isicholo|habesha "
     "kemis|kaba",
     "attire", IN_AFRICA, 2, N},
    {"tuxedo|trench coat|cowboy hat|top hat|ball gown|lederhosen|kilt|sou'wester|southwester",
     "attire", IN_WEST, 1, N},
    /* food */
    {"idli|dosa|sambar|rasam|vada|vadai|filter coffee|payasam|appam|puttu|thayir "
     "sadam|murukku|upma|sakkarai pongal|chettinad|banana leaf|davara|adhirasam",
     "food", IN_SOUTH, 1.5f, N},
    {"roti|paratha|chai|samosa|jalebi|lassi|ladoo|laddu|dal makhani|paneer|gulab "
     "jamun|kheer|chole bhature|pani puri|rasgulla|mithai|kulfi|gujiya",
     "food", IN_NORTH, 1, N},
    {"ramen|sushi|onigiri|mochi|kimchi|bibimbap|dim "
     "sum|dumpling|baozi|mooncake|matcha|soju|sake|chopstick|tteok|soy sauce|rice "
     "wine|wok|jiaozi|bento",
     "food", IN_EAST, 1.3f, N},
    {"hummus|falafel|baklava|kebab|shawarma|tabbouleh|dates and coffee|cardamom "
     "coffee|qahwa|arabic coffee|mint tea|kunafa|lokum|ayran|mansaf|dallah",
     "food", IN_MIDDLE, 1.3f, N},
    {"jollof|fufu|egusi|injera|ugali|suya|pounded yam|palm wine|chin chin|nyama "
     "choma|biltong|akara|cassava|plantain|kola nut|sadza|waakye|calabash",
     "food", IN_AFRICA, 1.5f, N},
    {"pancakes|hamburger|apple pie|croissant|baguette|cappuccino|bagel|lasagna|hot "
     "dog|whisky|whiskey|paella|schnitzel|roast turkey",
     "food", IN_WEST, 0.8f, N},
    /* things and customs */
    {"kolam|gopuram|mandapam|vilakku|kuthu "
     "vilakku|nadaswaram|mridangam|thavil|kumkumam|vibhuti|thinnai|tulsi "
     "madam|silambam|bharatanatyam|kathakali|carnatic|jallikattu|vallam "
     "kali|pookalam|thaali|theyyam|kuchipudi|vanakkam|namaskaram|ayyo|aiyo|sugarcane|turmeric "
     "plant|murugan|ayyappan|amman temple",
     "custom", IN_SOUTH, 1.8f, N},
    {"jasmine|coconut palm|palm leaf", "custom", IN_SOUTH, 0.5f, 0},
    {"rangoli|diya|aarti|arti|tabla|sitar|bhajan|kirtan|qawwali|dholak|gurdwara|langar|mandir|"
     "haveli|ghat|bhangra|kathak|namaste|namaskar|haldi|sangeet|tika|tilak|rickshaw|dhaba|"
     "charpai|thakur|ganga aarti",
     "custom", IN_NORTH, 1.2f, N},
    {"puja|pooja|diyas|incense|deity|brahmin|hindu|krishna temple|shiva "
     "temple|ganesha|garland|marigold",
     "custom", IN_INDIA, 0.6f, 0},
    {"pagoda|cherry blossom|tea "
     "ceremony|tatami|shoji|torii|shinto|confucian|dojo|samurai|geisha|sensei|calligraphy|ink "
     "brush|paper lantern|shamisen|erhu|guzheng|gayageum|bamboo grove|hanok|hutong|koi "
     "pond|zen garden|jade|haiku|origami|futon|kung fu|taiko|dragon dance|lion "
     "dance|shogun|imperial palace|feng shui",
     "custom", IN_EAST, 1.5f, N},
    {"mosque|minaret|muezzin|call to "
     "prayer|souk|bazaar|bedouin|caravan|camel|qanun|sheikh|sultan|caliph|vizier|prayer "
     "rug|prayer "
     "beads|mashrabiya|riad|hookah|shisha|inshallah|insha'allah|mashallah|alhamdulillah|"
     "assalamu alaikum|salaam|oasis|emir|majlis|harem|kasbah|medina|quran",
     "custom", IN_MIDDLE, 1.1f, N},
    {"oud", "custom", IN_MIDDLE, 1.5f, 0},
    {"griot|djembe|talking drum|kora|mbira|baobab|savanna|savannah|kraal|boma|chief's "
     "compound|village elder|masai|maasai|ubuntu|oba|igwe|sangoma|babalawo|acacia|cowrie|shea "
     "butter|balafon|danfo|matatu|okada|tro tro|harmattan|kalimba|kwela",
     "custom", IN_AFRICA, 1.4f, N},
    {"church|chapel|cathedral|diner|saloon|cowboy|sheriff|piano|fireplace|prom|homecoming|high "
     "school|quarterback|lighthouse|parish|pub|ranch|suburb|victorian|knight|duke|duchess|"
     "baron|butler|harmonica|accordion|fiddle|thanksgiving",
     "custom", IN_WEST, 0.5f, N},
    {"elf|elves|wizard|sorcerer|sorceress|dwarf|dwarves|goblin|orc|troll|enchantress|warlock|"
     "spellbook|magic "
     "wand|fairy|fairies|unicorn|griffin|phoenix|mage|enchanted|wyvern|centaur|potion|dark "
     "lord|rune|talisman|magic sword|crystal ball|shapeshifter|enchanted "
     "forest|elven|dragonfire|necromancer|high king",
     "fantasy", IN_FANTASY, 1.2f, N},
    {"dragon|magical|spell", "fantasy", IN_FANTASY, 0.9f, N},
    {"dragon boat|dragon robe|dragon fruit|chinese dragon|elder scroll", "custom", IN_EAST, 1,
     N},
    /* places by name */
    {"chennai|madras|madurai|kerala|kochi|tanjore|thanjavur|coimbatore|mysore|bangalore|"
     "bengaluru|hyderabad|mylapore|tamil "
     "nadu|tamil|telugu|kannada|malayalam|malayali|trivandrum|kanyakumari|rameswaram|"
     "kumbakonam|andhra|telangana|pondicherry|south indian|tirupati|chettiar|kanchi|kaveri",
     "place", IN_SOUTH, 2, C},
    {"delhi|mumbai|bombay|jaipur|lucknow|varanasi|banaras|amritsar|punjab|punjabi|kolkata|"
     "calcutta|bengal|bengali|agra|rajasthan|gujarat|himalaya|himalayas|bihar|kashmir|shimla|"
     "udaipur|ganga|ganges|yamuna|north indian|hindi|marathi|pune|jodhpur|chandigarh",
     "place", IN_NORTH, 2, C},
    {"india|indian|sanskrit", "place", IN_INDIA, 1.2f, C},
    {"tokyo|kyoto|osaka|japan|japanese|china|chinese|beijing|shanghai|hong "
     "kong|seoul|korea|korean|busan|taipei|taiwan|hangzhou|hokkaido|mount "
     "fuji|guangzhou|suzhou|jeju|nara|xi'an|great wall|tang dynasty|ming "
     "dynasty|joseon|edo|mandarin",
     "place", IN_EAST, 2, C},
    {"cairo|dubai|baghdad|damascus|istanbul|tehran|beirut|riyadh|marrakech|marrakesh|arabia|"
     "arabian|arab|arabic|persia|persian|iran|iraq|egypt|egyptian|turkey|turkish|morocco|"
     "moroccan|jordan river|amman|jerusalem|mecca|medina|ottoman|oman|muscat|abu "
     "dhabi|isfahan|syria|lebanon",
     "place", IN_MIDDLE, 1.8f, C},
    {"lagos|nairobi|accra|nigeria|nigerian|kenya|kenyan|ghana|ghanaian|africa|african|senegal|"
     "dakar|ethiopia|ethiopian|addis "
     "ababa|johannesburg|soweto|zulu|yoruba|igbo|hausa|swahili|zanzibar|serengeti|kano|ibadan|"
     "mali|timbuktu|kumasi|ashanti|akan|cape town|south "
     "africa|tanzania|uganda|kampala|mombasa|congo|rwanda|zimbabwe|xhosa",
     "place", IN_AFRICA, 2, C},
    {"london|paris|new "
     "york|chicago|berlin|rome|madrid|boston|california|texas|england|english|france|french|"
     "germany|german|spain|spanish|italy|italian|ireland|irish|scotland|scottish|america|"
     "american|brooklyn|manhattan|hollywood|vienna|amsterdam|oslo|sweden|norway|canada|"
     "australia|los angeles|san "
     "francisco|cornwall|maine|brittany|lisbon|mexico|brazil|dublin|edinburgh|venice",
     "place", IN_WEST, 1.2f, C},
};
const struct cue_table breakdown_cultures = {TOPIC_CULTURE, cultures, COUNT_OF(cultures)};

static const struct cue festivals[] = {
    {"pongal|thai pongal|mattu pongal|onam|vishu|ugadi|karthigai|karthigai "
     "deepam|puthandu|aadi perukku|navaratri golu|thaipusam|chithirai festival|thrissur "
     "pooram|temple car festival|பொங்கல்|பொங்கல் "
     "விழா|ஓணம்|ఉగాది|సంక్రాంతి|valaikappu|seemantham|deepavali|தீபாவளி",
     "festival", IN_SOUTH, 2.2f, 0},
    {"sankranti|makar sankranti", "festival", IN_INDIA, 1.5f, 0},
    {"diwali|holi|navratri|karva chauth|raksha bandhan|rakhi|lohri|baisakhi|durga puja|durga "
     "pooja|chhath|janmashtami|dussehra|ganesh "
     "chaturthi|garba|teej|दिवाली|दीपावली|होली|बैसाखी|baraat|sangeet ceremony|mehendi "
     "ceremony|haldi ceremony",
     "festival", IN_NORTH, 1.8f, 0},
    {"lunar new year|chinese new year|spring festival|mid autumn festival|dragon boat "
     "festival|lantern festival|hanami|tanabata|obon|chuseok|seollal|matsuri|qixi|shichi go "
     "san|gion festival|春节|春節|中秋节|お祭り|祭り|花見|추석|설날",
     "festival", IN_EAST, 2.2f, 0},
    {"eid|eid al fitr|eid al adha|ramadan|iftar|nowruz|mawlid|henna night|عيد|رمضان|نوروز",
     "festival", IN_MIDDLE, 2, 0},
    {"durbar festival|new yam festival|homowo|umhlanga|timkat|meskel|eyo festival|osun "
     "festival|kwanzaa|naming ceremony|lobola|masquerade festival|fete des "
     "masques|enkutatash|odwira|argungu",
     "festival", IN_AFRICA, 2.2f, 0},
    {"christmas|christmas eve|christmas tree|easter|halloween|thanksgiving|hanukkah|new year's "
     "eve|oktoberfest|mardi gras|st patrick's day|bonfire night|midsummer|fourth of "
     "july|navidad|weihnachten|noël|natale|carnival parade|día de los muertos|day of the dead",
     "festival", IN_WEST, 1.3f, CUE_CAPITAL},
    {"festival|wedding|wedding ceremony|birthday "
     "party|birthday|coronation|celebration|carnival|engagement "
     "ceremony|fiesta|procession|marriage ceremony|harvest feast|harvest "
     "festival|feast|parade|fireworks|त्योहार|उत्सव|शादी|விழா|திருமணம்|திருவிழா|कल्याण|कॉन्सर्ट|婚礼|"
     "節日|结婚式|結婚式|결혼식|عرس|حفل|boda|hochzeit|mariage|fête|matrimonio",
     "ceremony", 0, 1, 0},
    {"celebrate|party", "ceremony", 0, 0.5f, CUE_VERB},
};
const struct cue_table breakdown_festivals = {TOPIC_FESTIVAL, festivals, COUNT_OF(festivals)};

static const struct cue periods[] = {
    {"kingdom|chariot|cavalry|musket|steam engine|horse drawn carriage|horse drawn "
     "cart|quill|oil painting "
     "guild|emperor|empress|ancient|medieval|victorian|century|colonial|british "
     "raj|courtier|royal court|palace guard|gladiator|pharaoh|viking|samurai|shogun|gas "
     "lamp|gaslight|telegram|galleon|blacksmith|bullock "
     "cart|maharaja|maharani|sultan|chola|mughal|dynasty|zamindar|king's court|swordsman|roman "
     "empire|renaissance|world war",
     "historical", PERIOD_HISTORICAL, 1, CUE_NOUN},
    {"king|queen|prince|princess|palace|sword|minister|castle|carriage|horseback", "historical",
     PERIOD_HISTORICAL, 0.4f, CUE_NOUN},
    {"spaceship|starship|space station|android|robot|hologram|holographic|cyborg|warp "
     "drive|laser gun|hover car|hovercar|neural implant|terraform|mars colony|moon "
     "base|alien|galaxy|interstellar|cryosleep|spacesuit|space suit|futuristic|artificial "
     "intelligence|drone|nave espacial|dystopian|flying car|hyperspace",
     "future", PERIOD_FUTURE, 1, CUE_NOUN},
    {"phone|smartphone|laptop|computer|television|tv|car|bus|internet|email|wifi|selfie|"
     "airport|office|supermarket|motorbike|scooter|mobile phone|cell phone|app|video "
     "call|taxi|elevator|hoodie|jeans|t shirt|headphones|fridge|microwave",
     "modern", PERIOD_MODERN, 0.6f, CUE_NOUN},
};
const struct cue_table breakdown_periods = {TOPIC_PERIOD, periods, COUNT_OF(periods)};
