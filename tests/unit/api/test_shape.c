#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "api/shape.h"

struct person {
    const char *name, *mail, *kind, *extra;
    int64_t age, awake, born_at;
    struct shape_list words;
};
#define AT(member) offsetof(struct person, member)
static const struct field person_fields[] = {
    {"firstName", FIELD_TEXT, AT(name), .required = true, .low = 1, .high = 5, .alias = "who"},
    {"mail", FIELD_EMAIL, AT(mail)},
    {"kind", FIELD_CHOICE, AT(kind), .choices = "cat|dog", .fallback = "cat"},
    {"extra", FIELD_JSON, AT(extra)},
    {"age", FIELD_INT, AT(age), .low = 0, .high = 150},
    {"awake", FIELD_BOOL, AT(awake), .fallback = "true"},
    {"bornAt", FIELD_TIME, AT(born_at)},
    {"words", FIELD_TEXTS, AT(words), .high = 2},
};
static const struct shape shape_person = SHAPE("Person", person_fields, struct person);

static struct arena *arena;
static struct faults faults;
static json_t *json;

static int begin(void **state) {
    (void)state;
    arena = arena_new();
    faults = (struct faults){.arena = arena};
    json = NULL;
    return 0;
}
static int end(void **state) {
    (void)state;
    json_decref(json);
    list_done(&faults.list);
    arena_free(arena);
    return 0;
}

static struct person *read(const char *text) {
    json = shape_parse(text, strlen(text), &faults);
    return json ? shape_decode(&shape_person, json, false, arena, &faults) : NULL;
}

static void shape_decode__fills_the_struct_and_its_fallbacks(void **state) {
    (void)state;
    struct person *person =
        read("{\"first_name\":\"Meera\",\"age\":9,\"bornAt\":\"2017-01-02T03:04:05.678Z\","
             "\"extra\":{\"a\":[1]},\"words\":[\"a\",\"b\"]}");
    assert_int_equal(faults.list.count, 0);
    assert_string_equal(person->name, "Meera");
    assert_int_equal(person->age, 9);
    assert_string_equal(person->kind, "cat");
    assert_int_equal(person->awake, 1);
    assert_int_equal(person->born_at, 1483326245678);
    assert_string_equal(person->extra, "{\"a\":[1]}");
    assert_int_equal(person->words.count, 2);
    assert_null(person->mail);
}

static void shape_decode__names_every_faulty_field(void **state) {
    (void)state;
    read("{\"who\":\"Meenakshi\",\"mail\":\"a@b\",\"kind\":\"cow\",\"age\":-1,\"awake\":1,"
         "\"bornAt\":\"now\",\"words\":[\"a\",\"b\",\"c\"],\"odd\":0,\"extra\":[]}");
    static const char *const pointers[] = {"/firstName", "/mail",  "/kind", "/age",  "/awake",
                                           "/bornAt",    "/words", "/odd",  "/extra"};
    assert_int_equal(faults.list.count, sizeof pointers / sizeof *pointers);
    for (size_t i = 0; i < faults.list.count; i++)
        assert_string_equal(faults.list.items[i].pointer, pointers[i]);
}

static void assert_json_equal(const char *text, const json_t *wanted) {
    json_t *written = json_loads(text, 0, NULL);
    assert_true(json_equal(written, wanted));
    json_decref(written);
}

static void shape_write__gives_back_what_was_read(void **state) {
    (void)state;
    static const char text[] =
        "{\"firstName\":\"Meera\",\"mail\":\"m@x.in\",\"kind\":\"dog\",\"extra\":{\"a\":1},"
        "\"age\":9,\"awake\":false,\"bornAt\":\"2017-01-02T03:04:05.678Z\",\"words\":[\"a\"]}";
    struct person *person = read(text);
    assert_int_equal(faults.list.count, 0);
    struct buf out;
    buf_init(&out, 1000);
    shape_write(&shape_person, person, &out);
    assert_json_equal(out.bytes, json);
    person->name = "\"\\\n\x01 \xe0\xae\x95";
    buf_done(&out);
    buf_init(&out, 1000);
    shape_write(&shape_person, person, &out);
    json_object_set_new(json, "firstName", json_string(person->name));
    assert_json_equal(out.bytes, json);
    buf_done(&out);
}

static void shape_parse__refuses_loose_json(void **state) {
    (void)state;
    static const char *const loose[] = {"",           "{",       "{\"a\":1,\"a\":2}",
                                        "{} x",       "{'a':1}", "{\"a\":\"\xff\"}",
                                        "{\"a\":01}", "nul"};
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        assert_null(shape_parse(loose[i], strlen(loose[i]), &faults));
        assert_int_equal(faults.list.count, i + 1);
    }
    char deep[80];
    memset(deep, '[', 40);
    memset(deep + 40, ']', 40);
    assert_null(shape_parse(deep, sizeof deep, &faults));
}

static void shape_parse_form__decodes_and_is_strict(void **state) {
    (void)state;
    static const char good[] = "firstName=M%20e&age=9&awake=false";
    json = shape_parse_form(good, strlen(good), &faults);
    struct person *person = shape_decode(&shape_person, json, true, arena, &faults);
    assert_int_equal(faults.list.count, 0);
    assert_string_equal(person->name, "M e");
    assert_int_equal(person->age, 9);
    assert_int_equal(person->awake, 0);
    assert_null(shape_parse_form("a=1&a=2", 7, &faults));
    assert_null(shape_parse_form("a=%zz", 5, &faults));
    assert_null(shape_parse_form("a=%00", 5, &faults));
    assert_null(shape_parse_form("a=\xff", 3, &faults));
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define test(name) cmocka_unit_test_setup_teardown(name, begin, end)
        test(shape_decode__fills_the_struct_and_its_fallbacks),
        test(shape_decode__names_every_faulty_field),
        test(shape_write__gives_back_what_was_read),
        test(shape_parse__refuses_loose_json),
        test(shape_parse_form__decodes_and_is_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
