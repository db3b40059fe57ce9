/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "art/drawing.h"
#include "art/manifest.h"
#include "base/buf.h"
#include "pack_folder.h"

#define SVG(body) "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">" body "</svg>"

static const char moon_set[] =
    "{\"places\": {\"moon_base\": 10}, \"planes\": [{\"id\": \"plane-0-sky\"}]}";
static const char moon_drawing[] =
    SVG("<g id=\"plane-0-sky\"><rect class=\"sky-top\" width=\"9\" height=\"9\"/></g>");

static bool open_folder(const struct pack_folder *folder, struct art **art, struct error *err) {
    const char *const folders[] = {folder->path};
    return art_open(folders, 1, art, err);
}

static void art_open__reads_the_programs_own_pack(void **state) {
    (void)state;
    struct art *art;
    struct error err;
    assert_true(art_open(NULL, 0, &art, &err));
    assert_non_null(pack_file(art, "sets/courtyard.svg"));
    assert_null(pack_file(art, "sets/no_such_place.svg"));
    art_close(art);
}

static void art_open__adds_the_sets_of_a_folder(void **state) {
    (void)state;
    struct pack_folder folder = pack_folder_new();
    pack_folder_write(&folder, "sets/moon.json", moon_set);
    pack_folder_write(&folder, "sets/moon.svg", moon_drawing);
    struct art *art, *plain;
    struct error err;
    assert_true(open_folder(&folder, &art, &err));
    assert_true(art_open(NULL, 0, &plain, &err));
    struct set_order order = {.place = "moon_base", .scale = 0.1};
    assert_string_equal(art_set_id(art, &order), "moon");
    assert_string_not_equal(art_set_id(plain, &order), "moon");
    struct hash a = art_hash(art), b = art_hash(plain);
    assert_int_not_equal(hash_compare(&a, &b), 0);
    art_close(plain);
    art_close(art);
    pack_folder_done(&folder);
}

static void art_open__lets_a_later_pack_replace_a_file(void **state) {
    (void)state;
    struct pack_folder folder = pack_folder_new();
    pack_folder_write(&folder, "sets/field.svg", moon_drawing);
    struct art *art;
    struct error err;
    assert_true(open_folder(&folder, &art, &err));
    const struct pack_file *file = pack_file(art, "sets/field.svg");
    assert_int_equal(file->size, sizeof moon_drawing - 1);
    assert_memory_equal(file->bytes, moon_drawing, file->size);
    art_close(art);
    pack_folder_done(&folder);
}

static void art_open__says_which_folder_is_missing(void **state) {
    (void)state;
    const char *const folders[] = {"/nowhere/at/all"};
    struct art *art = NULL;
    struct error err = {0};
    assert_false(art_open(folders, 1, &art, &err));
    assert_null(art);
    assert_int_equal(err.problem, PROBLEM_NO_INPUT);
    assert_non_null(strstr(err.message, "/nowhere/at/all"));
}

static void art_open__refuses_links(void **state) {
    (void)state;
    struct pack_folder folder = pack_folder_new();
    char path[128];
    snprintf(path, sizeof path, "%s/sets/passwd.svg", folder.path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    struct art *art;
    struct error err = {0};
    assert_false(open_folder(&folder, &art, &err));
    assert_non_null(strstr(err.message, "passwd.svg is a link"));
    pack_folder_done(&folder);
}

static void art_open__refuses_strange_file_names(void **state) {
    (void)state;
    struct pack_folder folder = pack_folder_new();
    pack_folder_write(&folder, "sets/a b.svg", moon_drawing);
    struct art *art;
    struct error err = {0};
    assert_false(open_folder(&folder, &art, &err));
    assert_non_null(strstr(err.message, "file name"));
    pack_folder_done(&folder);
}

/* What is wrong with a manifest is said with the file's name and the word. */
static void check_manifest_refused(const char *json, const char *word) {
    struct pack_folder folder = pack_folder_new();
    pack_folder_write(&folder, "sets/moon.json", json);
    pack_folder_write(&folder, "sets/moon.svg", moon_drawing);
    struct art *art;
    struct error err = {0};
    assert_false(open_folder(&folder, &art, &err));
    assert_non_null(strstr(err.message, "sets/moon.json"));
    if (!strstr(err.message, word)) fail_msg("\"%s\" is not in: %s", word, err.message);
    pack_folder_done(&folder);
}

static void art_open__says_what_is_wrong_in_a_manifest(void **state) {
    (void)state;
    check_manifest_refused("{", "JSON");
    check_manifest_refused("{\"planes\": []}", "places");
    check_manifest_refused("{\"places\": {\"x\": 99}, \"planes\": [{\"id\": \"p\"}]}", "x");
    check_manifest_refused("{\"places\": {\"x\": 1}, \"planes\": []}", "planes");
    check_manifest_refused("{\"places\": {\"x\": 1}, \"planes\": [{\"id\": \"../p\"}]}",
                           "../p");
    check_manifest_refused(
        "{\"places\": {\"x\": 1}, \"planes\": [{\"id\": \"p\", \"blend\": \"melt\"}]}",
        "blend");
    check_manifest_refused("{\"places\": {\"x\": 1}, \"materials\": {\"wall\": \"red\"}, "
                           "\"planes\": [{\"id\": \"p\"}]}",
                           "wall");
    check_manifest_refused(
        "{\"places\": {\"x\": 1}, \"planes\": [{\"id\": \"f\", \"front\": true}, "
        "{\"id\": \"b\"}]}",
        "front");
}

static void check_drawing_refused(const char *svg, const char *word) {
    struct pack_file file = {"sets/evil.svg", svg, strlen(svg)};
    struct error err = {0};
    assert_false(drawing_check(&file, &err));
    assert_int_equal(err.problem == PROBLEM_BAD_INPUT || err.problem == PROBLEM_TOO_LARGE, 1);
    assert_non_null(strstr(err.message, "sets/evil.svg"));
    if (!strstr(err.message, word)) fail_msg("\"%s\" is not in: %s", word, err.message);
}

static void drawing_check__refuses_what_reaches_outside(void **state) {
    (void)state;
    check_drawing_refused(SVG("<linearGradient href=\"/etc/passwd#a\"/>"), "<linearGradient");
    check_drawing_refused(SVG("<use xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                              "xlink:href=\"other.svg#a\"/>"),
                          "<use");
    check_drawing_refused(SVG("<image href=\"#a\"/>"), "<image");
    check_drawing_refused(SVG("<script>1</script>"), "<script");
    check_drawing_refused(SVG("<style>@import url(x)</style>"), "<style");
    check_drawing_refused(SVG("<rect style=\"fill:url(http://x)\"/>"), "<rect");
    check_drawing_refused(SVG("<rect id=\"wall\" fill=\"url('http://x/#a')\"/>"), "id=wall");
    check_drawing_refused(SVG("<rect onload=\"x()\"/>"), "script");
    check_drawing_refused(SVG("<g xml:base=\"file:///etc/\"/>"), "<g");
    check_drawing_refused("<!DOCTYPE svg [<!ENTITY a \"b\">]>" SVG("&a;"), "document type");
    check_drawing_refused("<?xml-stylesheet href=\"x.css\"?>" SVG(""), "stylesheet");
    check_drawing_refused("<html/>", "not SVG");
    check_drawing_refused("<svg", "well-formed");
}

static void drawing_check__refuses_what_would_never_end(void **state) {
    (void)state;
    check_drawing_refused(SVG("<path d=\"M0 0H9\" stroke-dasharray=\"0.00001\"/>"), "dashes");
    struct buf buf;
    buf_init(&buf, 4 << 20);
    buf_text(&buf, "<svg>");
    for (int i = 0; i < DRAWING_MAX_ELEMENTS + 1; i++) buf_text(&buf, "<g/>");
    buf_text(&buf, "</svg>");
    check_drawing_refused(buf.bytes, "");
    buf_done(&buf);
    buf_init(&buf, 4 << 20);
    for (int i = 0; i < 90; i++) buf_text(&buf, i ? "<g>" : "<svg>");
    for (int i = 89; i >= 0; i--) buf_text(&buf, i ? "</g>" : "</svg>");
    check_drawing_refused(buf.bytes, "deep");
    buf_done(&buf);
}

static size_t sheets_with(const char *svg, const char *const *terms) {
    struct pack_file file = {"sets/x.svg", svg, strlen(svg)};
    struct drawing *drawing;
    struct error err;
    assert_true(drawing_open(&file, terms, &drawing, &err));
    struct drawing_sheet *sheets;
    size_t count = drawing_sheets(drawing, "p", &sheets);
    drawing_sheets_free(sheets, count);
    drawing_close(drawing);
    return count;
}

static void drawing_open__keeps_what_its_condition_allows(void **state) {
    (void)state;
    const char *const night[] = {"night", "lamps", NULL};
    const char *const noon[] = {"noon", NULL};
    static const struct {
        const char *condition;
        size_t at_night, at_noon;
    } rows[] = {
        {"lamps", 1, 0},       {"!lamps", 0, 1},      {"dawn|night", 1, 0},
        {"night lamps", 1, 0}, {"night noon", 0, 0},  {"noon|night", 1, 1},
        {"!dawn|dusk", 1, 1},  {"!night|dusk", 0, 1}, {"", 1, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char svg[256];
        snprintf(svg, sizeof svg, SVG("<g id=\"p\"><rect data-when=\"%s\"/></g>"),
                 rows[i].condition);
        assert_int_equal(sheets_with(svg, night), rows[i].at_night);
        assert_int_equal(sheets_with(svg, noon), rows[i].at_noon);
    }
}

static void drawing_sheets__gives_each_sheet_alone_and_the_rest_together(void **state) {
    (void)state;
    assert_int_equal(sheets_with(SVG("<g id=\"p\"><rect/><rect/><rect/></g>"), NULL), 1);
    assert_int_equal(sheets_with(SVG("<g id=\"p\"><g class=\"sheet\"/><rect/><rect/>"
                                     "<g class=\"sheet\"/></g>"),
                                 NULL),
                     3);
    assert_int_equal(sheets_with(SVG("<g id=\"other\"><rect/></g>"), NULL), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(art_open__reads_the_programs_own_pack),
        cmocka_unit_test(art_open__adds_the_sets_of_a_folder),
        cmocka_unit_test(art_open__lets_a_later_pack_replace_a_file),
        cmocka_unit_test(art_open__says_which_folder_is_missing),
        cmocka_unit_test(art_open__refuses_links),
        cmocka_unit_test(art_open__refuses_strange_file_names),
        cmocka_unit_test(art_open__says_what_is_wrong_in_a_manifest),
        cmocka_unit_test(drawing_check__refuses_what_reaches_outside),
        cmocka_unit_test(drawing_check__refuses_what_would_never_end),
        cmocka_unit_test(drawing_open__keeps_what_its_condition_allows),
        cmocka_unit_test(drawing_sheets__gives_each_sheet_alone_and_the_rest_together),
    };
    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
