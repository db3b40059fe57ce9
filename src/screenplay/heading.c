#include "screenplay/heading.h"

#include <stdio.h>

struct opening {
    const char *word;
    enum setting setting;
    bool bare; /* an abbreviation: a plain space may follow */
};

/* Longer forms first where one begins another. */
static const struct opening openings[] = {
    {"INT./EXT", SETTING_BOTH, true}, {"EXT./INT", SETTING_BOTH, true},
    {"INT/EXT", SETTING_BOTH, true},  {"EXT/INT", SETTING_BOTH, true},
    {"INT-EXT", SETTING_BOTH, true},  {"I/E", SETTING_BOTH, true},
    {"E/I", SETTING_BOTH, true},      {"INT", SETTING_INTERIOR, true},
    {"EXT", SETTING_EXTERIOR, true},  {"EST", SETTING_EXTERIOR, true},
    {"INTERIOR", SETTING_INTERIOR},   {"EXTERIOR", SETTING_EXTERIOR},
    {"INTÉRIEUR", SETTING_INTERIOR},  {"EXTÉRIEUR", SETTING_EXTERIOR},
    {"INNEN/AUSSEN", SETTING_BOTH},   {"INNEN/AUẞEN", SETTING_BOTH},
    {"INNEN", SETTING_INTERIOR},      {"AUSSEN", SETTING_EXTERIOR},
    {"AUẞEN", SETTING_EXTERIOR},      {"AUßEN", SETTING_EXTERIOR},
    {"INTERNO", SETTING_INTERIOR},    {"ESTERNO", SETTING_EXTERIOR},
    {"EXTERNO", SETTING_EXTERIOR},    {"BINNEN", SETTING_INTERIOR},
    {"BUITEN", SETTING_EXTERIOR},     {"WNĘTRZE", SETTING_INTERIOR},
    {"PLENER", SETTING_EXTERIOR},     {"ИНТ./НАТ", SETTING_BOTH, true},
    {"ИНТ/НАТ", SETTING_BOTH, true},  {"ИНТ", SETTING_INTERIOR, true},
    {"НАТ", SETTING_EXTERIOR, true},  {"ЭКСТ", SETTING_EXTERIOR, true},
    {"ІНТ", SETTING_INTERIOR, true},  {"ΕΣΩΤ", SETTING_INTERIOR, true},
    {"ΕΞΩΤ", SETTING_EXTERIOR, true}, {"ΕΣΩ", SETTING_INTERIOR, true},
    {"ΕΞΩ", SETTING_EXTERIOR, true},  {"İÇ", SETTING_INTERIOR},
    {"DIŞ", SETTING_EXTERIOR},        {"NỘI", SETTING_INTERIOR},
    {"NGOẠI", SETTING_EXTERIOR},      {"DALAM", SETTING_INTERIOR},
    {"LUAR", SETTING_EXTERIOR},       {"अंदर/बाहर", SETTING_BOTH},
    {"अंदर", SETTING_INTERIOR},        {"बाहर", SETTING_EXTERIOR},
    {"अन्दर", SETTING_INTERIOR},       {"आंतरिक", SETTING_INTERIOR},
    {"भीतर", SETTING_INTERIOR},       {"अंत", SETTING_INTERIOR},
    {"बाह्य", SETTING_EXTERIOR},       {"आत", SETTING_INTERIOR},
    {"உள்ளே", SETTING_INTERIOR},       {"வெளியே", SETTING_EXTERIOR},
    {"உட்புறம்", SETTING_INTERIOR},     {"வெளிப்புறம்", SETTING_EXTERIOR},
    {"உள்", SETTING_INTERIOR},         {"வெளி", SETTING_EXTERIOR},
    {"లోపల", SETTING_INTERIOR},        {"బయట", SETTING_EXTERIOR},
    {"ಒಳಗೆ", SETTING_INTERIOR},        {"ಹೊರಗೆ", SETTING_EXTERIOR},
    {"അകത്ത്", SETTING_INTERIOR},       {"പുറത്ത്", SETTING_EXTERIOR},
    {"অন্দর", SETTING_INTERIOR},       {"ভিতরে", SETTING_INTERIOR},
    {"বাইরে", SETTING_EXTERIOR},      {"ਅੰਦਰ", SETTING_INTERIOR},
    {"ਬਾਹਰ", SETTING_EXTERIOR},       {"અંદર", SETTING_INTERIOR},
    {"બહાર", SETTING_EXTERIOR},       {"اندر", SETTING_INTERIOR},
    {"باہر", SETTING_EXTERIOR},       {"داخلي/خارجي", SETTING_BOTH},
    {"داخلي", SETTING_INTERIOR},      {"خارجي", SETTING_EXTERIOR},
    {"داخلی", SETTING_INTERIOR},      {"خارجی", SETTING_EXTERIOR},
    {"פנים", SETTING_INTERIOR},       {"חוץ", SETTING_EXTERIOR},
    {"屋内", SETTING_INTERIOR},       {"屋外", SETTING_EXTERIOR},
    {"室内", SETTING_INTERIOR},       {"室外", SETTING_EXTERIOR},
    {"内景", SETTING_INTERIOR},       {"外景", SETTING_EXTERIOR},
    {"內景", SETTING_INTERIOR},       {"内", SETTING_INTERIOR},
    {"外", SETTING_EXTERIOR},         {"실내", SETTING_INTERIOR},
    {"실외", SETTING_EXTERIOR},       {"야외", SETTING_EXTERIOR},
    {"ภายใน", SETTING_INTERIOR},      {"ภายนอก", SETTING_EXTERIOR},
};

static bool has_lower(struct slice line) {
    for (size_t i = 0, used; i < line.size; i += used)
        if (utf8_is_lower(slice_code(line, i, &used))) return true;
    return false;
}

static bool has_case(struct slice word) {
    size_t used;
    uint32_t code = slice_code(word, 0, &used);
    return utf8_is_upper(code) || utf8_is_lower(code);
}

static bool is_separator(uint32_t code) {
    return code == '.' || code == ':' || code == '/' || code == '-' || code == 0x2013 ||
           code == 0x2014 || code == 0x3000 || code == 0x30fb || code == 0xff0e ||
           code == 0x3002 || code == 0xff0f || code == 0x0964 || code == 0xff1a ||
           code == 0x3001 || code == 0x060c;
}

/* How many bytes of the line are the opening and its separators; 0 when it is no heading. */
static size_t opening_size(struct slice line, enum setting *setting) {
    unsigned char first = line.size ? (unsigned char)line.at[0] | 32 : 0;
    if (first < 0x80 && !memchr("abdeilnpw", first, 9)) return 0; /* no opening begins so */
    if (slice_starts(line, "○") || slice_starts(line, "●")) line = slice_from(line, 3);
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        size_t size, used;
        if (!slice_starts_folded(line, openings[i].word, &size)) continue;
        size_t at = size;
        uint32_t code = slice_code(line, at, &used);
        uint32_t later = slice_code(line, at + used, &(size_t){0});
        bool follows = is_separator(code);
        if (code == ' ' || code == '\t' || code == 0xa0)
            follows = openings[i].bare || is_separator(later) ||
                      (has_case(line) && !has_lower(line)) || !has_case(line);
        /* "உள்ளே வருகிறான்." is action: a caseless word and a space need a dash or a comma later.
         */
        if (follows && code == ' ' && !has_case(line) && !is_separator(later)) {
            follows = false;
            for (size_t k = at, step; k < line.size && !follows; k += step) {
                uint32_t c = slice_code(line, k, &step);
                follows =
                    c == 0x2013 || c == 0x2014 || (c == '-' && k && line.at[k - 1] == ' ');
            }
        }
        if (!follows || (code == '-' && openings[i].bare && later != ' ')) continue;
        while ((code = slice_code(line, at, &used)) &&
               (is_separator(code) || utf8_is_space(code)))
            at += used;
        *setting = openings[i].setting;
        return at;
    }
    return 0;
}

bool screenplay_is_heading(struct slice line) {
    enum setting setting;
    if (line.size > 600) return false;
    if (slice_starts(line, "○") && line.size > 3 && line.size < 200) return true;
    return opening_size(line, &setting) > 0;
}

static const char *const times[] = {
    "DAY",        "NIGHT",     "MORNING",   "EVENING",    "AFTERNOON",  "DAWN",
    "DUSK",       "NOON",      "MIDNIGHT",  "MIDDAY",     "LATER",      "CONTINUOUS",
    "SAME",       "SUNSET",    "SUNRISE",   "TWILIGHT",   "DAYBREAK",   "NIGHTFALL",
    "MOMENTS",    "TONIGHT",   "CONT",      "JOUR",       "NUIT",       "MATIN",
    "SOIR",       "AUBE",      "MIDI",      "CRÉPUSCULE", "DÍA",        "DIA",
    "NOCHE",      "TARDE",     "MAÑANA",    "AMANECER",   "ATARDECER",  "MADRUGADA",
    "MEDIODÍA",   "TAG",       "NACHT",     "MORGEN",     "ABEND",      "MITTAG",
    "NACHMITTAG", "DÄMMERUNG", "MORGENS",   "ABENDS",     "GIORNO",     "NOTTE",
    "MATTINA",    "SERA",      "ALBA",      "TRAMONTO",   "POMERIGGIO", "MANHÃ",
    "NOITE",      "DIA",       "AMANHECER", "ANOITECER",  "ENTARDECER", "ДЕНЬ",
    "НОЧЬ",       "УТРО",      "ВЕЧЕР",     "РАССВЕТ",    "ЗАКАТ",      "СУМЕРКИ",
    "ПОЛДЕНЬ",    "DAG",       "OCHTEND",   "AVOND",      "DZIEŃ",      "NOC",
    "RANO",       "WIECZÓR",   "GÜN",       "GECE",       "SABAH",      "AKŞAM",
    "NGÀY",       "ĐÊM",       "SIANG",     "MALAM",      "PAGI",       "SORE",
    "ΜΕΡΑ",       "ΝΥΧΤΑ",     "ΠΡΩΙ",      "ΑΠΟΓΕΥΜΑ",   "दिन",        "रात",
    "सुबह",        "शाम",       "दोपहर",     "भोर",        "संध्या",       "साँझ",
    "பகல்",        "இரவு",      "காலை",      "மாலை",       "மதியம்",      "விடியல்",
    "அதிகாலை",    "நண்பகல்",     "அந்தி",      "நள்ளிரவு",    "పగలు",       "రాత్రి",
    "ఉదయం",       "సాయంత్రం",    "ಹಗಲು",      "ರಾತ್ರಿ",       "ಬೆಳಿಗ್ಗೆ",       "ಸಂಜೆ",
    "പകൽ",        "രാത്രി",     "രാവിലെ",    "വൈകുന്നേരം",   "দিন",        "রাত",
    "সকাল",       "সন্ধ্যা",     "ਦਿਨ",       "ਰਾਤ",        "ਸਵੇਰ",        "દિવસ",
    "રાત",        "સવાર",      "સાંજ",       "نهار",       "ليل",        "نهاراً",
    "ليلاً",       "نهارا",     "ليلا",      "صباح",       "صباحا",      "مساء",
    "فجر",        "غروب",      "ظهر",       "دن",         "رات",        "صبح",
    "شام",        "روز",       "شب",        "יום",        "לילה",       "בוקר",
    "ערב",        "昼",        "夜",        "朝",         "夕方",       "夕",
    "深夜",       "早朝",      "明け方",    "夜明け",     "日",         "白天",
    "晚上",       "早晨",      "清晨",      "黄昏",       "傍晚",       "黎明",
    "中午",       "午后",      "晨",        "夜晚",       "낮",         "밤",
    "아침",       "저녁",      "새벽",      "오후",       "กลางวัน",     "กลางคืน",
    "เช้า",        "เย็น",       "ค่ำ",
};

static bool is_word_end(uint32_t code) {
    return !code || utf8_is_space(code) || code == ',' || code == '.' || code == '(' ||
           code == ')' || code == '/' || code == '-' || code == ';' || code == 0xff09 ||
           code == '\'' || code == 0x2019;
}

bool screenplay_is_time(struct slice words) {
    words = slice_trim(words);
    if (!words.size || words.size > 80) return false;
    int count = 0;
    bool found = false;
    for (size_t i = 0, used; i < words.size;) {
        uint32_t code = slice_code(words, i, &used);
        if (is_word_end(code)) {
            i += used;
            continue;
        }
        size_t end = i;
        while (!is_word_end(slice_code(words, end, &used))) end += used;
        struct slice word = {words.at + i, end - i};
        for (size_t k = 0; k < COUNT_OF(times) && !found; k++)
            found = slice_is_folded(word, times[k]);
        count++;
        i = end;
    }
    return found && count <= 5;
}

/* Finds where the time begins: the first part after a dash (or comma, bracket, wide space) that
 * names one. SIZE_MAX: none. *cut: where the place ends. */
static size_t time_start(struct slice text, size_t *cut) {
    size_t last_space = SIZE_MAX;
    for (size_t i = 0, used; i < text.size; i += used) {
        uint32_t code = slice_code(text, i, &used), before, after;
        size_t ignored;
        before = slice_code_before(text, i, &ignored);
        after = slice_code(text, i + used, &ignored);
        bool dash = code == 0x2013 || code == 0x2014 ||
                    (code == '-' && (utf8_is_space(before) || utf8_is_space(after)));
        bool comma = code == ',' || code == 0x3001 || code == 0x30fb || code == '/' ||
                     code == 0xff0f || code == 0x3000 || code == 0x060c || code == '.';
        bool bracket = code == '(' || code == 0xff08;
        if (utf8_is_space(code)) last_space = i;
        if (!dash && !comma && !bracket) continue;
        size_t start = i + used, end = start;
        for (size_t step; end < text.size; end += step) { /* this part, to the next mark */
            uint32_t c = slice_code(text, end, &step);
            if (c == 0x2013 || c == 0x2014 || c == ',' || c == ')' || c == 0xff09 ||
                (c == '-' && end && text.at[end - 1] == ' '))
                break;
        }
        if (!screenplay_is_time((struct slice){text.at + start, end - start})) continue;
        *cut = i;
        return start;
    }
    if (last_space != SIZE_MAX && screenplay_is_time(slice_from(text, last_space))) {
        *cut = last_space;
        return last_space + 1;
    }
    *cut = text.size;
    return SIZE_MAX;
}

/* "#1A#" at the end. */
static struct slice take_number(struct slice line, struct slice *number) {
    *number = (struct slice){0};
    if (!slice_ends(line, "#") || line.size < 3) return line;
    for (size_t i = line.size - 1; i-- > 0;) {
        if (line.at[i] != '#') continue;
        *number = slice_trim((struct slice){line.at + i + 1, line.size - i - 2});
        if (!number->size || number->size > 40) break;
        return slice_trim_right((struct slice){line.at, i});
    }
    *number = (struct slice){0};
    return line;
}

void screenplay_heading(struct screenplay_builder *builder, struct scene *scene,
                        struct slice line) {
    struct slice number;
    line = take_number(slice_trim(line), &number);
    if (number.size) scene->number = arena_copy(builder->arena, number.at, number.size);
    scene->heading = arena_copy(builder->arena, line.at, line.size);
    size_t skip = opening_size(line, &scene->setting);
    if (slice_starts(line, "○") || slice_starts(line, "●")) skip += 3;
    struct slice rest = slice_from(line, skip < line.size ? skip : line.size);
    size_t cut, start = time_start(rest, &cut);
    if (start == SIZE_MAX && screenplay_is_time(rest)) start = cut = 0; /* "INT. NIGHT" */
    struct slice place = slice_trim((struct slice){rest.at, cut});
    scene->place = arena_copy(builder->arena, place.at, place.size);
    if (start == SIZE_MAX) return;
    struct slice time = slice_trim(slice_from(rest, start));
    if (slice_ends(time, ")")) time.size--;
    if (slice_ends(time, "）")) time.size -= 3;
    scene->time = arena_copy(builder->arena, time.at, time.size);
}
