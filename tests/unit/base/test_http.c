/* The client against a server of canned answers on the loopback address. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/http.h"

/* Answers the n-th request with the n-th text, one connection each; an empty one breaks off. */
struct canned {
    int socket, port;
    const char *const *answers;
    pthread_t thread;
    char asked[8][4096]; /* the requests */
    int count;
};

static void *serve(void *data) {
    struct canned *server = data;
    for (; server->answers[server->count]; server->count++) {
        int client = accept(server->socket, NULL, NULL);
        if (client < 0) break;
        char *request = server->asked[server->count];
        size_t size = 0;
        while (size < 4095 && !strstr(request, "\r\n\r\n")) {
            ssize_t got = read(client, request + size, 4095 - size);
            if (got <= 0) break;
            size += (size_t)got;
        }
        const char *answer = server->answers[server->count];
        if (write(client, answer, strlen(answer)) < 0) break;
        shutdown(client, SHUT_WR);
        char rest[256];
        while (read(client, rest, sizeof rest) > 0) continue;
        close(client);
    }
    return NULL;
}

static void start(struct canned *server, const char *const *answers) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    memset(server, 0, sizeof *server);
    server->answers = answers;
    server->socket = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(server->socket, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(server->socket, 8), 0);
    assert_int_equal(getsockname(server->socket, (struct sockaddr *)&address, &size), 0);
    server->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void stop(struct canned *server) {
    shutdown(server->socket, SHUT_RDWR);
    close(server->socket);
    pthread_join(server->thread, NULL);
}

static struct http *http;
static struct error err;
static char url[100];

static struct http_request to(const struct canned *server, const char *method) {
    snprintf(url, sizeof url, "http://127.0.0.1:%d/path?x=1", server->port);
    return (struct http_request){.method = method, .url = url, .timeout_ms = 20000};
}

#define OK(body) "HTTP/1.1 200 OK\r\nX-One:  two \r\nConnection: close\r\n\r\n" body

static void http_send__gives_status_headers_and_body(void **state) {
    (void)state;
    struct canned server;
    start(&server, (const char *const[]){OK("hello"), NULL});
    struct http_header header = {"X-Mine", "yes"};
    struct http_request request = to(&server, "POST");
    request.headers = &header;
    request.header_count = 1;
    request.body = "body";
    request.size = 4;
    struct http_response response;
    if (!http_send(http, &request, &response, &err)) fail_msg("%s", err.cause);
    stop(&server);
    assert_int_equal(response.status, 200);
    assert_string_equal(response.body.bytes, "hello");
    assert_string_equal(http_header_of(&response, "x-one"), "two");
    assert_null(http_header_of(&response, "x-two"));
    http_response_done(&response);
    assert_non_null(strstr(server.asked[0], "POST /path?x=1 HTTP/1.1\r\n"));
    assert_non_null(strstr(server.asked[0], "\r\nX-Mine: yes\r\n"));
    assert_null(strstr(server.asked[0], "Expect"));
    assert_null(strstr(server.asked[0], "urlencoded"));
}

static void http_send__tries_again_what_may_be_repeated(void **state) {
    (void)state;
    struct canned server;
    start(&server, (const char *const[]){
                       "HTTP/1.1 503 No\r\nRetry-After: 0\r\nConnection: close\r\n\r\n", "",
                       OK("hello"), NULL});
    struct http_request request = to(&server, "GET");
    request.tries = 3;
    struct http_response response;
    if (!http_send(http, &request, &response, &err)) fail_msg("%s", err.cause);
    assert_int_equal(response.status, 200);
    http_response_done(&response);
    stop(&server);
    assert_int_equal(server.count, 3);
}

static void http_send__does_not_repeat_a_post(void **state) {
    (void)state;
    struct canned server;
    start(&server, (const char *const[]){"", OK("never"), NULL});
    struct http_request request = to(&server, "POST");
    request.tries = 3;
    struct http_response response;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    assert_non_null(strstr(err.cause, "127.0.0.1"));
    assert_null(strstr(err.cause, "x=1"));
    stop(&server);
    assert_int_equal(server.count, 1);
}

static void http_send__stops_at_its_limits(void **state) {
    (void)state;
    struct canned server;
    start(&server, (const char *const[]){OK("0123456789"), NULL});
    struct http_request request = to(&server, "GET");
    request.max_size = 5;
    struct http_response response;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    stop(&server);
    struct canned silent;
    start(&silent, (const char *const[]){OK("x"), NULL});
    stop(&silent);
    request = to(&silent, "GET"); /* nobody listens any more */
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    request.url = "ftp://127.0.0.1/x";
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    request.url = "file:///etc/passwd";
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    struct cancel cancel = {.asked = true};
    request = to(&silent, "GET");
    request.cancel = &cancel;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
}

static void http_send__says_that_a_server_is_too_slow(void **state) {
    (void)state;
    int silent = socket(AF_INET, SOCK_STREAM, 0); /* takes connections, says nothing */
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    assert_int_equal(bind(silent, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(silent, 8), 0);
    assert_int_equal(getsockname(silent, (struct sockaddr *)&address, &size), 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(address.sin_port));
    struct http_request request = {.method = "GET", .url = url, .timeout_ms = 50};
    struct http_response response;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    close(silent);
}

static bool take(void *data, const void *bytes, size_t size, struct error *why) {
    (void)why;
    buf_add(data, bytes, size);
    return true;
}

static bool refuse(void *data, const void *bytes, size_t size, struct error *why) {
    (void)data, (void)bytes, (void)size;
    return error_set(why, PROBLEM_NO_SPACE, "The disk is full.");
}

static void http_send__gives_the_sink_only_what_succeeded(void **state) {
    (void)state;
    struct canned server;
    start(&server, (const char *const[]){"HTTP/1.1 404 No\r\nConnection: close\r\n\r\nnone",
                                         OK("hello"), OK("hello"), NULL});
    struct http_request request = to(&server, "GET");
    struct buf got;
    buf_init(&got, 100);
    request.sink = take;
    request.sink_data = &got;
    struct http_response response;
    assert_true(http_send(http, &request, &response, &err));
    assert_int_equal(response.status, 404);
    assert_string_equal(response.body.bytes, "none");
    assert_int_equal(got.size, 0);
    http_response_done(&response);
    assert_true(http_send(http, &request, &response, &err));
    assert_string_equal(got.bytes, "hello");
    http_response_done(&response);
    request.sink = refuse;
    request.tries = 3;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_NO_SPACE);
    stop(&server);
    buf_done(&got);
}

static bool one_port(void *data, const struct sockaddr *address) {
    struct sockaddr_in v4;
    memcpy(&v4, address, sizeof v4);
    return ntohs(v4.sin_port) == *(int *)data;
}

static void http_send__asks_the_guard_for_every_address_and_behind_redirects(void **state) {
    (void)state;
    struct canned inside, outside;
    char away[200];
    start(&inside, (const char *const[]){OK("secret"), NULL});
    snprintf(away, sizeof away,
             "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/secret\r\nContent-Length: "
             "0\r\nConnection: close\r\n\r\n",
             inside.port);
    start(&outside, (const char *const[]){away, away, away, NULL});
    struct http_request request = to(&outside, "GET");
    struct http_response response;
    assert_true(http_send(http, &request, &response, &err));
    assert_int_equal(response.status, 302); /* not followed unasked */
    http_response_done(&response);
    request.redirects = 3;
    request.guard = one_port;
    request.guard_data = &outside.port;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_FORBIDDEN);
    assert_int_equal(inside.count, 0);
    request.guard = http_public_only;
    assert_false(http_send(http, &request, &response, &err));
    assert_int_equal(err.problem, PROBLEM_FORBIDDEN);
    request.guard = NULL;
    assert_true(http_send(http, &request, &response, &err));
    assert_string_equal(response.body.bytes, "secret");
    http_response_done(&response);
    stop(&inside);
    stop(&outside);
}

static bool is_public(const char *text) {
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return http_public_only(NULL, (struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    return http_public_only(NULL, (struct sockaddr *)&v6);
}

static void http_public_only__knows_the_special_networks(void **state) {
    (void)state;
    static const char *const inside[] = {"0.0.0.0",
                                         "10.1.2.3",
                                         "100.64.0.1",
                                         "100.127.255.255",
                                         "127.0.0.1",
                                         "127.255.255.254",
                                         "169.254.169.254",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.168.1.1",
                                         "192.0.0.8",
                                         "192.0.2.1",
                                         "198.18.0.1",
                                         "198.51.100.7",
                                         "203.0.113.9",
                                         "224.0.0.1",
                                         "240.0.0.1",
                                         "255.255.255.255",
                                         "::",
                                         "::1",
                                         "::ffff:10.0.0.1",
                                         "::ffff:127.0.0.1",
                                         "64:ff9b::a00:1",
                                         "fc00::1",
                                         "fd12::1",
                                         "fe80::1",
                                         "fec0::1",
                                         "ff02::1",
                                         "2001:db8::1",
                                         "2001::1",
                                         "2002:7f00:1::",
                                         "2002:c0a8:101::",
                                         "::127.0.0.1",
                                         "3fff::1",
                                         "64:ff9b:1::1"};
    static const char *const outside[] = {"1.1.1.1",        "8.8.8.8",         "100.63.255.255",
                                          "100.128.0.0",    "172.15.0.1",      "172.32.0.1",
                                          "192.169.0.1",    "2606:4700::1111", "2a00:1450::1",
                                          "::ffff:8.8.8.8", "2002:808:808::"};
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        if (is_public(inside[i])) fail_msg("%s is taken for public", inside[i]);
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        if (!is_public(outside[i])) fail_msg("%s is not taken for public", outside[i]);
    struct sockaddr other = {.sa_family = AF_UNIX};
    assert_false(http_public_only(NULL, &other));
}

static int open_http(void **state) {
    (void)state;
    http = http_new();
    return 0;
}

static int close_http(void **state) {
    (void)state;
    http_free(http);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(http_send__gives_status_headers_and_body),
        cmocka_unit_test(http_send__tries_again_what_may_be_repeated),
        cmocka_unit_test(http_send__does_not_repeat_a_post),
        cmocka_unit_test(http_send__stops_at_its_limits),
        cmocka_unit_test(http_send__says_that_a_server_is_too_slow),
        cmocka_unit_test(http_send__gives_the_sink_only_what_succeeded),
        cmocka_unit_test(http_send__asks_the_guard_for_every_address_and_behind_redirects),
        cmocka_unit_test(http_public_only__knows_the_special_networks),
    };
    return cmocka_run_group_tests(tests, open_http, close_http);
}
