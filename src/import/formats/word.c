/* Word's .docx (ECMA-376 part 1): a ZIP whose word/document.xml holds w:p paragraphs of w:r
 * runs. Screenplay templates name their paragraph styles; without them the indents tell. */
#include <math.h>
#include <string.h>
#include <zip.h>

#include "import/formats/formats.h"
#include "import/formats/layout.h"
#include "import/formats/xml.h"

enum { MAX_ENTRIES = 10000, MAX_DOCUMENT = 48 << 20 };

static const struct {
    const char *word; /* in the style's id, small letters */
    enum paragraph_kind kind;
} styles[] = {
    {"sceneheading", PARAGRAPH_HEADING},
    {"slugline", PARAGRAPH_HEADING},
    {"scene", PARAGRAPH_HEADING},
    {"character", PARAGRAPH_CHARACTER},
    {"parenthetical", PARAGRAPH_PARENTHETICAL},
    {"dialog", PARAGRAPH_DIALOGUE},
    {"transition", PARAGRAPH_TRANSITION},
    {"lyric", PARAGRAPH_LYRIC},
    {"action", PARAGRAPH_ACTION},
};

struct word {
    struct manuscript *manuscript;
    struct layout layout;
    struct buf text;
    int style;                        /* of the run */
    bool in_text, empty_before, kept; /* `kept`: a style told what it is */
    int kind;                         /* enum paragraph_kind by style, or -1 */
    bool title, centered;
    double indent_pt;
    LIST(enum paragraph_kind) kinds; /* parallel to layout.lines, when styles tell */
    size_t styled;
};

static void begin_paragraph(struct word *word) {
    word->kind = -1;
    word->title = word->centered = false;
    word->indent_pt = 0;
    word->style = 0;
}

static void read_style(struct word *word, const char *id) {
    char folded[80];
    size_t size = 0;
    for (const char *at = id; *at && size + 1 < sizeof folded; at++)
        if (*at != ' ' && *at != '-' && *at != '_')
            folded[size++] = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
    folded[size] = '\0';
    word->title = strcmp(folded, "title") == 0;
    for (size_t i = 0; i < COUNT_OF(styles) && word->kind < 0; i++)
        if (strstr(folded, styles[i].word)) word->kind = (int)styles[i].kind;
}

static void end_paragraph(struct word *word) {
    size_t blank = word->text.size ? strspn(word->text.bytes, " \n") : 0;
    if (blank == word->text.size) {
        word->empty_before = true;
    } else if (word->title && !word->manuscript->title) {
        word->manuscript->title =
            arena_copy(word->manuscript->arena, word->text.bytes, word->text.size);
    } else {
        struct layout_line *line = list_push(&word->layout.lines);
        line->text = arena_copy(word->manuscript->arena, word->text.bytes + blank,
                                word->text.size - blank);
        /* tabs and spaces stand for an indent where there is none */
        line->x_pt = 72 + word->indent_pt + (double)blank * 7.2;
        line->gap = word->empty_before || word->layout.lines.count == 1;
        line->centered = word->centered;
        *list_push(&word->kinds) =
            word->kind < 0 ? PARAGRAPH_ACTION : (enum paragraph_kind)word->kind;
        word->styled += word->kind >= 0 && word->kind != PARAGRAPH_ACTION;
        word->empty_before = false;
    }
    size_t most = word->text.max;
    buf_done(&word->text);
    buf_init(&word->text, most);
}

static bool is_on(xmlTextReaderPtr reader) {
    char value[16];
    import_xml_attribute(reader, "val", value, sizeof value);
    return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "none") != 0;
}

static void begin(struct word *word, xmlTextReaderPtr reader, const char *name) {
    char value[80];
    if (strcmp(name, "p") == 0) {
        begin_paragraph(word);
    } else if (strcmp(name, "pStyle") == 0) {
        import_xml_attribute(reader, "val", value, sizeof value);
        read_style(word, value);
    } else if (strcmp(name, "jc") == 0) {
        import_xml_attribute(reader, "val", value, sizeof value);
        word->centered = strcmp(value, "center") == 0;
    } else if (strcmp(name, "ind") == 0) {
        import_xml_attribute(reader, "left", value, sizeof value);
        if (!value[0]) import_xml_attribute(reader, "start", value, sizeof value);
        double twips = strtod(value, NULL);
        word->indent_pt = isfinite(twips) && twips > 0 && twips < 20000 ? twips / 20 : 0;
    } else if (strcmp(name, "r") == 0) {
        word->style = 0;
    } else if (strcmp(name, "b") == 0 && is_on(reader)) {
        word->style |= MANUSCRIPT_BOLD;
    } else if (strcmp(name, "i") == 0 && is_on(reader)) {
        word->style |= MANUSCRIPT_ITALIC;
    } else if (strcmp(name, "u") == 0 && is_on(reader)) {
        word->style |= MANUSCRIPT_UNDERLINE;
    } else if (strcmp(name, "tab") == 0) {
        buf_text(&word->text, word->text.size ? " " : "     ");
    } else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
        buf_text(&word->text, "\n");
    }
    if (strcmp(name, "t") == 0) word->in_text = true;
}

static bool read_document(const char *xml, size_t size, struct word *word) {
    xmlTextReaderPtr reader = import_xml_open(xml, size);
    if (!reader) return false;
    int more;
    while ((more = xmlTextReaderRead(reader)) == 1) {
        int type = xmlTextReaderNodeType(reader);
        const char *name = import_xml_name(reader);
        if (type == XML_READER_TYPE_ELEMENT) {
            bool empty_paragraph =
                xmlTextReaderIsEmptyElement(reader) && strcmp(name, "p") == 0;
            bool leaf = xmlTextReaderIsEmptyElement(reader) && strcmp(name, "t") == 0;
            begin(word, reader, name);
            if (leaf) word->in_text = false;
            if (empty_paragraph) end_paragraph(word);
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            if (strcmp(name, "t") == 0) word->in_text = false;
            if (strcmp(name, "p") == 0) end_paragraph(word);
        } else if (word->in_text) {
            const char *text = (const char *)xmlTextReaderConstValue(reader);
            if (text) manuscript_run(&word->text, text, strlen(text), word->style);
        }
    }
    xmlFreeTextReader(reader);
    return more == 0;
}

/* The document out of the ZIP; NULL with `why` set. malloc'd. */
static char *unpack(const char *bytes, size_t size, size_t *unpacked, struct error *why) {
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &problem);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &problem) : NULL;
    char *document = NULL;
    zip_stat_t stat;
    if (!archive) {
        if (source) zip_source_free(source);
        error_set(why, PROBLEM_BAD_INPUT, "This Word file is damaged and cannot be opened.");
    } else if (zip_get_num_entries(archive, 0) > MAX_ENTRIES ||
               zip_stat(archive, "word/document.xml", 0, &stat) != 0) {
        error_set(why, PROBLEM_BAD_INPUT,
                  "This is no Word file: it holds no text. Old .doc files have to be saved as "
                  ".docx first.");
    } else if (!(stat.valid & ZIP_STAT_SIZE) || stat.size > MAX_DOCUMENT) {
        error_set(why, PROBLEM_TOO_LARGE, "The text of this Word file is over %d MB.",
                  MAX_DOCUMENT >> 20);
    } else {
        zip_file_t *file = zip_fopen(archive, "word/document.xml", 0);
        document = xcalloc(stat.size + 1, 1);
        zip_int64_t got = file ? zip_fread(file, document, stat.size) : -1;
        if (file) zip_fclose(file);
        if (got < 0 || (zip_uint64_t)got != stat.size) {
            free(document);
            document = NULL;
            error_set(why, PROBLEM_BAD_INPUT, "This Word file is damaged in its text.");
        }
        *unpacked = stat.size;
    }
    if (archive) zip_discard(archive);
    zip_error_fini(&problem);
    return document;
}

bool import_read_word(const char *bytes, size_t size, struct manuscript *manuscript,
                      struct error *why) {
    size_t unpacked;
    AUTO_FREE char *document = unpack(bytes, size, &unpacked, why);
    if (!document) return false;
    struct word word = {.manuscript = manuscript, .empty_before = true};
    buf_init(&word.text, 1 << 20);
    bool whole = read_document(document, unpacked, &word);
    if (word.styled >= 2) {
        for (size_t i = 0; i < word.layout.lines.count; i++) {
            struct buf text;
            buf_init(&text, 1 << 20);
            buf_text(&text, word.layout.lines.items[i].text);
            manuscript_add(manuscript, word.kinds.items[i], &text);
            buf_done(&text);
        }
    } else {
        layout_read(&word.layout, manuscript);
    }
    list_done(&word.layout.lines);
    list_done(&word.kinds);
    buf_done(&word.text);
    return whole || manuscript->paragraphs.count ||
           error_set(why, PROBLEM_BAD_INPUT, "This Word file breaks off in the middle.");
}
