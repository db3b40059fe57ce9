/* GraphQL: documents, plans and answers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "api/graphql.h"

/* A tree of cats, none of which is kept anywhere. */
struct cat {
    const char *name;
    int64_t lives, born;
    struct shape_list kittens;
};
static const struct shape shape_cat;
static const struct field cat_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct cat, name)},
    {"lives", FIELD_INT, offsetof(struct cat, lives)},
    {"born", FIELD_TIME, offsetof(struct cat, born)},
    {"kittens", FIELD_LIST, offsetof(struct cat, kittens), .shape = &shape_cat},
};
static const struct shape shape_cat = SHAPE("Cat", cat_fields, struct cat);
static const struct shape shape_top = {"Query", NULL, 0, 0, false};
static struct cat kittens[2] = {{"Mia", 9, SHAPE_ABSENT, {0}}, {"Tom \"T\"", 7, 0, {0}}};
static struct cat mother = {"Bastet", SHAPE_ABSENT, 1000, {kittens, 2}};
static const struct graphql_parameter of_cat[] = {
    {"name", "String", GRAPHQL_IN_TEXT, .required = true, .high = 100},
    {"first", "Int", GRAPHQL_IN_INT, .low = 1, .high = 100, .fallback = 10},
    {"mood", "Mood", GRAPHQL_IN_CHOICE, .choices = "calm|wild"},
    {"id", "ID", GRAPHQL_IN_ID},
};
static struct arena *arena;
static struct graphql_given last[GRAPHQL_ARGUMENTS_MAX];

static bool fetch_cat(struct call *call, const void *parent, const struct graphql_given *given,
                      const void **value, struct error *err) {
    (void)call;
    (void)parent;
    memcpy(last, given, sizeof last);
    for (size_t i = 0; i < GRAPHQL_ARGUMENTS_MAX; i++)
        if (given[i].text) last[i].text = arena_printf(arena, "%s", given[i].text);
    if (strcmp(given[0].text, "dog") == 0)
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such cat.");
    if (strcmp(given[0].text, "fire") == 0)
        return error_set(err, PROBLEM_TEMPORARY, "The house burns.");
    *value = strcmp(given[0].text, "nobody") == 0 ? NULL : &mother;
    return true;
}
static const struct graphql_field fields[] = {
    {&shape_top, "cat", &shape_cat, of_cat, 4, 5, false, fetch_cat}};
static const struct graphql_schema schema = {&shape_top, fields, 1};

static struct error err;
static char text[2000];

static void keep(json_t *json) {
    AUTO_FREE char *bytes = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    snprintf(text, sizeof text, "%s", bytes);
    json_decref(json);
}

/* The data, or what is wrong, as JSON in `text`. */
static const char *ask_with(const char *query, const char *operation, const char *variables) {
    json_t *errors = json_array(), *data = NULL;
    json_t *values = variables ? json_loads(variables, 0, NULL) : NULL;
    struct graphql_plan plan;
    struct graphql_document *document = graphql_parse(query, strlen(query), arena, errors);
    err = (struct error){0};
    if (document && graphql_plan(document, operation, values, &schema, arena, &plan, errors) &&
        !graphql_run(NULL, &plan, &data, errors, &err))
        data = json_string("ended");
    bool faulty = json_array_size(errors) > 0;
    keep(data && faulty ? json_pack("[O, O]", data, errors)
                        : json_incref(data ? data : errors));
    json_decref(data);
    json_decref(errors);
    json_decref(values);
    return text;
}
static const char *ask(const char *query) {
    return ask_with(query, NULL, NULL);
}

static void graphql__answers_what_is_asked_in_its_order(void **state) {
    (void)state;
    assert_string_equal(ask("{ b: cat(name: \"x\") { kittens { lives n: name } born lives } "
                            "__typename a: cat(name: \"nobody\") { name } }"),
                        "{\"b\":{\"kittens\":[{\"lives\":9,\"n\":\"Mia\"},{\"lives\":7,\"n\":"
                        "\"Tom \\\"T\\\"\"}],\"born\":\"1970-01-01T00:00:01.000Z\",\"lives\":"
                        "null},\"__typename\":\"Query\",\"a\":null}");
}

static void graphql__merges_fields_and_fragments(void **state) {
    (void)state;
    assert_string_equal(
        ask("query { cat(name: \"x\") { kittens { lives } } ...More } fragment More on Query { "
            "cat(name: \"x\") { ... { name } ... on Cat { kittens { name } } } }"),
        "{\"cat\":{\"kittens\":[{\"lives\":9,\"name\":\"Mia\"},{\"lives\":7,\"name\":\"Tom "
        "\\\"T\\\"\"}],\"name\":\"Bastet\"}}");
    assert_non_null(
        strstr(ask("{ cat(name: \"x\") { name } cat(name: \"y\") { name } }"), "two ways"));
}

static void graphql__takes_values_as_literals_variables_and_fallbacks(void **state) {
    (void)state;
    ask_with("query($n: String! = \"z\", $m: Mood, $i: ID, $f: Int) { cat(name: $n, mood: $m, "
             "id: $i, first: $f) { name } }",
             NULL, "{\"m\": \"wild\", \"i\": 12}");
    assert_string_equal(last[0].text, "z");
    assert_int_equal(last[1].number, 10);
    assert_string_equal(last[2].text, "wild");
    assert_string_equal(last[3].text, "12");
    ask("{ cat(name: \"\\u00e9\\n\\ud83d\\ude00\", first: 3, mood: calm, id: null) { name } }");
    assert_string_equal(last[0].text, "é\n😀");
    assert_int_equal(last[1].number, 3);
    assert_null(last[3].text);
    ask("{ cat(name: \"\"\"\n\n    a\r\n      b \\\"\"\"\n\n    c\n  \"\"\") { name } }");
    assert_string_equal(last[0].text, "a\n  b \"\"\"\n\nc");
}

static void graphql__leaves_out_what_directives_say(void **state) {
    (void)state;
    assert_string_equal(ask_with("query($y: Boolean!) { cat(name: \"x\") { name @skip(if: $y) "
                                 "lives @include(if: $y) ... @include(if: false) { born } } }",
                                 NULL, "{\"y\": true}"),
                        "{\"cat\":{\"lives\":null}}");
    assert_non_null(strstr(ask("{ cat(name: \"x\") { name odd @skip(if: true) } }"), "odd"));
}

static void graphql__a_field_that_fails_is_null_and_has_a_path(void **state) {
    (void)state;
    assert_string_equal(ask("{\n  # é\n  d: cat(name: \"dog\") { name }\n}"),
                        "[{\"d\":null},[{\"message\":\"There is no such cat.\",\"locations\":[{"
                        "\"line\":3,\"column\":3}],\"path\":[\"d\"],\"extensions\":{\"code\":"
                        "\"not-found\"}}]]");
    assert_string_equal(ask("{ cat(name: \"fire\") { name } }"), "\"ended\"");
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
}

static void graphql__refuses_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *query, *said;
    } cases[] = {
        {"", "no query"},
        {"fragment F on Cat { name }", "no query"},
        {"{ cat(name: \"a", "not closed on its line"},
        {"{ cat(name: \"\"\"a", "not closed"},
        {"{ cat(name: \"\\x\") { name } }", "backslash"},
        {"{ cat(name: \"\\u0000\") { name } }", "backslash"},
        {"{ cat(name: \"\\udc00\") { name } }", "backslash"},
        {"{ cat(name: 01) { name } }", "not a number"},
        {"{ cat(name: 1.) { name } }", "not a number"},
        {"{ cat(name: 1x) { name } }", "not a number"},
        {"{ cat(name: -) { name } }", "digit"},
        {"{ cat(name: 1e) { name } }", "exponent"},
        {"{ cat(name: [1, {a: 2}]) { name } }", "is a text"},
        {"{ cat(name: \"a\", name: \"b\") { name } }", "twice"},
        {"{ cat() { name } }", "one at least"},
        {"{ cat(name: \"a\") { } }", "one field at least"},
        {"{ cat(name: \"a\", first: 0) { name } }", "from 1 to 100"},
        {"{ cat(name: \"a\", mood: sad) { name } }", "calm|wild"},
        {"{ cat(name: \"a\", mood: \"calm\") { name } }", "calm|wild"},
        {"{ cat(name: null) { name } }", "needs the argument"},
        {"query($a: String, $a: Int) { __typename }", "declared twice"},
        {"query($a: [String!]!) { cat(name: $a) { name } }", "cannot stand here"},
        {"query($a: String! = $b) { cat(name: $a) { name } }", "No variable can stand here"},
        {"query A { __typename } query A { __typename }", "two of this name"},
        {"query A { __typename } { __typename }", "has a name"},
        {"query A { __typename } query B { __typename }", "operationName"},
        {"{ __typename } fragment F on Query { __typename }", "not used"},
        {"{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "itself"},
        {"{ __typename ?", "does not know"},
        {"type Cat { name: String }", "query or a fragment"},
        {"{ __schema { types { name } } }", "/api/docs"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!strstr(ask(cases[i].query), cases[i].said))
            fail_msg("%s: %s, not %s", cases[i].query, text, cases[i].said);
}

static void graphql__refuses_what_is_over_its_limits(void **state) {
    (void)state;
    char long_query[GRAPHQL_SIZE_MAX + 2];
    memset(long_query, ' ', sizeof long_query);
    long_query[sizeof long_query - 1] = 0;
    assert_non_null(strstr(ask(long_query), "16 KiB"));
    long_query[5000] = 0;
    for (size_t i = 0; i < 100; i += 2) memcpy(long_query + i, "{a", 2);
    assert_non_null(strstr(ask(long_query), "nested"));
    for (size_t i = 0; i < 5000; i += 2) memcpy(long_query + i, "a ", 2);
    long_query[0] = '{';
    assert_non_null(strstr(ask(long_query), "2000 words"));
    assert_non_null(
        strstr(ask("{ cat(name: \"a\") { kittens { kittens { kittens { kittens { kittens { "
                   "kittens { kittens { kittens { name } } } } } } } } } }"),
               "too deep"));
    assert_non_null(strstr(
        ask("{ cat(name: \"a\", first: 100) { kittens { kittens { kittens { name } } } } }"),
        "costs more"));
    assert_non_null(strstr(
        ask("{ ...A ...A ...A ...A } fragment A on Query { ...B ...B ...B ...B ...B ...B } "
            "fragment B on Query { ...C ...C ...C ...C ...C ...C } fragment C on Query { ...D "
            "...D ...D ...D ...D ...D } fragment D on Query { __typename }"),
        "too large"));
}

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphql__answers_what_is_asked_in_its_order),
        cmocka_unit_test(graphql__merges_fields_and_fragments),
        cmocka_unit_test(graphql__takes_values_as_literals_variables_and_fallbacks),
        cmocka_unit_test(graphql__leaves_out_what_directives_say),
        cmocka_unit_test(graphql__a_field_that_fails_is_null_and_has_a_path),
        cmocka_unit_test(graphql__refuses_what_is_wrong),
        cmocka_unit_test(graphql__refuses_what_is_over_its_limits),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
