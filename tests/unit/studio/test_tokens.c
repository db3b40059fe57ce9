#include "desk.h"

#include "base/sha1.h"
#include "studio/jwt.h"
#include "studio/totp.h"

/* RFC 6238, appendix B, for SHA-1, the last six of its eight digits. */
static void totp_code__gives_the_codes_of_the_standard(void **state) {
    (void)state;
    static const char secret[] = "12345678901234567890";
    assert_int_equal(totp_code(secret, 20, 59 / 30), 287082);
    assert_int_equal(totp_code(secret, 20, 1111111109 / 30), 81804);
    assert_int_equal(totp_code(secret, 20, 1234567890 / 30), 5924);
    assert_int_equal(totp_code(secret, 20, 20000000000 / 30), 353130);
}

/* RFC 3174's, RFC 2202's and RFC 6455's own examples. */
static void sha1__gives_the_sums_of_the_standards(void **state) {
    (void)state;
    unsigned char sum[SHA1_SIZE];
    char hex[2 * SHA1_SIZE + 1];
    sha1_of("abc", 3, sum);
    encode_hex(sum, sizeof sum, hex);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    sha1_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, sum);
    encode_hex(sum, sizeof sum, hex);
    assert_string_equal(hex, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    sha1_hmac("Jefe", 4, "what do ya want for nothing?", 28, sum);
    encode_hex(sum, sizeof sum, hex);
    assert_string_equal(hex, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

static const struct jwt_claims meera = {"user-1", "session-1", "meera@example.com", "user",
                                        "free"};

static void jwt__is_believed_for_fifteen_minutes_and_no_longer(void **state) {
    (void)state;
    struct jwt_keys *keys;
    struct jwt_claims read = {0};
    struct arena *arena = arena_new();
    must(jwt_open(&studio, &keys, &err));
    const char *token = jwt_sign(keys, arena, &meera, now_ms);
    must(jwt_verify(keys, arena, token, now_ms + 899000, &read, &err));
    assert_string_equal(read.user_id, "user-1");
    assert_string_equal(read.session_id, "session-1");
    assert_false(jwt_verify(keys, arena, token, now_ms + 900000, &read, &err));
    assert_int_equal(err.problem, PROBLEM_SIGN_IN);
    assert_false(
        jwt_verify(keys, arena, token, now_ms - 60000, &read, &err)); /* from tomorrow */
    jwt_close(keys);
    arena_free(arena);
}

static void jwt__refuses_every_change_of_one_character(void **state) {
    (void)state;
    struct jwt_keys *keys;
    struct jwt_claims read;
    struct arena *arena = arena_new();
    must(jwt_open(&studio, &keys, &err));
    const char *token = jwt_sign(keys, arena, &meera, now_ms);
    for (size_t i = 0; token[i]; i++) {
        char *changed = arena_printf(arena, "%s", token);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        if (jwt_verify(keys, arena, changed, now_ms, &read, &err))
            fail_msg("a change of character %zu is believed", i);
    }
    jwt_close(keys);
    arena_free(arena);
}

static void jwt__of_a_retired_key_is_believed_until_it_is_over(void **state) {
    (void)state;
    struct jwt_keys *keys;
    struct jwt_claims read;
    struct arena *arena = arena_new();
    must(jwt_open(&studio, &keys, &err));
    const char *old = jwt_sign(keys, arena, &meera, now_ms);
    must(jwt_rotate(&studio, &err));
    must(jwt_reload(keys, &err));
    const char *new = jwt_sign(keys, arena, &meera, now_ms);
    assert_string_not_equal(old, new);
    must(jwt_verify(keys, arena, old, now_ms, &read, &err));
    must(jwt_verify(keys, arena, new, now_ms, &read, &err));
    json_t *published = jwt_jwks(keys);
    assert_int_equal(json_array_size(json_object_get(published, "keys")), 2);
    json_decref(published);
    jwt_close(keys);
    arena_free(arena);
}

static void base64url__is_read_as_strictly_as_it_is_written(void **state) {
    (void)state;
    char text[16], bytes[16];
    size_t size;
    encode_base64url("\xfb\xff", 2, text);
    assert_string_equal(text, "-_8");
    assert_true(encode_from_base64url(text, 3, bytes, &size));
    assert_int_equal(size, 2);
    assert_false(encode_from_base64url("-_9", 3, bytes, &size)); /* stray bits */
    assert_false(encode_from_base64url("-_8=", 4, bytes, &size));
    assert_false(encode_from_base64url("+/8", 3, bytes, &size));
    assert_false(encode_from_base64url("A", 1, bytes, &size));
}

static void ids_sort_by_time(void **state) {
    (void)state;
    char first[ENCODE_ID_SIZE], second[ENCODE_ID_SIZE];
    encode_new_id(first);
    do encode_new_id(second);
    while (strncmp(first, second, 13) == 0); /* until the next millisecond */
    assert_true(strcmp(first, second) < 0);
    assert_true(encode_is_id(first));
    assert_false(encode_is_id("01A21F1A-c9fb-774c-a464-2d22ee25aa93"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define test(name) cmocka_unit_test_setup_teardown(name, open_studio, close_studio)
        cmocka_unit_test(totp_code__gives_the_codes_of_the_standard),
        cmocka_unit_test(sha1__gives_the_sums_of_the_standards),
        test(jwt__is_believed_for_fifteen_minutes_and_no_longer),
        test(jwt__refuses_every_change_of_one_character),
        test(jwt__of_a_retired_key_is_believed_until_it_is_over),
        cmocka_unit_test(base64url__is_read_as_strictly_as_it_is_written),
        cmocka_unit_test(ids_sort_by_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
