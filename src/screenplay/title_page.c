#include "screenplay/title_page.h"

static const char *const title_keys[] = {
    "title",  "título", "titulo", "titre",    "titel",   "titolo",  "название", "शीर्षक",
    "தலைப்பு", "శీర్షిక",   "ಶೀರ್ಷಿಕೆ",  "തലക്കെട്ട്",  "শিরোনাম", "العنوان", "عنوان",    "标题",
    "標題",   "片名",   "題名",   "タイトル", "제목",    "judul",   "başlık"};
static const char *const author_keys[] = {
    "author", "authors", "written by", "by",  "writer",  "autor",    "autora",
    "auteur", "autore",  "автор",      "लेखक", "ஆசிரியர்", "எழுதியவர்", "المؤلف",
    "作者",   "編剧",    "编剧",       "作",  "작가",    "penulis",  "yazar"};
static const char *const language_keys[] = {"language", "idioma", "langue", "sprache",
                                            "lingua",   "язык",   "भाषा",   "மொழி",
                                            "اللغة",    "语言",   "言語",   "언어"};
static const char *const other_keys[] = {
    "credit", "source",  "draft date", "date",    "contact", "copyright", "notes",   "revision",
    "series", "episode", "genre",      "logline", "format",  "font",      "subtitle"};

static bool one_of(struct slice key, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (slice_is_folded(key, list[i])) return true;
    return false;
}

static bool is_indented(const struct screenplay_lines *lines, size_t i) {
    struct slice line = screenplay_line_text(lines, i);
    return line.size && (line.at[0] == '\t' || slice_starts(line, "   "));
}

/* "Key: value"; the key begins with a letter at the very left and has no colon. */
static bool split(struct slice line, struct slice *key, struct slice *value) {
    size_t used, colon = 0;
    if (!utf8_is_letter(slice_code(line, 0, &used))) return false;
    for (uint32_t code; (code = slice_code(line, colon, &used)); colon += used)
        if (code == ':' || code == 0xff1a) break;
    if (!used || colon > 120) return false;
    *key = slice_trim_right((struct slice){line.at, colon});
    *value = slice_trim(slice_from(line, colon + used));
    return true;
}

static size_t first_line(const struct screenplay_lines *lines) {
    size_t i = 0;
    while (i < lines->count && !lines->items[i].size) i++;
    return i;
}

bool screenplay_has_title_page(const struct screenplay_lines *lines) {
    size_t i = first_line(lines);
    struct slice key, value;
    if (i == lines->count || !split(screenplay_line_text(lines, i), &key, &value)) return false;
    if (!value.size && (i + 1 == lines->count || !is_indented(lines, i + 1))) return false;
    return one_of(key, title_keys, COUNT_OF(title_keys)) ||
           one_of(key, author_keys, COUNT_OF(author_keys)) ||
           one_of(key, language_keys, COUNT_OF(language_keys)) ||
           one_of(key, other_keys, COUNT_OF(other_keys));
}

size_t screenplay_title_page(struct screenplay_builder *builder,
                             const struct screenplay_lines *lines) {
    if (!screenplay_has_title_page(lines)) return 0;
    size_t i = first_line(lines);
    struct buf value;
    buf_init(&value, SCREENPLAY_MAX_SIZE * 4);
    struct slice key = {0}, part;
    for (; i < lines->count && lines->items[i].size; i++) {
        struct slice line = screenplay_line_text(lines, i), next_key;
        bool more = is_indented(lines, i) || !split(line, &next_key, &part);
        if (more) {
            part = slice_trim(line);
            if (value.size) buf_text(&value, "\n");
            buf_add(&value, part.at, part.size);
            continue;
        }
        if (key.size) {
            struct title_entry *entry = list_push(&builder->titles);
            entry->key = arena_copy(builder->arena, key.at, key.size);
            entry->value = arena_copy(builder->arena, value.bytes, value.size);
        }
        key = next_key;
        value.size = 0;
        buf_add(&value, part.at, part.size);
    }
    struct title_entry *entry = list_push(&builder->titles);
    entry->key = arena_copy(builder->arena, key.at, key.size);
    entry->value = arena_copy(builder->arena, value.bytes, value.size);
    buf_done(&value);
    return i;
}

static const char *const language_names[][2] = {
    {"english", "en"},    {"tamil", "ta"},      {"தமிழ்", "ta"},       {"hindi", "hi"},
    {"हिन्दी", "hi"},      {"हिंदी", "hi"},       {"telugu", "te"},     {"తెలుగు", "te"},
    {"kannada", "kn"},    {"ಕನ್ನಡ", "kn"},       {"malayalam", "ml"},  {"മലയാളം", "ml"},
    {"bengali", "bn"},    {"বাংলা", "bn"},      {"marathi", "mr"},    {"मराठी", "mr"},
    {"gujarati", "gu"},   {"ગુજરાતી", "gu"},     {"punjabi", "pa"},    {"ਪੰਜਾਬੀ", "pa"},
    {"urdu", "ur"},       {"اردو", "ur"},       {"sanskrit", "sa"},   {"संस्कृतम्", "sa"},
    {"french", "fr"},     {"français", "fr"},   {"spanish", "es"},    {"español", "es"},
    {"german", "de"},     {"deutsch", "de"},    {"italian", "it"},    {"italiano", "it"},
    {"portuguese", "pt"}, {"português", "pt"},  {"russian", "ru"},    {"русский", "ru"},
    {"arabic", "ar"},     {"العربية", "ar"},    {"persian", "fa"},    {"فارسی", "fa"},
    {"hebrew", "he"},     {"עברית", "he"},      {"turkish", "tr"},    {"türkçe", "tr"},
    {"japanese", "ja"},   {"日本語", "ja"},     {"chinese", "zh"},    {"中文", "zh"},
    {"mandarin", "zh"},   {"korean", "ko"},     {"한국어", "ko"},     {"swahili", "sw"},
    {"yoruba", "yo"},     {"hausa", "ha"},      {"igbo", "ig"},       {"zulu", "zu"},
    {"amharic", "am"},    {"indonesian", "id"}, {"vietnamese", "vi"}, {"thai", "th"},
    {"dutch", "nl"},      {"polish", "pl"},     {"greek", "el"},      {"swedish", "sv"},
};

static bool is_tag(struct slice value) { /* "en", "pt-BR", "zh-Hant-TW" */
    size_t part = 0, parts = 0;
    for (size_t i = 0; i <= value.size; i++) {
        char c = i < value.size ? value.at[i] : '-';
        if (c == '-' || c == '_') {
            if (part < 2 || part > 8 || (parts == 0 && part > 3)) return false;
            part = 0;
            parts++;
        } else if ((c >= '0' && c <= '9' && parts) || utf8_is_letter((unsigned char)c)) {
            if ((unsigned char)c >= 0x80) return false;
            part++;
        } else {
            return false;
        }
    }
    return parts > 0;
}

static const char *language_of(struct arena *arena, const char *value) {
    struct slice s = slice_trim(slice_of(value));
    for (size_t i = 0; i < COUNT_OF(language_names); i++)
        if (slice_is_folded(s, language_names[i][0])) return language_names[i][1];
    if (!is_tag(s)) return "";
    char *tag = arena_copy(arena, s.at, s.size);
    for (char *c = tag; *c; c++) *c = *c == '_' ? '-' : (char)utf8_to_lower((unsigned char)*c);
    return tag;
}

/* A title without its marks of emphasis, on one line. */
static const char *plain(struct arena *arena, const char *value) {
    char *copy = arena_copy(arena, value, strlen(value)), *out = copy;
    for (const char *c = value; *c; c++) {
        if (*c == '*' || *c == '_') continue;
        *out++ = *c == '\n' ? ' ' : *c;
    }
    *out = '\0';
    return copy;
}

void screenplay_title_facts(struct screenplay *screenplay) {
    for (size_t i = 0; i < screenplay->title_count; i++) {
        struct slice key = slice_of(screenplay->title_page[i].key);
        const char *value = screenplay->title_page[i].value;
        if (!*screenplay->title && one_of(key, title_keys, COUNT_OF(title_keys)))
            screenplay->title = plain(screenplay->arena, value);
        else if (!*screenplay->author && one_of(key, author_keys, COUNT_OF(author_keys)))
            screenplay->author = plain(screenplay->arena, value);
        else if (!*screenplay->language && one_of(key, language_keys, COUNT_OF(language_keys)))
            screenplay->language = language_of(screenplay->arena, value);
    }
}
