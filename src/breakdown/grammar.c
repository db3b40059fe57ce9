/* The small words of English that tell who does what, and the words that tell a language. */
#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

static const struct cue grammar[] = {
    {"a|an|the|this|that|these|those|some|each|every|another|any", "", GRAMMAR_DETERMINER, 0,
     0},
    {"his|her|their|its|my|your|our|whose", "", GRAMMAR_OWNER, 0, 0},
    {"in|on|at|by|with|from|of|into|onto|toward|towards|for|near|beside|behind|under|over|"
     "through|around|across|between|against|about|beneath|above|inside|outside|along|past|"
     "before|after|next|without|upon|among|off|like",
     "", GRAMMAR_PREPOSITION, 0, 0},
    {"he|him|himself", "", GRAMMAR_HE, 0, 0},
    {"she|herself|hers", "", GRAMMAR_SHE, 0, 0},
    {"they|them|both|themselves", "", GRAMMAR_THEY, 0, 0},
    {"and|or|but", "", GRAMMAR_AND, 0, 0},
    {"as|while|when|then|where|who|until|because|if|that's", "", GRAMMAR_CLAUSE, 0, 0},
    {"not|never|doesn't|don't|didn't|can't|cannot|won't|isn't|wasn't|aren't|nobody|no|nor|"
     "neither",
     "", GRAMMAR_NOT, 0, 0},
    {"is|are|was|were|be|been|being|am|has|have|had|begins|starts|keeps|continues|tries|wants|"
     "must|can|will|could|would|should|may|might|does|did|do",
     "", GRAMMAR_BE, 0, 0},
    {"to", "", GRAMMAR_TO, 0, 0},
    {"old|small|big|little|large|young|wooden|broken|silver|golden|brass|iron|heavy|worn|faded|"
     "bright|dark|white|tiny|long|tall|beautiful|shiny|dusty|rusty|new|empty|full|single|"
     "glowing|burning|steaming|crumpled|sealed|torn|wet|leather|paper|clay|copper|plastic|"
     "stone|glass|first|last|second|other|same|ancient|simple|delicate|huge|hot|cold|warm|"
     "folded|open|half|framed|yellowed|metal|thick|thin|round|woven|shattered",
     "", GRAMMAR_ADJECTIVE, 0, 0},
    {"i|you|we|me|us", "", GRAMMAR_I, 0, 0},
    {"one", "", GRAMMAR_NUMBER, 1, 0},
    {"two", "", GRAMMAR_NUMBER, 2, 0},
    {"three", "", GRAMMAR_NUMBER, 3, 0},
    {"four", "", GRAMMAR_NUMBER, 4, 0},
    {"five", "", GRAMMAR_NUMBER, 5, 0},
    {"six", "", GRAMMAR_NUMBER, 6, 0},
    {"seven", "", GRAMMAR_NUMBER, 7, 0},
    {"eight", "", GRAMMAR_NUMBER, 8, 0},
    {"nine", "", GRAMMAR_NUMBER, 9, 0},
    {"ten", "", GRAMMAR_NUMBER, 10, 0},
    {"eleven", "", GRAMMAR_NUMBER, 11, 0},
    {"twelve", "", GRAMMAR_NUMBER, 12, 0},
    {"thirteen", "", GRAMMAR_NUMBER, 13, 0},
    {"fourteen", "", GRAMMAR_NUMBER, 14, 0},
    {"fifteen", "", GRAMMAR_NUMBER, 15, 0},
    {"sixteen", "", GRAMMAR_NUMBER, 16, 0},
    {"seventeen", "", GRAMMAR_NUMBER, 17, 0},
    {"eighteen", "", GRAMMAR_NUMBER, 18, 0},
    {"nineteen", "", GRAMMAR_NUMBER, 19, 0},
    {"twenty|twenties", "", GRAMMAR_NUMBER, 20, 0},
    {"thirty|thirties", "", GRAMMAR_NUMBER, 30, 0},
    {"forty|forties", "", GRAMMAR_NUMBER, 40, 0},
    {"fifty|fifties", "", GRAMMAR_NUMBER, 50, 0},
    {"sixty|sixties", "", GRAMMAR_NUMBER, 60, 0},
    {"seventy|seventies", "", GRAMMAR_NUMBER, 70, 0},
    {"eighty|eighties", "", GRAMMAR_NUMBER, 80, 0},
    {"ninety|nineties", "", GRAMMAR_NUMBER, 90, 0},
};
const struct cue_table breakdown_grammar = {TOPIC_GRAMMAR, grammar, COUNT_OF(grammar)};

/* Words that one language uses often and the others seldom. id: the language. */
static const struct cue languages[] = {
    {"the|and|is|you|i|to|of|it|that|what|are|we|this|have|not|my|your|with|was|be|for|will|"
     "don't|he|she|but|they|can|know|how|why|where|when|here|there|go|come|please|yes|hello|"
     "thank|who|been|would",
     "en", 0, 1, 0},
    {"el|los|las|una|que|qué|por|para|con|está|estás|muy|pero|como|cómo|yo|tú|usted|mi|eso|"
     "hola|gracias|señor|dónde|nada|siempre|tengo|vamos|del|sí|bien|aquí|soy|eres|porque|"
     "también|hay|quiero",
     "es", 0, 1, 0},
    {"le|les|des|une|est|et|je|tu|vous|nous|ne|pas|pour|dans|qui|que|avec|c'est|mais|oui|merci|"
     "bonjour|très|où|ça|elle|il|sont|suis|j'ai|moi|toi|n'est|quoi|bien|mon|ma|au|aux|comme",
     "fr", 0, 1, 0},
    {"der|das|und|ist|nicht|ich|du|wir|sie|ein|eine|mit|für|auf|wie|wo|ja|nein|danke|bitte|"
     "aber|dem|den|sind|bist|habe|mir|mich|dich|kann|was|auch|noch|schon|sehr|mein|dein|hier|"
     "immer|nur",
     "de", 0, 1, 0},
    {"il|gli|che|è|non|sono|per|una|di|con|come|cosa|grazie|ciao|sei|mio|mia|ho|hai|questo|"
     "questa|perché|anche|molto|dove|della|nel|bene|sì|qui|siamo|tutto",
     "it", 0, 1, 0},
    {"não|você|uma|com|para|obrigado|obrigada|está|muito|meu|minha|onde|sim|olá|também|então|"
     "nós|ele|ela|isso|mas|bem|aqui|eu|tenho|estou|são|da|do|na|no|em",
     "pt", 0, 0.9f, 0},
    {"het|een|niet|ik|jij|wij|van|maar|dat|ook|naar|waar|dank|ja|nee|heb|zijn|goed", "nl", 0,
     0.9f, 0},
    {"jag|och|inte|är|det|att|som|på|med|vi|för|har|vad|tack|hej", "sv", 0, 0.9f, 0},
    {"nie|jest|się|to|na|że|tak|dziękuję|dzień|jestem|co|ale|jak|mnie|ty|ja", "pl", 0, 0.9f, 0},
    {"bir|ve|bu|ne|için|değil|ben|sen|çok|var|yok|evet|hayır|merhaba|teşekkür|nasıl|nerede",
     "tr", 0, 0.9f, 0},
    {"ni|na|ya|wa|kwa|habari|asante|jambo|sana|hapana|ndiyo|karibu|mimi|wewe|yangu", "sw", 0,
     0.9f, 0},
    {"tidak|dan|yang|saya|kamu|ini|itu|apa|dengan|untuk|terima|kasih|di", "id", 0, 0.9f, 0},
};
const struct cue_table breakdown_language_words = {TOPIC_LANGUAGE, languages,
                                                   COUNT_OF(languages)};
