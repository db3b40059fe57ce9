/* Words for people. id: what the person is called in roles and relationships; value: kind,
 * gender and age band (person_words.h); weight: the years it stands for, 0 when it tells none.
 */
#include "breakdown/lexicon.h"
#include "breakdown/person_words.h"

#define N CUE_NOUN
#define KIN(g, band) PERSON(PERSON_KIN, GENDER_##g, band)
#define ROLE(g) PERSON(PERSON_ROLE, GENDER_##g, PERSON_NO_AGE)
#define PLAIN(g, band) PERSON(PERSON_PLAIN, GENDER_##g, band)
#define TITLE(g) PERSON(PERSON_TITLE, GENDER_##g, PERSON_NO_AGE)
#define AGE(band) PERSON(PERSON_AGE, GENDER_NEUTRAL, band)

static const struct cue cues[] = {
    /* kin */
    {"grandmother|grandma|granny|gran|nana ji|paati|patti|ajji|avva|ammamma|muthassi|dadi|dadi "
     "maa|nani|naani|thakuma|abuela|abuelita|oma|großmutter|grand "
     "mère|mamie|nonna|avó|vovó|halmoni|obaasan|obāsan|nainai|waipo|teta|jaddah|bibi|babushka|"
     "gogo|दादी|नानी|பாட்டி|ಅಜ್ಜಿ|అమ్మమ్మ|奶奶|外婆|祖母|おばあさん|おばあちゃん|ばあちゃん|할머니|"
     "جدة|nai nai|po po",
     "grandmother", KIN(FEMALE, AGE_MATURE), 70, N},
    {"grandfather|grandpa|granddad|grandad|gramps|thatha|thaatha|ajja|muthachan|dada "
     "ji|dadaji|nana abba|nanaji|abuelo|opa|großvater|grand "
     "père|papi|nonno|avô|vovô|harabeoji|ojiisan|yeye|jiddo|jaddi|dedushka|khulu|दादा|नाना|"
     "தாத்தா|తాత|爷爷|祖父|おじいさん|おじいちゃん|じいちゃん|할아버지|جد|ye ye",
     "grandfather", KIN(MALE, AGE_MATURE), 72, N},
    {"mother|mom|mum|mama|mommy|mummy|amma|ammi|maa|umma|mamá|madre|mutter|mère|maman|mãe|"
     "eomma|okaasan|haha ue|माँ|मां|அம்மா|అమ్మ|ಅಮ್ಮ|അമ്മ|妈妈|母亲|母親|お母さん|엄마|أم|mamma",
     "mother", KIN(FEMALE, AGE_ADULT), 0, N},
    {"father|dad|papa|daddy|appa|abba|baba "
     "ji|nanna|achan|pitaji|padre|papá|vater|père|pai|appa "
     "ji|otousan|abeoji|पिता|पिताजी|அப்பா|నాన్న|ಅಪ್ಪ|അച്ഛൻ|爸爸|父亲|父親|お父さん|아빠|أب|papà",
     "father", KIN(MALE, AGE_ADULT), 0, N},
    {"sister|akka|didi|thangachi|chechi|unnie|noona|jiejie|hermana|schwester|sœur|sorella|दीदी|"
     "बहन|அக்கா|தங்கை|姐姐|妹妹|お姉さん|언니|누나|أخت",
     "sister", KIN(FEMALE, PERSON_NO_AGE), 0, N},
    {"brother|anna "
     "ji|annan|thambi|bhai|bhaiya|chettan|oppa|hyung|gege|hermano|bruder|frère|fratello|भाई|"
     "भैया|அண்ணன்|தம்பி|哥哥|弟弟|お兄さん|오빠|형|أخ",
     "brother", KIN(MALE, PERSON_NO_AGE), 0, N},
    {"aunt|auntie|aunty|athai|chithi|mausi|bua|chachi|mami|tía|tante|zia|khala|அத்தை|சித்தி|阿姨|"
     "おばさん|이모|خالة",
     "aunt", KIN(FEMALE, AGE_ADULT), 48, N},
    {"uncle|mama ji|mamaji|chacha|chithappa|periyappa|tío|onkel|oncle|zio|ammu "
     "mama|மாமா|चाचा|मामा|叔叔|おじさん|삼촌|عم",
     "uncle", KIN(MALE, AGE_ADULT), 48, N},
    {"daughter|hija|tochter|figlia|बेटी|மகள்|女儿|娘|딸|ابنة", "daughter",
     KIN(FEMALE, PERSON_NO_AGE), 0, N},
    {"son|hijo|sohn|fils|figlio|बेटा|மகன்|儿子|息子|아들|ابن", "son", KIN(MALE, PERSON_NO_AGE), 0,
     N},
    {"granddaughter|nieta|enkelin|பேத்தி|पोती|孙女", "granddaughter", KIN(FEMALE, PERSON_NO_AGE),
     0, N},
    {"grandson|nieto|enkel|பேரன்|पोता|孙子", "grandson", KIN(MALE, PERSON_NO_AGE), 0, N},
    {"grandchild|grandchildren", "grandchild", KIN(NEUTRAL, PERSON_NO_AGE), 0, 0},
    {"wife|bride|esposa|ehefrau|épouse|moglie|पत्नी|மனைவி|妻子|妻|아내|زوجة", "wife",
     KIN(FEMALE, PERSON_NO_AGE), 0, N},
    {"husband|groom|bridegroom|esposo|ehemann|marito|पति|கணவன்|丈夫|夫|남편|زوج", "husband",
     KIN(MALE, PERSON_NO_AGE), 0, N},
    {"girlfriend|fiancée|novia", "girlfriend", KIN(FEMALE, AGE_YOUNG_ADULT), 0, N},
    {"boyfriend|fiancé|novio", "boyfriend", KIN(MALE, AGE_YOUNG_ADULT), 0, N},
    {"niece|sobrina", "niece", KIN(FEMALE, PERSON_NO_AGE), 0, N},
    {"nephew|sobrino", "nephew", KIN(MALE, PERSON_NO_AGE), 0, N},
    {"cousin|primo|prima", "cousin", KIN(NEUTRAL, PERSON_NO_AGE), 0, N},
    {"friend|best friend|childhood friend|old "
     "friend|amigo|amiga|freund|freundin|ami|दोस्त|मित्र|நண்பன்|தோழி|朋友|友達|친구|صديق",
     "friend", KIN(NEUTRAL, PERSON_NO_AGE), 0, N},
    {"neighbor|neighbour|vecino|vecina|nachbar", "neighbour", KIN(NEUTRAL, PERSON_NO_AGE), 0,
     N},
    {"colleague|coworker|partner", "colleague", KIN(NEUTRAL, PERSON_NO_AGE), 0, N},
    {"boss", "boss", KIN(NEUTRAL, AGE_ADULT), 45, N},
    {"student|pupil|disciple|apprentice", "student", KIN(NEUTRAL, AGE_YOUNG_ADULT), 19, N},
    {"stepmother|mother in law|mamiyar|saas", "mother-in-law", KIN(FEMALE, AGE_MATURE), 55, N},
    {"stepfather|father in law|sasur", "father-in-law", KIN(MALE, AGE_MATURE), 58, N},
    /* plain */
    {"baby|infant|newborn|bebé|säugling|bébé|neonato|शिशु|குழந்தை|婴儿|赤ちゃん|아기|رضيع",
     "baby", PLAIN(NEUTRAL, AGE_BABY), 1, 0},
    {"toddler|kleinkind", "toddler", PLAIN(NEUTRAL, AGE_TODDLER), 3, N},
    {"child|kid|little one|niño pequeño|enfant|bambino|बच्चा|குட்டி|孩子|子供|아이|طفل", "child",
     PLAIN(NEUTRAL, AGE_CHILD), 8, 0},
    {"girl|schoolgirl|little girl|niña|mädchen|petite "
     "fille|bambina|menina|लड़की|சிறுமி|女孩|女の子|소녀|فتاة|young girl",
     "girl", PLAIN(FEMALE, AGE_CHILD), 8, N},
    {"boy|schoolboy|little "
     "boy|niño|junge|garçon|ragazzino|menino|लड़का|சிறுவன்|男孩|男の子|소년|ولد|young boy|lad",
     "boy", PLAIN(MALE, AGE_CHILD), 8, N},
    {"teenage girl|teen girl", "girl", PLAIN(FEMALE, AGE_TEEN), 16, N},
    {"teenage boy|teen boy", "boy", PLAIN(MALE, AGE_TEEN), 16, N},
    {"teenager|teen|adolescent|jugendlicher|youth", "teenager", PLAIN(NEUTRAL, AGE_TEEN), 16,
     N},
    {"young woman|young lady|maiden|mujer joven|junge frau|jeune femme|giovane "
     "donna|युवती|இளம்பெண்|姑娘|若い女",
     "young woman", PLAIN(FEMALE, AGE_YOUNG_ADULT), 22, 0},
    {"young man|young fellow|hombre joven|junger mann|jeune homme|giovane "
     "uomo|युवक|இளைஞன்|小伙子|青年|청년",
     "young man", PLAIN(MALE, AGE_YOUNG_ADULT), 22, 0},
    {"young women", "young woman", PLAIN(FEMALE, AGE_YOUNG_ADULT), 22, 0},
    {"woman|lady|mujer|frau|femme|donna|mulher|महिला|औरत|பெண்|女人|女性|여자|امرأة|housewife",
     "woman", PLAIN(FEMALE, AGE_ADULT), 35, 0},
    {"man|gentleman|guy|fellow|hombre|mann|homme|uomo|homem|आदमी|மனிதன்|男人|男性|남자|رجل",
     "man", PLAIN(MALE, AGE_ADULT), 36, 0},
    {"middle aged woman", "woman", PLAIN(FEMALE, AGE_ADULT), 45, 0},
    {"middle aged man", "man", PLAIN(MALE, AGE_ADULT), 45, 0},
    {"old woman|elderly woman|old lady|elderly lady|crone|matriarch|anciana|alte frau|vieille "
     "femme|बूढ़ी औरत|மூதாட்டி|老太太|老婆婆|老婆|widow",
     "old woman", PLAIN(FEMALE, AGE_MATURE), 72, N},
    {"old man|elderly man|elderly gentleman|patriarch|greybeard|anciano|alter mann|vieil "
     "homme|बूढ़ा|முதியவர்|老人|老头|노인|widower",
     "old man", PLAIN(MALE, AGE_MATURE), 72, N},
    {"elder|village elder|pensioner|senior citizen", "elder", PLAIN(NEUTRAL, AGE_MATURE), 68,
     N},
    {"twin girl|newborn girl|baby girl", "baby", PLAIN(FEMALE, AGE_BABY), 1, N},
    {"newborn boy|baby boy", "baby", PLAIN(MALE, AGE_BABY), 1, N},
    /* how old, and no more */
    {"old|elderly|aged|ageing|aging|ancient|wizened|grey haired|gray haired|white "
     "haired|silver haired|vieja|viejo|vieux|vieille|बूढ़े|வயதான",
     "old", AGE(AGE_MATURE), 70, 0},
    {"middle aged", "middle-aged", AGE(AGE_ADULT), 45, 0},
    {"young|joven|junge|jeune|giovane", "young", AGE(AGE_YOUNG_ADULT), 22, 0},
    {"little|small", "little", AGE(AGE_CHILD), 8, 0},
    {"teenage|teenaged|adolescent", "teenage", AGE(AGE_TEEN), 16, 0},
    {"tiny", "tiny", AGE(AGE_TODDLER), 4, 0},
    /* titles */
    {"mr|sir|lord|master|señor|monsieur|herr|signor|shri|thiru|mister|sri|sheikh|don", "",
     TITLE(MALE), 0, 0},
    {"mrs|ms|miss|lady|madam|madame|ma'am|señora|señorita|frau|signora|mademoiselle|srimati|"
     "begum|thirumathi|dame|mistress",
     "", TITLE(FEMALE), 0, 0},
    /* what they do */
    {"king|emperor|maharaja|sultan|pharaoh|chief|oba|emir", "king",
     PERSON(PERSON_ROLE, GENDER_MALE, AGE_ADULT), 48, N},
    {"queen|empress|maharani|sultana", "queen", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT),
     40, N},
    {"prince", "prince", PERSON(PERSON_ROLE, GENDER_MALE, AGE_YOUNG_ADULT), 22, N},
    {"princess", "princess", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_YOUNG_ADULT), 20, N},
    {"lighthouse keeper|light keeper", "lighthouse keeper", ROLE(NEUTRAL), 0, N},
    {"keeper|caretaker|watchman|guard|night watchman", "keeper", ROLE(NEUTRAL), 0, N},
    {"shopkeeper|shop owner|merchant|trader|vendor|stall owner|flower seller|fruit seller|tea "
     "seller|seller|street vendor|toymaker",
     "shopkeeper", ROLE(NEUTRAL), 0, N},
    {"fisherman|boatman|ferryman|sailor|sea captain|ship's captain", "sailor", ROLE(MALE), 0,
     0},
    {"captain|first mate|navigator", "captain", ROLE(NEUTRAL), 0, 0},
    {"fisherwoman", "fisher", ROLE(FEMALE), 0, 0},
    {"doctor|surgeon|physician|dr|doktor|médico|डॉक्टर|மருத்துவர்|医生|医者|의사|طبيب", "doctor",
     PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 40, 0},
    {"nurse|midwife", "nurse", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 32, N},
    {"teacher|schoolteacher|school teacher|professor|headmaster|tutor|music teacher|dance "
     "teacher|guru|sensei|prof|teacher's|maestro|lehrer|profesor|शिक्षक|ஆசிரியர்|老师|先生|"
     "선생님|أستاذ",
     "teacher", PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 45, N},
    {"priest|temple priest|pujari|imam|pastor|monk|father "
     "superior|gurukkal|abbot|rabbi|पुजारी|பூசாரி",
     "priest", PERSON(PERSON_ROLE, GENDER_MALE, AGE_ADULT), 50, N},
    {"nun|priestess", "nun", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 40, N},
    {"farmer|shepherd|goatherd|herder|gardener|fieldworker", "farmer", ROLE(NEUTRAL), 0, N},
    {"soldier|warrior|knight|samurai|general|commander|officer|police "
     "officer|policeman|inspector|constable|detective|sheriff|cop",
     "officer", PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 38, N},
    {"policewoman", "officer", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 35, 0},
    {"waiter|barista|cook|chef|baker|bartender|server", "cook",
     PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 30, N},
    {"waitress|hostess", "waitress", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 26, N},
    {"driver|taxi driver|bus "
     "driver|pilot|conductor|engineer|mechanic|carpenter|potter|weaver|blacksmith|tailor|"
     "clockmaker|watchmaker|postman|mail carrier|courier|mailman",
     "worker", PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 40, N},
    {"scientist|inventor|astronaut|robot|android|astronomer|researcher", "scientist",
     ROLE(NEUTRAL), 0, N},
    {"journalist|reporter|writer|author|poet|painter|artist|photographer|musician|singer|"
     "dancer|actor|director|narrator|anchor|storyteller|drummer|violinist|pianist|guitarist",
     "artist", ROLE(NEUTRAL), 0, N},
    {"actress|ballerina", "artist", ROLE(FEMALE), 0, N},
    {"wizard|sorcerer|warlock", "wizard", PERSON(PERSON_ROLE, GENDER_MALE, AGE_MATURE), 70, N},
    {"witch|sorceress|enchantress|fairy godmother", "witch",
     PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 40, N},
    {"elf|fairy", "elf", ROLE(NEUTRAL), 0, 0},
    {"dwarf|goblin|troll", "dwarf", PERSON(PERSON_ROLE, GENDER_MALE, AGE_ADULT), 45, N},
    {"manager|lawyer|judge|mayor|minister|businessman|landlord|landowner|clerk|secretary|"
     "accountant|ceo|banker|president",
     "manager", PERSON(PERSON_ROLE, GENDER_NEUTRAL, AGE_ADULT), 45, N},
    {"businesswoman", "manager", PERSON(PERSON_ROLE, GENDER_FEMALE, AGE_ADULT), 38, 0},
    {"thief|beggar|stranger|traveller|traveler|pilgrim|hermit|sage|fortune teller|oracle",
     "stranger", ROLE(NEUTRAL), 0, N},
    /* groups */
    {"villagers|crowd|people|everyone|devotees|guests|audience|family|neighbours|neighbors|"
     "passers "
     "by|soldiers|passengers|students|children|kids|women|men|onlookers|dancers|musicians|"
     "townspeople|workers|friends",
     "group", PERSON(PERSON_GROUP, GENDER_NEUTRAL, PERSON_NO_AGE), 0, 0},
};
const struct cue_table breakdown_people = {TOPIC_PERSON, cues, COUNT_OF(cues)};
