/* Files out of multipart forms. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "api/multipart.h"

#define HEAD "Content-Disposition: form-data; name=\"file\"; filename=\"a.fdx\"\r\n"

static struct arena *arena;
static struct multipart_part part;
static struct error err;

static bool read_body(const char *body) {
    part = (struct multipart_part){0};
    return multipart_file(arena, "b", body, strlen(body), &part, &err);
}

static void multipart_boundary__is_what_the_type_says(void **state) {
    (void)state;
    static const struct {
        const char *type, *boundary;
    } cases[] = {
        {"multipart/form-data; boundary=abc", "abc"},
        {"Multipart/Form-Data;charset=utf-8;Boundary=\"a \\\"c\"", "a \"c"},
        {"multipart/form-data; note=\"; boundary=no\"; boundary=yes", "yes"},
        {"multipart/form-data; boundary=", NULL},
        {"multipart/form-data; boundary=\"abc", NULL},
        {"multipart/form-data", NULL},
        {"multipart/mixed; boundary=abc", NULL},
        {"multipart/form-data; boundary="
         "12345678901234567890123456789012345678901234567890123456789012345678901",
         NULL},
        {NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = multipart_boundary(arena, cases[i].type);
        if (!cases[i].boundary) {
            assert_null(found);
        } else {
            assert_string_equal(found, cases[i].boundary);
        }
    }
}

static void multipart_file__takes_the_first_file_among_the_fields(void **state) {
    (void)state;
    assert_true(
        read_body("skip this\r\n--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n"
                  "a title\r\n--b \r\n" HEAD "Content-Type: text/xml\r\n\r\n"
                  "one\r\n--\r\ntwo\r\n--b--\r\n"));
    assert_string_equal(part.field, "file");
    assert_string_equal(part.file_name, "a.fdx");
    assert_int_equal(part.size, strlen("one\r\n--\r\ntwo"));
    assert_memory_equal(part.bytes, "one\r\n--\r\ntwo", part.size);
    assert_true(read_body("--b\r\n" HEAD "\r\n\r\n--b--"));
    assert_int_equal(part.size, 0);
    assert_true(read_body("--b\r\n" HEAD "\r\n--b--")); /* without the line of the content */
    assert_int_equal(part.size, 0);
}

static void multipart_file__refuses_what_is_cut_anywhere(void **state) {
    (void)state;
    char body[] = "--b\r\n" HEAD "\r\ncontent\r\n--b";
    for (size_t size = 0; size < sizeof body - 1; size++)
        assert_false(multipart_file(arena, "b", body, size, &part, &err));
    assert_true(multipart_file(arena, "b", body, sizeof body - 1, &part, &err));
}

static void multipart_file__is_bounded(void **state) {
    (void)state;
    enum { MANY = MULTIPART_PARTS_MAX + 2 };
    static char body[MULTIPART_HEAD_MAX + 1000];
    *body = 0;
    for (int i = 0; i < MANY; i++) strcat(body, "\r\n--b\r\n\r\nx");
    strcat(body, "\r\n--b\r\n" HEAD "\r\nx\r\n--b--");
    assert_false(read_body(body));
    assert_non_null(strstr(err.message, "more than"));
    strcpy(body, "--b\r\nX: ");
    memset(body + strlen(body), 'y', MULTIPART_HEAD_MAX);
    strcpy(body + 8 + MULTIPART_HEAD_MAX, "\r\n" HEAD "\r\nx\r\n--b--");
    assert_false(read_body(body));
    assert_false(
        read_body("--b\r\nContent-Disposition: form-data; name=t\r\n\r\nx\r\n--b--\r\n"));
    assert_string_equal(err.message, "There is no file in the body.");
}

static int begin(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}
static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multipart_boundary__is_what_the_type_says),
        cmocka_unit_test(multipart_file__takes_the_first_file_among_the_fields),
        cmocka_unit_test(multipart_file__refuses_what_is_cut_anywhere),
        cmocka_unit_test(multipart_file__is_bounded),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
