/* Final Draft's XML: FinalDraft > Content > Paragraph[Type] > Text[Style], and > DualDialogue >
 * Paragraph for two who speak at once. The title page is centred paragraphs of TitlePage. */
#include <string.h>

#include "import/formats/formats.h"
#include "import/formats/xml.h"

static const struct {
    const char *type;
    enum paragraph_kind kind;
} types[] = {
    {"Scene Heading", PARAGRAPH_HEADING}, {"Action", PARAGRAPH_ACTION},
    {"Character", PARAGRAPH_CHARACTER},   {"Parenthetical", PARAGRAPH_PARENTHETICAL},
    {"Dialogue", PARAGRAPH_DIALOGUE},     {"Transition", PARAGRAPH_TRANSITION},
    {"Lyrics", PARAGRAPH_LYRIC},          {"Singing", PARAGRAPH_LYRIC},
    {"End of Act", PARAGRAPH_CENTERED},   {"New Act", PARAGRAPH_CENTERED},
    {"Cast List", PARAGRAPH_ACTION},      {"Shot", PARAGRAPH_ACTION},
    {"General", PARAGRAPH_ACTION},
};

struct fdx {
    struct manuscript *manuscript;
    struct buf text;
    enum paragraph_kind kind;
    bool content, title_page; /* inside of which */
    int nested; /* paragraphs around this one: script notes and headers hold their own */
    bool paragraph, run;
    bool dual; /* inside DualDialogue */
    int cues;  /* seen in it */
    int style;
    int title_lines;
};

static int style_of(const char *words) {
    return (strstr(words, "Bold") ? MANUSCRIPT_BOLD : 0) |
           (strstr(words, "Italic") ? MANUSCRIPT_ITALIC : 0) |
           (strstr(words, "Underline") ? MANUSCRIPT_UNDERLINE : 0);
}

/* "Story Title", "Written by", "A. Writer": the first line, and the one behind the credit. */
static void end_title_line(struct fdx *fdx) {
    struct manuscript *manuscript = fdx->manuscript;
    if (!fdx->text.size || strspn(fdx->text.bytes, " \n") == fdx->text.size) return;
    const char *line = arena_copy(manuscript->arena, fdx->text.bytes, fdx->text.size);
    bool credit = strncasecmp(line, "by", 2) == 0 || strcasestr(line, "written by");
    if (fdx->title_lines == 0)
        manuscript->title = line;
    else if (!manuscript->author && !credit && fdx->title_lines <= 2)
        manuscript->author = line;
    fdx->title_lines++;
}

static void end_paragraph(struct fdx *fdx) {
    if (fdx->title_page)
        end_title_line(fdx);
    else if (fdx->content)
        manuscript_add(fdx->manuscript, fdx->kind, &fdx->text);
    size_t count = fdx->manuscript->paragraphs.count;
    if (fdx->content && fdx->dual && fdx->kind == PARAGRAPH_CHARACTER && count)
        fdx->manuscript->paragraphs.items[count - 1].second = fdx->cues++ > 0;
    size_t most = fdx->text.max;
    buf_done(&fdx->text);
    buf_init(&fdx->text, most);
    fdx->paragraph = false;
}

static void begin_paragraph(struct fdx *fdx, xmlTextReaderPtr reader) {
    char type[64];
    import_xml_attribute(reader, "Type", type, sizeof type);
    fdx->kind = PARAGRAPH_ACTION;
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(types[i].type, type) == 0) fdx->kind = types[i].kind;
    char alignment[16];
    import_xml_attribute(reader, "Alignment", alignment, sizeof alignment);
    if (fdx->kind == PARAGRAPH_ACTION && strcmp(alignment, "Center") == 0)
        fdx->kind = PARAGRAPH_CENTERED;
    fdx->paragraph = true;
}

static void element(struct fdx *fdx, xmlTextReaderPtr reader, const char *name, bool begins) {
    if (strcmp(name, "Content") == 0) {
        if (!fdx->title_page && !fdx->paragraph) fdx->content = begins;
    } else if (strcmp(name, "TitlePage") == 0) {
        fdx->title_page = begins;
        fdx->content = false;
    } else if (strcmp(name, "DualDialogue") == 0) {
        fdx->dual = begins;
        fdx->paragraph = false; /* the one around it holds nothing else */
        fdx->cues = 0;
    } else if (strcmp(name, "Paragraph") == 0) {
        if (begins && fdx->paragraph) {
            fdx->nested++;
        } else if (!begins && fdx->nested) {
            fdx->nested--;
        } else if (begins) {
            begin_paragraph(fdx, reader);
        } else if (fdx->paragraph) {
            end_paragraph(fdx);
        }
    } else if (strcmp(name, "Text") == 0) {
        char style[64] = "";
        if (begins) import_xml_attribute(reader, "Style", style, sizeof style);
        fdx->style = style_of(style);
        fdx->run = begins && fdx->paragraph && !fdx->nested;
    }
}

bool import_read_fdx(const char *bytes, size_t size, struct manuscript *manuscript,
                     struct error *why) {
    xmlTextReaderPtr reader = import_xml_open(bytes, size);
    if (!reader) return error_set(why, PROBLEM_BAD_INPUT, "This Final Draft file is empty.");
    struct fdx fdx = {.manuscript = manuscript};
    buf_init(&fdx.text, 1 << 20);
    int more;
    while ((more = xmlTextReaderRead(reader)) == 1) {
        int type = xmlTextReaderNodeType(reader);
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
            bool begins = type == XML_READER_TYPE_ELEMENT;
            bool empty = begins && xmlTextReaderIsEmptyElement(reader);
            char name[32];
            snprintf(name, sizeof name, "%s", import_xml_name(reader));
            element(&fdx, reader, name, begins);
            if (empty) element(&fdx, reader, name, false);
        } else if (fdx.run && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                               type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)) {
            const char *text = (const char *)xmlTextReaderConstValue(reader);
            bool plain = fdx.kind == PARAGRAPH_HEADING || fdx.kind == PARAGRAPH_CHARACTER ||
                         fdx.title_page;
            if (text) manuscript_run(&fdx.text, text, strlen(text), plain ? 0 : fdx.style);
        }
    }
    int line = xmlTextReaderGetParserLineNumber(reader);
    buf_done(&fdx.text);
    xmlFreeTextReader(reader);
    if (more == 0 || manuscript->paragraphs.count) return true; /* what came before an error */
    return error_set(why, PROBLEM_BAD_INPUT,
                     "This Final Draft file breaks off or is damaged near line %d.", line);
}
