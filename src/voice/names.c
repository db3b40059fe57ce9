#include "voice/names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/memory.h"
#include "voice/order.h"

/* "word" or "word=as names_read should read it", by spaces. Left out is what English reads well
 * and what is an English word too (Ram, Veer, Said). */
static const char people[] =
    "aarav aditi=addithi aditya ajay=ajjay akash=aakaash alok=aaloek amar=ammar amara=amaara "
    "ambika "
    "amina=ameena aminata=aminaata amit=ammit ammu amrita anand=aanand ananya=ananyaa "
    "anil=annil "
    "anita=aneeta anitha=aneeta anjali aravind arjun arul arun arvind asha=aashaa ashok=ashoek "
    "ashwin asuka ayaka babatunde baraka=baraaka basava bhavani=bhavaani bhima=bheema "
    "bongani=bongaani chandra chidi chinedu chioma=cheeoma danjuma=danjooma debjani=debjaani "
    "deepak deepika dinesh=dineysh divya durga emeka fatima=faatima fatou=fatoo folake "
    "funmi ganesh=ganeysh ganesha garba gautam=gowtam gayathri=gaayathri geetha giri "
    "girish=gireesh "
    "gita=geeta "
    "gopal=gopaal govind halima=haleema hanako hanuman=hanumaan hari=harri harish=hareesh "
    "haruka "
    "haruto hayato hiroshi ifeoma jabari=jabaari jamila=jameela janaki=jaanaki jaya=jaaya "
    "jayanthi "
    "juma kamala=kammala karthik karuna=karunaa kavitha kavya keerthi khadija=khadeeja "
    "kiran=kirran "
    "kojo krishna krishnan kunal=kunaal kwabena kwame lakshman lakshmi lalitha=lallitha "
    "lata=lataa latha=lataa lavanya=laavanya madhav=maadhav madhavi=maadhavi madhuri=maadhuri "
    "mahesh=maheysh makoto malathi=maalathi manoj=manoej mariama=mariaama meena meenakshi "
    "meera michiko mohan murugan musa=moosaa muthu nakamura nandini naoko naresh=nareysh "
    "narayan=naaraayan "
    "naveen neha=neyhaa nila=nilaa nisha=nishaa nithya ngozi nkechi nomvula noriko obinna "
    "okonkwo "
    "olumide padma pallavi parvathi parvati=paarvati poongodi prakash=prakaash pranav=prannav "
    "praveen preeti priya=pree-ya puja=poojaa pooja=poojaa radha=raadhaa radhika=raadhikaa "
    "raghav=raaghav "
    "rahul=raahul raj=raaj raja=raajaa rajan=raajan rajesh=raajeysh rama=raamaa ramesh=rameysh "
    "ravi=ravvi rehema rekha=reykhaa revathi=reyvathi rishi rohan rohit ryo sachiko "
    "sakura "
    "sandhya sani=saani sanjay santosh=santoesh saraswathi saraswati satish=sateesh "
    "satoshi "
    "savitri=saavithri seetha senthil setsuko shankar shanthi=shaanthi shiva=shivaa shreya "
    "sibongile siddharth simran sita=seethaa sneha=sneyhaa sridevi=shreedeyvi "
    "srinivas=shreenivaas "
    "subramaniam=subramanniam sudha=sudhaa sumathi sundaram sunil=suneel "
    "sunita=suneetaa "
    "suresh=sureysh surya swati=swaati takeshi tanaka temitope=temitoepe tendai thabo thandi "
    "themba "
    "tomoko tunde uma=umaa uche usha=ushaa varun=varrun vasantha=vasanthaa veena venkat "
    "venkatesh=venkateysh "
    "vidya vijay vikram vimala=vimmalaa vinod=vinoed vishnu vivek=viveyk "
    "wangari=wangaari wanjiku=wanjeeku yamuna=yamunaa yetunde yuki zanele zainab "
    "zaria=zaareeya kano "
    "chennai madurai thanjavur=thanjaavoor varanasi=vaaraanasi kyoto osaka "
    "accra=akkraa ";

static const char words[] =
    "aarti ajji akka amma annan appa ayya=aiya beta=beytaa bhai bhaiya bhajan "
    "bharatanatyam=bharathanaatyam "
    "chacha=chaachaa chechi dadi=daadi darshan=dharshan deepavali=deepaavali dhoti diya "
    "diwali=deewaali "
    "gopuram guru idli jallikattu kanna kannamma kolam kurta kurukshetra laddu lungi "
    "mahabharata=mahaabhaarata "
    "mandapam mridangam=mridhangam mundu nadaswaram=naadaswaram namaskaram=namaskaaram namaste "
    "navratri=navraatri "
    "onam paati pallu pavadai=paavaadai payasam=paayasam pongal pongalo raga=raaga "
    "ramayana=raamaayana "
    "rangoli roti sambar=saambaar sangeet tala=taala tambura=tambooraa thali=thaali "
    "thambi thatha=thaathaa tulsi ugadi=ugaadi upma vada=vadaa vanakkam veshti vilakku";

/* ---- reading ---- */

static const struct {
    const char *spelled, *ipa;
} consonants[] = {
    {"chh", "tʃ"}, {"ch", "tʃ"}, {"sh", "ʃ"},  {"th", "t"}, {"dh", "d"}, {"bh", "b"},
    {"kh", "k"},   {"gh", "ɡ"},  {"jh", "dʒ"}, {"ph", "p"}, {"zh", "ɹ"}, {"ts", "ts"},
    {"ng", "ŋɡ"},  {"nk", "ŋk"}, {"b", "b"},   {"d", "d"},  {"f", "f"},  {"g", "ɡ"},
    {"h", "h"},    {"j", "dʒ"},  {"k", "k"},   {"l", "l"},  {"m", "m"},  {"n", "n"},
    {"p", "p"},    {"q", "k"},   {"r", "ɹ"},   {"s", "s"},  {"t", "t"},  {"v", "v"},
    {"w", "w"},    {"x", "ks"},  {"y", "j"},   {"z", "z"},
};
static const struct {
    const char *spelled, *ipa;
} long_vowels[] = {
    {"aa", "ɑː"}, {"ee", "iː"}, {"ii", "iː"}, {"oo", "uː"}, {"uu", "uː"}, {"ai", "aɪ"},
    {"ay", "eɪ"}, {"au", "aʊ"}, {"ow", "aʊ"}, {"ei", "eɪ"}, {"oe", "oʊ"}, {"ey", "eɪ"},
};

struct syllable {
    char onset[24];
    const char *vowel; /* of a long one; NULL: `letter` says */
    char letter;
    bool open; /* at most one consonant follows before the next vowel */
};

static bool is_vowel(char letter) {
    return letter && strchr("aeiou", letter);
}

/* Consonants up to the next vowel; doubled ones count twice and sound once. False: no letters
 * of such a word. */
static bool read_consonants(const char **at, char *ipa, size_t size, int *count) {
    *count = 0;
    ipa[0] = '\0';
    while (**at && !is_vowel(**at)) {
        if (**at == (*at)[1] || **at == '-') { /* the second of two sounds */
            ++*at, ++*count;
            continue;
        }
        size_t i = 0;
        while (i < COUNT_OF(consonants) &&
               strncmp(*at, consonants[i].spelled, strlen(consonants[i].spelled)) != 0)
            i++;
        if (i == COUNT_OF(consonants)) return false;
        size_t used = strlen(consonants[i].spelled), made = strlen(ipa);
        if (made + strlen(consonants[i].ipa) >= size) return false;
        snprintf(ipa + made, size - made, "%s", consonants[i].ipa);
        *count += 1 + (consonants[i].spelled[0] == 'n' && used == 2);
        *at += used;
    }
    return true;
}

/* "ay", "ey" and "ow" are vowels only where none follows. */
static const char *read_long(const char **at) {
    for (size_t i = 0; i < COUNT_OF(long_vowels); i++) {
        if (strncmp(*at, long_vowels[i].spelled, 2) != 0) continue;
        if (strchr("yw", long_vowels[i].spelled[1]) && is_vowel((*at)[2])) continue;
        *at += 2;
        return long_vowels[i].ipa;
    }
    return NULL;
}

/* The last heavy syllable but the final one, else the first: as in Sanskrit, near enough
 * elsewhere. e and o are long where they are open. */
static size_t stressed_of(const struct syllable *syllables, size_t count) {
    for (size_t i = count > 1 ? count - 1 : 0; i-- > 0;)
        if (syllables[i].vowel || !syllables[i].open || strchr("eo", syllables[i].letter))
            return i;
    return 0;
}

static const char *short_vowel(const struct syllable *syllable, bool stressed, bool last,
                               bool before_r) {
    const bool open = syllable->open;
    switch (syllable->letter) {
    case 'a':
        if (!open && before_r) return "ɑː";
        return open && stressed ? "ɑː" : open ? "ə" : last && !stressed ? "ə" : "ʌ";
    case 'e':
        return open ? "eɪ" : "ɛ";
    case 'i':
        return open && last ? "i" : open && stressed ? "iː" : "ɪ";
    case 'o':
        return open ? "oʊ" : "ɔ";
    default:
        return open && (stressed || last) ? "uː" : "ʊ";
    }
}

bool names_read(const char *word, char ipa[static NAMES_IPA_SIZE]) {
    struct syllable syllables[12];
    size_t count = 0, size = strlen(word);
    char tail[24] = "";
    const char *at = word;
    int between;
    if (size == 0 || size > 24 || !read_consonants(&at, tail, sizeof tail, &between))
        return false;
    while (*at) {
        if (count == COUNT_OF(syllables)) return false;
        struct syllable *syllable = &syllables[count++];
        memcpy(syllable->onset, tail, sizeof tail);
        syllable->letter = *at;
        syllable->vowel = read_long(&at);
        at += !syllable->vowel;
        if (!read_consonants(&at, tail, sizeof tail, &between)) return false;
        syllable->open = between <= (*at ? 1 : 0);
    }
    size_t stressed = stressed_of(syllables, count), made = 0;
    for (size_t i = 0; i < count; i++) {
        const struct syllable *one = &syllables[i];
        const char *next = i + 1 < count ? one[1].onset : tail;
        const char *vowel = one->vowel ? one->vowel
                                       : short_vowel(one, i == stressed, i + 1 == count,
                                                     strncmp(next, "ɹ", strlen("ɹ")) == 0);
        int wrote = snprintf(ipa + made, NAMES_IPA_SIZE - made, "%s%s%s", one->onset,
                             i == stressed ? "ˈ" : "", vowel);
        if (wrote < 0 || made + (size_t)wrote >= NAMES_IPA_SIZE) return false;
        made += (size_t)wrote;
    }
    return count > 0 && (size_t)snprintf(ipa + made, NAMES_IPA_SIZE - made, "%s", tail) <
                            NAMES_IPA_SIZE - made;
}

/* ---- finding ---- */

/* The entry of a list as names_read takes it. */
static bool listed(const char *list, const char *word, size_t size, char *reading,
                   size_t room) {
    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t whole = strcspn(at, " "), name = strcspn(at, " =");
        const char *said = name < whole ? at + name + 1 : at;
        size_t length = name < whole ? whole - name - 1 : whole;
        if (name == size && strncasecmp(at, word, size) == 0 && length < room) {
            memcpy(reading, said, length);
            reading[length] = '\0';
            return true;
        }
        at += whole;
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

void names_apply(struct sentence *sentence) {
    struct buf text;
    LIST(uint32_t) origin = {0};
    buf_init(&text, 1 << 20);
    const char *start = sentence->text, *end = start + sentence->size;
    bool told = false;
    for (const char *at = start; at < end;) {
        size_t size = 0;
        while (!told && at + size < end && is_letter(at[size])) size++;
        char reading[32], ipa[NAMES_IPA_SIZE];
        bool capital = size && *at >= 'A' && *at <= 'Z';
        bool known = size && ((capital && listed(people, at, size, reading, sizeof reading)) ||
                              listed(words, at, size, reading, sizeof reading));
        known = known && names_read(reading, ipa);
        if (!size) {
            told = (told || *at == ORDER_IPA_OPEN) && *at != ORDER_IPA_CLOSE;
            size = 1;
        }
        const size_t before = text.size;
        if (known) buf_printf(&text, "%c%s%c", ORDER_IPA_OPEN, ipa, ORDER_IPA_MID);
        const size_t word = text.size;
        buf_add(&text, at, size);
        if (known) buf_printf(&text, "%c", ORDER_IPA_CLOSE);
        for (size_t i = before; i < text.size; i++) {
            size_t within = i < word ? 0 : i - word < size ? i - word : size - 1;
            *(uint32_t *)list_push(&origin) = sentence->origin[(size_t)(at - start) + within];
        }
        at += size;
    }
    voice_replace_text(sentence, &text, origin.items);
}
