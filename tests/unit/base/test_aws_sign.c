/* The signatures that Amazon publishes as a test suite for version 4 (aws-sig-v4-test-suite, as
 * kept in awslabs/aws-c-auth), but those about paths that we never send; and the worked
 * examples of the S3 manual. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/aws_sign.h"

static const char token[] = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

static const char other_token[] =
    "AQoDYXdzEPT//////////"
    "wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuw"
    "thAx7mSEI/qkPpKPi/"
    "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQ"
    "cHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+"
    "scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

struct vector {
    const char *name, *method, *path;
    struct http_header query[8], headers[8];
    const char *body, *token, *header_signature, *query_signature; /* "": not published */
};

static const struct vector vectors[] = {
    {"get-header-key-duplicate",
     "GET",
     "/",
     {{NULL, NULL}},
     {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}},
     "",
     "",
     "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
     "3349ee0b81b4b589da0ff28a395c3591e04de515651dd74f298fa992d1507a97"},
    {"get-header-value-order",
     "GET",
     "/",
     {{NULL, NULL}},
     {{"My-Header1", "value4"},
      {"My-Header1", "value1"},
      {"My-Header1", "value3"},
      {"My-Header1", "value2"}},
     "",
     "",
     "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
     "313720e71ca6202fdcfa9b20f88de01a4eb0638a83c833b1c184359a4eda864e"},
    {"get-header-value-trim",
     "GET",
     "/",
     {{NULL, NULL}},
     {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
     "",
     "",
     "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
     "e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4"},
    {"get-space-normalized",
     "GET",
     "/example space/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
     "7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6"},
    {"get-unreserved",
     "GET",
     "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
     "95968482db1b9e0fadef6efc1bd24689f77c77d9ef56919c96a28cc92e0d6005"},
    {"get-utf8",
     "GET",
     "/ሴ",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
     "10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44"},
    {"get-vanilla-empty-query-key",
     "GET",
     "/",
     {{"Param1", "value1"}},
     {{NULL, NULL}},
     "",
     "",
     "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
     "49096700cbbaa5753443850f40df10f904fc2fdb544dc9512203cc77c471a9de"},
    {"get-vanilla-query-order-encoded",
     "GET",
     "/",
     {{"Param-3", "Value3"}, {"Param", "Value2"}, {"ሴ", "Value1"}},
     {{NULL, NULL}},
     "",
     "",
     "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
     "c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787"},
    {"get-vanilla-query-order-key-case",
     "GET",
     "/",
     {{"Param2", "value2"}, {"Param1", "value1"}},
     {{NULL, NULL}},
     "",
     "",
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
     "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"},
    {"get-vanilla-query-unreserved",
     "GET",
     "/",
     {{"-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
       "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}},
     {{NULL, NULL}},
     "",
     "",
     "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
     "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"},
    {"get-vanilla-query",
     "GET",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
     "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"},
    {"get-vanilla-utf8-query",
     "GET",
     "/",
     {{"ሴ", "bar"}},
     {{NULL, NULL}},
     "",
     "",
     "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
     "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600"},
    {"get-vanilla-with-session-token",
     "GET",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     token,
     "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
     "7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c"},
    {"get-vanilla",
     "GET",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
     "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"},
    {"post-header-key-case",
     "POST",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
     "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"},
    {"post-header-key-sort",
     "POST",
     "/",
     {{NULL, NULL}},
     {{"My-Header1", "value1"}},
     "",
     "",
     "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
     "c09d07e0d55871f10f2a6d350d994acf6825a3cae70673d7def55616e6119dd7"},
    {"post-header-value-case",
     "POST",
     "/",
     {{NULL, NULL}},
     {{"My-Header1", "VALUE1"}},
     "",
     "",
     "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
     "0698bc9e4f7f9139065ba2909c0e99da257e8e2a42492a097bcd46d792391fed"},
    {"post-sts-header-after",
     "POST",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
     "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"},
    {"post-sts-header-before",
     "POST",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     other_token,
     "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
     "46c2e3c63c1dbe7d39f8ada16fe7f001c1f56c5791441565323677f96308871c"},
    {"post-vanilla-empty-query-value",
     "POST",
     "/",
     {{"Param1", "value1"}},
     {{NULL, NULL}},
     "",
     "",
     "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
     "a9ef26247f293bffe40eeff86a0480ba8c14d31503b2e0c3399e3a16bf1a3682"},
    {"post-vanilla-query",
     "POST",
     "/",
     {{"Param1", "value1"}},
     {{NULL, NULL}},
     "",
     "",
     "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
     "a9ef26247f293bffe40eeff86a0480ba8c14d31503b2e0c3399e3a16bf1a3682"},
    {"post-vanilla",
     "POST",
     "/",
     {{NULL, NULL}},
     {{NULL, NULL}},
     "",
     "",
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
     "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"},
    {"post-x-www-form-urlencoded-parameters",
     "POST",
     "/",
     {{NULL, NULL}},
     {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
      {"Content-Length", "13"}},
     "Param1=value1",
     "",
     "",
     "0dbeb9b026c7b6675f266b8427efec9b4fa8b1f6ef1477d717aea231106eab4d"},
    {"post-x-www-form-urlencoded",
     "POST",
     "/",
     {{NULL, NULL}},
     {{"Content-Type", "application/x-www-form-urlencoded"}, {"Content-Length", "13"}},
     "Param1=value1",
     "",
     "",
     "89a40deed0f26f9461242825a082d2222717248abc7ab41f552ad84a94ad46e9"},
};

static size_t count_of(const struct http_header *pairs) {
    size_t count = 0;
    while (count < 8 && pairs[count].name) count++;
    return count;
}

static void check_vector(const struct vector *vector) {
    struct aws_keys keys = {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
    strcpy(keys.token, vector->token);
    struct aws_sign sign = {&keys, "us-east-1", "service", 1440938160}; /* 2015-08-30 12:36 */
    char sha256[AWS_SHA256_SIZE];
    aws_sign_sha256(vector->body, strlen(vector->body), sha256);
    struct aws_request request = {
        .method = vector->method,
        .host = "example.amazonaws.com",
        .path = vector->path,
        .query = vector->query,
        .query_count = count_of(vector->query),
        .headers = vector->headers,
        .header_count = count_of(vector->headers),
        .sha256 = sha256,
    };
    struct arena *arena = arena_new();
    struct http_header added[4];
    size_t count = aws_sign_headers(&sign, &request, arena, added);
    const char *got = strstr(added[count - 1].value, "Signature=") + 10;
    if (vector->header_signature[0] && strcmp(got, vector->header_signature) != 0)
        fail_msg("%s: header signature", vector->name);
    struct buf target;
    buf_init(&target, 10000);
    aws_sign_link(&sign, &request, 3600, &target);
    got = strstr(target.bytes, "&X-Amz-Signature=") + 17;
    if (vector->query_signature[0] && strcmp(got, vector->query_signature) != 0)
        fail_msg("%s: query signature", vector->name);
    buf_done(&target);
    arena_free(arena);
}

static void aws_sign__agrees_with_the_published_signatures(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(vectors); i++) check_vector(&vectors[i]);
}

static const struct aws_keys s3_keys = {"AKIAIOSFODNN7EXAMPLE",
                                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
static const struct aws_sign s3 = {&s3_keys, "us-east-1", "s3", 1369353600}; /* 2013-05-24 */

static void aws_sign__agrees_with_the_examples_of_the_s3_manual(void **state) {
    (void)state;
    static const struct http_header range = {"Range", "bytes=0-9"};
    static const char nothing[] =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    struct aws_request get = {.method = "GET",
                              .host = "examplebucket.s3.amazonaws.com",
                              .path = "/test.txt",
                              .headers = &range,
                              .header_count = 1,
                              .sha256 = nothing};
    struct arena *arena = arena_new();
    struct http_header added[4];
    size_t count = aws_sign_headers(&s3, &get, arena, added);
    assert_string_equal(
        added[count - 1].value,
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    struct aws_request link = {
        .method = "GET", .host = "examplebucket.s3.amazonaws.com", .path = "/test.txt"};
    struct buf target;
    buf_init(&target, 10000);
    aws_sign_link(&s3, &link, 86400, &target);
    assert_non_null(strstr(target.bytes,
                           "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330"
                           "da4c265957d157751f604d404"));
    buf_done(&target);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aws_sign__agrees_with_the_published_signatures),
        cmocka_unit_test(aws_sign__agrees_with_the_examples_of_the_s3_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
