/* Words for what a speaker feels, and how a line is said. emotions: value enum emotion; weight
 * how strongly (its strength in a parenthetical is three times that). manners: value enum
 * manner. */
#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

#define V CUE_VERB

static const struct cue emotions[] = {
    {"happy|happily|joy|joyful|joyfully|cheerful|cheerfully|delighted|glad|gladly|laughing|"
     "smiling|grinning|beaming|giggling|playful|playfully|teasing|teasingly|amused|with a "
     "smile|with a "
     "laugh|chuckling|relieved|merrily|warmly|wonderful|brightly|yay|hooray|feliz|alegre|"
     "sonriendo|glücklich|lachend|lächelnd|heureux|joyeux|en riant|souriant|felice|हँसते हुए|खुशी "
     "से|मुस्कुराते हुए|சிரித்து|மகிழ்ச்சியுடன்|笑|高兴|うれしそうに|笑って|기쁘게|웃으며|ضاحكا|سعيد",
     "", EMOTION_JOY, 1, 0},
    {"smile|laugh|giggle|grin|chuckle", "", EMOTION_JOY, 0.8f, V},
    {"respectfully|respectful|with "
     "respect|bowing|reverent|reverently|humbly|polite|politely|grateful|thankful|folding "
     "hands|folded hands|hands "
     "folded|praying|prayerfully|formally|blessings|namaste|namaskaram|vanakkam|con "
     "respeto|आदर से|மரியாதையுடன்|恭敬",
     "", EMOTION_RESPECT, 1, 0},
    {"sad|sadly|crying|tearful|tearfully|in "
     "tears|weeping|sobbing|sighing|heartbroken|mournful|mournfully|disappointed|regretful|"
     "broken|voice breaking|choking up|quietly sad|wistful|wistfully|sorry|miss "
     "you|lonely|died|dying|grief|downcast|hurt|triste|llorando|traurig|weinend|en "
     "pleurant|tristement|रोते "
     "हुए|दुखी|उदास|அழுது|சோகமாக|悲伤|哭|悲しそうに|泣きながら|슬프게|울며|باكيا|حزين|alas|"
     "goodbye|farewell",
     "", EMOTION_SADNESS, 1, 0},
    {"embarrassed|ashamed|guilty|guiltily|sheepish|sheepishly|apologetic|apologetically|tired|"
     "wearily|exhausted",
     "", EMOTION_SADNESS, 0.5f, 0},
    {"cry|weep|sob", "", EMOTION_SADNESS, 1, V},
    {"sigh", "", EMOTION_SADNESS, 0.5f, V},
    {"laughing bitterly|with a bitter laugh|laughs "
     "bitterly|angry|angrily|furious|furiously|enraged|irritated|annoyed|snapping|shouting "
     "angrily|through gritted teeth|bitterly|harshly|coldly|hate|how dare you|shut up|get "
     "out|seething|sternly|indignant|scolding|enojado|furioso|wütend|zornig|en "
     "colère|arrabbiato|गुस्से में|கோபமாக|கோபத்துடன்|生气|愤怒|怒って|화나서|غاضب|damn|liar|traitor",
     "", EMOTION_ANGER, 1, 0},
    {"snap|glare|scowl|snarl|slam", "", EMOTION_ANGER, 0.7f, V},
    {"surprised|astonished|amazed|shocked|stunned|startled|gasping|gasp|in "
     "disbelief|incredulous|disbelieving|taken aback|wide eyed|what the|oh my "
     "god|unbelievable|impossible|sorprendido|überrascht|surpris|sorpreso|हैरान|ஆச்சரியமாக|"
     "ஆச்சரியத்துடன்|惊讶|吃惊|驚いて|놀라서|مندهش|wow",
     "", EMOTION_SURPRISE, 1, 0},
    {"gasps|gasped", "", EMOTION_SURPRISE, 1, 0},
    {"afraid|scared|fearful|fearfully|terrified|frightened|panicking|panicked|trembling|"
     "nervous|nervously|anxious|anxiously|worried|shaking|stammering|stuttering|hesitant|"
     "hesitantly|help me|run away|alarmed|uneasy|asustado|ängstlich|effrayé|spaventato|डरते "
     "हुए|डरी हुई|பயந்து|பயத்துடன்|害怕|怖がって|무서워하며|خائف",
     "", EMOTION_FEAR, 1, 0},
    {"tremble|shiver|scream|flinch|cower", "", EMOTION_FEAR, 0.8f, V},
    {"determined|resolute|resolutely|firm|firmly|with resolve|insistent|steely|decided|i "
     "will|we must|i must|never give up|i promise|no matter "
     "what|decidido|entschlossen|déterminé|determinato|दृढ़ता से|உறுதியாக|坚定|断固|단호하게",
     "", EMOTION_DETERMINED, 0.8f, 0},
    {"sarcastic|sarcastically|dryly|wry|wryly|ironic|ironically|mock "
     "innocent|confident|confidently|proud|proudly|boldly|assured|smug|smugly|boasting|trust "
     "me|of course i can|orgulloso|stolz|fier|गर्व से|பெருமையுடன்|自信|自信満々|자신있게",
     "", EMOTION_CONFIDENT, 0.9f, 0},
    {"reading|curious|curiously|attentive|listening|thoughtful|thoughtfully|interested|leaning "
     "in|pondering|puzzled|confused|intrigued|studying|wondering|musing|tell "
     "me|quizzical|skeptical|suspicious|suspiciously|curioso|neugierig|curieux|उत्सुक|ஆர்வமாக|"
     "好奇|興味深そうに|궁금해서",
     "", EMOTION_ATTENTIVE, 0.8f, 0},
    {"wisely|kindly|knowingly|wise|patiently|gravely|solemnly|solemn|with a knowing "
     "smile|remembering|long ago|when i was|my child|sabiamente|weise|sagement|समझाते "
     "हुए|அறிவுரையாக|慈祥|优しく",
     "", EMOTION_WISE, 0.8f, 0},
    {"excited|excitedly|thrilled|eager|eagerly|breathless|breathlessly|enthusiastic|"
     "enthusiastically|jumping|bouncing|clapping|can't wait|look at this|come "
     "quick|hurry|emocionado|aufgeregt|excité|emozionato|उत्साह "
     "से|உற்சாகமாக|兴奋|興奮して|신나서|let's go|hurray",
     "", EMOTION_EXCITED, 1, 0},
    {"calm|calmly|softly|gently|quietly|peacefully|soothing|soothingly|relaxed|evenly|slowly|"
     "tranquilo|ruhig|calmement|sanft|शांति से|धीरे "
     "से|அமைதியாக|மெதுவாக|平静|静かに|차분하게|بهدوء|reassuring|reassuringly",
     "", EMOTION_CALM, 0.8f, 0},
    {"disgusted|in "
     "disgust|revolted|grimacing|sickened|ew|yuck|gross|disgusting|contemptuous|sneering|with "
     "contempt|angewidert|dégoûté|asqueado|अरुचि|அருவருப்புடன்|恶心|嫌そうに",
     "", EMOTION_DISGUST, 1, 0},
    {"lovingly|tender|tenderly|affectionately|in love|adoring|dear|darling|my love|i love "
     "you|love you|beloved|fondly|sweetheart|con amor|liebevoll|tendrement|प्यार "
     "से|அன்பாக|காதலுடன்|深情|愛おしそうに|사랑스럽게",
     "", EMOTION_LOVE, 1, 0},
};
const struct cue_table breakdown_emotions = {TOPIC_EMOTION, emotions, COUNT_OF(emotions)};

static const struct cue manners[] = {
    {"whispering|whispers|whispered|in a whisper|under her breath|under his "
     "breath|hushed|sotto voce|barely audible|softly to himself|softly to "
     "herself|muttering|mutters|low voice|in a low voice|susurrando|flüsternd|flüstert|en "
     "chuchotant|chuchote|sussurrando|फुसफुसाते "
     "हुए|கிசுகிசுத்து|低声|小声|ささやいて|속삭이며|هامسا|whisper|murmuring|murmurs",
     "whispered", MANNER_WHISPERED, 1, 0},
    {"shouting|shouts|shouted|yelling|yells|screaming|screams|calling out|calls "
     "out|hollering|bellowing|roaring|at the top of her voice|at the top of his "
     "voice|loudly|loud|crying out|gritando|grita|schreiend|ruft|en "
     "criant|crie|gridando|चिल्लाते हुए|கத்தி|喊|大声|叫んで|소리치며|صارخا|shout|calling",
     "shouted", MANNER_SHOUTED, 1, 0},
    {"chanting|chants|reciting|recites|intoning|intones|sloka|shloka|stotra|mantra|in "
     "verse|rezitierend|en récitant|recitando|पाठ करते हुए|जपते हुए|श्लोक",
     "chanted", MANNER_CHANTED, 1, 0},
    {"singing|sings|sung|humming|hums|crooning|cantando|singend|en "
     "chantant|गाते हुए|பாடி|பாடுகிறார்|唱|歌って|노래하며|يغني",
     "sung", MANNER_SUNG, 1, 0},
};
const struct cue_table breakdown_manners = {TOPIC_MANNER, manners, COUNT_OF(manners)};
