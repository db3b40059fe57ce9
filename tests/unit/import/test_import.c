/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "documents.h"
#include "import/formats/formats.h"
#include "import/import.h"

/* Reads in this process: the reader itself. */
static void expect(const char *format, const void *bytes, size_t size, const char *fountain) {
    struct buf out;
    struct error err = {0};
    buf_init(&out, IMPORT_MAX_FOUNTAIN);
    if (!import_convert(format, bytes, size, &out, &err)) fail_msg("%s", err.message);
    assert_string_equal(out.bytes, fountain);
    buf_done(&out);
}

static void expect_refused(const char *format, const void *bytes, size_t size,
                           const char *words) {
    struct buf out;
    struct error err = {0};
    buf_init(&out, IMPORT_MAX_FOUNTAIN);
    assert_false(import_convert(format, bytes, size, &out, &err));
    if (!strstr(err.message, words)) fail_msg("\"%s\" says nothing of %s", err.message, words);
    buf_done(&out);
}

static void import_fdx__keeps_every_kind_of_paragraph(void **state) {
    (void)state;
    static const char fdx[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<FinalDraft DocumentType=\"Script\" "
        "Version=\"5\"><Content>"
        "<Paragraph Type=\"Scene Heading\"><SceneProperties Title=\"\"><Summary><Paragraph>"
        "<Text>not for the screen</Text></Paragraph></Summary></SceneProperties>"
        "<Text>INT. KITCHEN - DAY</Text></Paragraph>"
        "<Paragraph Type=\"Action\"><Text>A pot </Text><Text Style=\"Bold\">boils</Text>"
        "<Text> over &amp; hisses.</Text></Paragraph>"
        "<Paragraph Type=\"Action\"><Text>SILENCE</Text></Paragraph>"
        "<Paragraph Type=\"Character\"><Text>ANNA (V.O.)</Text></Paragraph>"
        "<Paragraph Type=\"Parenthetical\"><Text>(softly)</Text></Paragraph>"
        "<Paragraph Type=\"Dialogue\"><Text>Five * six.</Text></Paragraph>"
        "<Paragraph Type=\"General\"><DualDialogue>"
        "<Paragraph Type=\"Character\"><Text>ANNA</Text></Paragraph>"
        "<Paragraph Type=\"Dialogue\"><Text>Go!</Text></Paragraph>"
        "<Paragraph Type=\"Character\"><Text>McAvoy</Text></Paragraph>"
        "<Paragraph Type=\"Dialogue\"><Text>Stay!</Text></Paragraph></DualDialogue></Paragraph>"
        "<Paragraph Type=\"Transition\"><Text>CUT TO:</Text></Paragraph></Content>"
        "<TitlePage><Content><Paragraph Alignment=\"Center\"><Text>The Pot</Text></Paragraph>"
        "<Paragraph><Text>written by</Text></Paragraph><Paragraph><Text>A. "
        "Cook</Text></Paragraph></Content></TitlePage></FinalDraft>";
    expect(
        "fdx", fdx, sizeof fdx - 1,
        "Title: The Pot\nAuthor: A. Cook\n\nINT. KITCHEN - DAY\n\nA pot **boils** over & "
        "hisses.\n\n!SILENCE\n\nANNA (V.O.)\n(softly)\nFive \\* six.\n\nANNA\nGo!\n\n@McAvoy "
        "^\nStay!\n\n> CUT TO:\n");
}

static void import_fdx__says_where_a_file_breaks_off(void **state) {
    (void)state;
    expect_refused("fdx", "<FinalDraft>\n<Content>\n<Par", 27, "near line 3");
    /* entities are not expanded: a "billion laughs" is only a file without a text */
    static const char laughs[] =
        "<!DOCTYPE f [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">"
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        "<FinalDraft><Content><Paragraph Type=\"Action\"><Text>&c;&x;</Text></Paragraph>"
        "</Content></FinalDraft>";
    expect_refused("fdx", laughs, sizeof laughs - 1, "no text");
}

#define P(style, text) \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define PLAIN(left, text) \
    "<w:p><w:pPr><w:ind w:left=\"" left "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

static void import_word__goes_by_styles_and_else_by_indents(void **state) {
    (void)state;
    struct buf word;
    buf_init(&word, 1 << 20);
    document_word(P("Title", "Rain") P("SceneHeading", "EXT. ROAD - NIGHT") P("Action", "Rain.")
                      P("Character", "BEN") P("Dialogue", "Wet."),
                  &word);
    expect("word", word.bytes, word.size,
           "Title: Rain\n\nEXT. ROAD - NIGHT\n\nRain.\n\nBEN\nWet.\n");
    buf_done(&word);
    buf_init(&word, 1 << 20);
    document_word(PLAIN("0", "EXT. ROAD - NIGHT") "<w:p/>" PLAIN("0", "Rain.") "<w:p/>" PLAIN(
                      "2880", "BEN") PLAIN("2160", "(cold)")
                      PLAIN("1440", "Wet.") "<w:p/>" PLAIN("0", "He runs."),
                  &word);
    expect("word", word.bytes, word.size,
           "EXT. ROAD - NIGHT\n\nRain.\n\nBEN\n(cold)\nWet.\n\nHe runs.\n");
    buf_done(&word);
}

static void import_word__leaves_prose_as_prose(void **state) {
    (void)state;
    struct buf word;
    buf_init(&word, 1 << 20);
    document_word("<w:p><w:r><w:t>Amina </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>ran</w:t>"
                  "</w:r><w:r><w:t>.</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>&quot;Stop!&quot; "
                  "said Musa.</w:t></w:r></w:p>",
                  &word);
    expect("word", word.bytes, word.size, "Amina *ran*.\n\n\"Stop!\" said Musa.\n");
    buf_done(&word);
    expect_refused("word", "PK\3\4 and nothing", 16, "damaged");
}

static void import_pdf__reads_the_columns_of_a_script(void **state) {
    (void)state;
    struct buf pdf;
    buf_init(&pdf, 1 << 20);
    document_pdf("\n\n\n                                   THE TIDE\n\n"
                 "                                  written by\n\n"
                 "                                   B. Sea\n"
                 "\f                                                                  2.\n\n"
                 "          1    INT. HUT - NIGHT                                    1\n\n"
                 "               A storm. The lamp\n               goes out.\n\n"
                 "                                     MIRA\n"
                 "                               (afraid)\n"
                 "                         Who is there at this\n"
                 "                         hour?\n"
                 "                                     (MORE)\n"
                 "\f                                                                  3.\n\n"
                 "                                     MIRA (CONT'D)\n"
                 "                         Speak!\n\n"
                 "               She waits.\n\n"
                 "                                                            CUT TO:\n\n"
                 "               EXT. BEACH - DAWN\n\n               Calm.\n",
                 &pdf);
    expect("pdf", pdf.bytes, pdf.size,
           "Title: THE TIDE\nAuthor: B. Sea\n\nINT. HUT - NIGHT\n\nA storm. The lamp goes "
           "out.\n\nMIRA\n(afraid)\nWho is there at this hour?\n\nMIRA (CONT'D)\nSpeak!\n\nShe "
           "waits.\n\n> CUT TO:\n\nEXT. BEACH - DAWN\n\nCalm.\n");
    buf_done(&pdf);
}

static void import_pdf__says_what_is_wrong(void **state) {
    (void)state;
    struct buf pdf;
    buf_init(&pdf, 1 << 20);
    document_pdf("\n\n", &pdf);
    expect_refused("pdf", pdf.bytes, pdf.size, "pictures of pages");
    expect_refused("pdf", "%PDF-1.7 nothing", 16, "damaged");
    buf_done(&pdf);
}

static void import_markdown__keeps_the_words(void **state) {
    (void)state;
    static const char text[] =
        "# The Well\n\n## INT. HUT - DAY\n\nShe reads a [letter](http://x.y/z) *slowly*.\n\n"
        "![map](m.png)\n\n> \"Come home,\" it says.\n\n```\ncode\n```\n\n## Part two\n\n- "
        "Rain.\n";
    expect("md", text, sizeof text - 1,
           "Title: The Well\n\nINT. HUT - DAY\n\nShe reads a letter *slowly*.\n\n\"Come "
           "home,\" it says.\n\n# Part two\n\nRain.\n");
}

static void import_utf16__becomes_utf8(void **state) {
    (void)state;
    expect("utf16",
           "\xff\xfe"
           "A\0\xe9\0\x15\x0b",
           8, "A\xc3\xa9\xe0\xac\x95");
    expect("utf16", "\xfe\xff\0A\0B", 6, "AB");
}

static void import_sniff__knows_files_by_their_bytes(void **state) {
    (void)state;
    assert_int_equal(import_sniff("%PDF-1.4", 8, "a.txt"), IMPORT_PDF);
    assert_int_equal(import_sniff("PK\3\4", 4, NULL), IMPORT_WORD);
    assert_int_equal(import_sniff("\xff\xfe"
                                  "A",
                                  4, "a.txt"),
                     IMPORT_UTF16);
    assert_int_equal(import_sniff("# A", 3, "Story.MD"), IMPORT_MARKDOWN);
    assert_int_equal(import_sniff("INT. A", 6, "a.fountain"), IMPORT_NONE);
    assert_int_equal(import_sniff("<?xml?><FinalDraft>", 19, "x"), IMPORT_FDX);
    assert_int_equal(import_sniff("", 0, NULL), IMPORT_NONE);
}

static void import_to_fountain__runs_the_locked_in_program(void **state) {
    (void)state;
    struct buf fountain;
    struct error err = {0};
    const char *text = "# T\n\nHello.\n";
    if (!import_to_fountain(text, strlen(text), IMPORT_MARKDOWN, &fountain, &err))
        fail_msg("%s", err.message);
    assert_string_equal(fountain.bytes, "Title: T\n\nHello.\n");
    buf_done(&fountain);
    struct buf pdf; /* Poppler runs inside, fonts and all */
    buf_init(&pdf, 1 << 20);
    document_pdf("\n          INT. HUT - NIGHT\n\n          Rain.\n", &pdf);
    if (!import_to_fountain(pdf.bytes, pdf.size, IMPORT_PDF, &fountain, &err))
        fail_msg("%s", err.message);
    assert_string_equal(fountain.bytes, "INT. HUT - NIGHT\n\nRain.\n");
    buf_done(&fountain);
    buf_done(&pdf);
    assert_false(import_to_fountain("%PDF-", 5, IMPORT_PDF, &fountain, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_non_null(strstr(err.message, "damaged"));
}

static void import_to_fountain__names_a_missing_program(void **state) {
    (void)state;
    setenv("FILM_IMPORT", "/nowhere/film-import", 1);
    struct buf fountain;
    struct error err = {0};
    assert_false(import_to_fountain("x", 1, IMPORT_FDX, &fountain, &err));
    assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
    unsetenv("FILM_IMPORT");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(import_fdx__keeps_every_kind_of_paragraph),
        cmocka_unit_test(import_fdx__says_where_a_file_breaks_off),
        cmocka_unit_test(import_word__goes_by_styles_and_else_by_indents),
        cmocka_unit_test(import_word__leaves_prose_as_prose),
        cmocka_unit_test(import_pdf__reads_the_columns_of_a_script),
        cmocka_unit_test(import_pdf__says_what_is_wrong),
        cmocka_unit_test(import_markdown__keeps_the_words),
        cmocka_unit_test(import_utf16__becomes_utf8),
        cmocka_unit_test(import_sniff__knows_files_by_their_bytes),
        cmocka_unit_test(import_to_fountain__runs_the_locked_in_program),
        cmocka_unit_test(import_to_fountain__names_a_missing_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
