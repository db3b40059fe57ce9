/* Words that set a scene's mood. value: enum mood. */
#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

#define N CUE_NOUN
#define V CUE_VERB

static const struct cue cues[] = {
    {"calm|peaceful|serene|quiet|quietly|still|stillness|gentle|gently|tranquil|tranquility|"
     "soft light|softly|slowly|silence|peacefully|contemplative|lazy "
     "afternoon|meditates|breathes deeply",
     "", MOOD_CALM, 0.7f, 0},
    {"joy|happy|happily|happiness|cheerful|cheerfully|delight|delighted|joyful|joyfully|"
     "laughter|merrily|beaming|beams|excited|excitedly|gleeful|overjoyed|jubilant|grinning|खुशी|"
     "மகிழ்ச்சி|高兴|うれしい|기쁨|feliz|glücklich|heureux",
     "", MOOD_JOYFUL, 1, 0},
    {"laugh|giggle|grin|cheer", "", MOOD_JOYFUL, 0.8f, V},
    {"dance|hug|embrace", "", MOOD_JOYFUL, 0.5f, V},
    {"smile", "", MOOD_JOYFUL, 0.45f, V},
    {"festive|festival|celebration|fireworks|garlands|decorated|procession|drums "
     "beat|drumming|dancing in the street|confetti|rangoli|kolam|sparklers",
     "", MOOD_FESTIVE, 1, 0},
    {"love|romantic|romance|tender|tenderly|beloved|darling|sweetheart|caress|kiss|affection|"
     "candlelit|holding hands|hold hands|in love|amor|liebe|amour|प्यार|காதல்|爱|愛|사랑",
     "", MOOD_ROMANTIC, 0.9f, N},
    {"kissing", "", MOOD_ROMANTIC, 1, 0},
    {"hope|hopeful|hopefully|promise|new beginning|a new day|sunrise|dream of|dreams come "
     "true|believe|faith|courage|esperanza|hoffnung|espoir|उम्मीद|நம்பிக்கை|希望|희망",
     "", MOOD_HOPEFUL, 0.7f, 0},
    {"funny|comic|comical|silly|clumsy|clumsily|absurd|hilarious|joke|jokes|joking|slips "
     "on|banana peel|ridiculous|awkwardly|trips over|snorts|goofy|prank|pratfall|mock "
     "serious|deadpan",
     "", MOOD_COMIC, 1, 0},
    {"sad|sadly|sadness|tear|grief|grieving|tears|sorrow|mourning|funeral|lonely|loneliness|"
     "heartbroken|dies|died|death|grave|sobs|weeping|weeps|cries|crying|lost "
     "forever|melancholy|farewell|goodbye|mournful|miserable|despair|alone|empty "
     "chair|triste|traurig|tristesse|दुख|उदास|சோகம்|悲伤|悲しい|슬픔",
     "", MOOD_SAD, 0.9f, 0},
    {"miss you|misses him|misses her|passed away|never came back|gone forever", "", MOOD_SAD, 1,
     0},
    {"tense|tension|danger|dangerous|urgent|urgently|hurry|chase|pursuit|suspicious|nervous|"
     "nervously|anxious|anxiously|worried|worry|ticking|alarm|siren|gun|bomb|desperate|"
     "desperately|frantic|frantically|frantic search|trapped|standoff|tight "
     "lipped|grips|glares|too late|risk|emergency",
     "", MOOD_TENSE, 0.9f, 0},
    {"fear|afraid|terrified|terror|scared|frightened|horror|scream|screams|screaming|dark "
     "figure|creepy|eerie|ghost|haunted|monster|trembling|trembles|shivers|blood|nightmare|"
     "shriek|shrieks|panic|miedo|angst|peur|डर|பயம்|恐惧|恐怖|무서운",
     "", MOOD_FEARFUL, 0.9f, 0},
    {"angry|angrily|anger|furious|furiously|rage|slams|argue|argues|arguing|fight|fights|fury|"
     "hatred|enraged|snarls|fists|quarrel|bitterly|betrayed|wütend|enojado|colère|गुस्सा|கோபம்|"
     "愤怒|怒り|분노",
     "", MOOD_ANGRY, 0.9f, 0},
    {"mystery|mysterious|mysteriously|secret|strange|strangely|unknown|shadow|shadows|shadowy|"
     "whispers|hidden|puzzle|riddle|clue|enigma|vanishes|vanished|disappears|glowing|fog "
     "rolls|unexplained|footprints|misterio|geheimnis|mystère|रहस्य|மர்மம்|神秘|謎|신비",
     "", MOOD_MYSTERIOUS, 0.75f, 0},
    {"epic|battle|army|armies|hero|heroic|destiny|glory|victory|triumph|triumphant|legend|"
     "majestic|vast|thousand warriors|war "
     "drums|charge|warriors|towering|colossal|throne|dragon|conquer|போர்|战争",
     "", MOOD_EPIC, 0.9f, 0},
};
const struct cue_table breakdown_moods = {TOPIC_MOOD, cues, COUNT_OF(cues)};
