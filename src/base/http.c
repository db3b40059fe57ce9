#include "base/http.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

enum {
    IDLE_MAX = 32,
    HEADERS_MAX = 64 * 1024, /* bytes of an answer */
    DEFAULT_MAX = 16 << 20,
    DEFAULT_TIMEOUT_MS = 30000,
    CONNECT_MS = 5000,
    STALL_S = 30,
    PAUSE_MAX_MS = 10000
};

struct http {
    pthread_mutex_t lock;
    CURL *idle[IDLE_MAX];
    int idle_count;
};

struct call { /* one try */
    const struct http_request *request;
    struct http_response *response;
    CURL *curl;
    size_t header_size, max_size, sunk;
    bool refused, too_large, stopped;
    struct error error; /* of the sink */
};

static void start_curl(void) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0) die("libcurl does not start");
    if (sodium_init() < 0) die("libsodium does not start");
}

struct http *http_new(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_curl);
    struct http *http = xcalloc(1, sizeof *http);
    pthread_mutex_init(&http->lock, NULL);
    return http;
}

void http_free(struct http *http) {
    if (!http) return;
    for (int i = 0; i < http->idle_count; i++) curl_easy_cleanup(http->idle[i]);
    pthread_mutex_destroy(&http->lock);
    free(http);
}

static CURL *take_handle(struct http *http, bool fresh) {
    CURL *curl = NULL;
    pthread_mutex_lock(&http->lock);
    if (!fresh && http->idle_count > 0) curl = http->idle[--http->idle_count];
    pthread_mutex_unlock(&http->lock);
    if (!curl) curl = curl_easy_init();
    if (!curl) die("out of memory");
    return curl;
}

static void give_handle(struct http *http, CURL *curl, bool fresh) {
    curl_easy_reset(curl); /* options go, connections stay */
    pthread_mutex_lock(&http->lock);
    bool kept = !fresh && http->idle_count < IDLE_MAX;
    if (kept) http->idle[http->idle_count++] = curl;
    pthread_mutex_unlock(&http->lock);
    if (!kept) curl_easy_cleanup(curl);
}

static void clear(struct http_response *response) {
    http_response_done(response);
    response->arena = arena_new();
}

void http_response_done(struct http_response *response) {
    buf_done(&response->body);
    arena_free(response->arena);
    list_done(&response->headers);
    *response = (struct http_response){0};
}

const char *http_header_of(const struct http_response *response, const char *name) {
    for (size_t i = 0; i < response->headers.count; i++)
        if (strcasecmp(response->headers.items[i].name, name) == 0)
            return response->headers.items[i].value;
    return NULL;
}

static size_t on_header(char *line, size_t one, size_t size, void *data) {
    (void)one;
    struct call *call = data;
    struct http_response *response = call->response;
    call->header_size += size;
    if (call->header_size > HEADERS_MAX) {
        call->too_large = true;
        return 0;
    }
    if (size >= 5 && memcmp(line, "HTTP/", 5) == 0) response->headers.count = 0; /* anew */
    const char *colon = memchr(line, ':', size);
    if (!colon || colon == line) return size;
    const char *value = colon + 1, *end = line + size;
    while (value < end && (*value == ' ' || *value == '\t')) value++;
    while (end > value && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' ')) end--;
    struct http_header *header = list_push(&response->headers);
    header->name = arena_copy(response->arena, line, (size_t)(colon - line));
    header->value = arena_copy(response->arena, value, (size_t)(end - value));
    return size;
}

static size_t on_body(char *bytes, size_t one, size_t size, void *data) {
    (void)one;
    struct call *call = data;
    long status = 0;
    curl_easy_getinfo(call->curl, CURLINFO_RESPONSE_CODE, &status);
    if (call->request->sink && status >= 200 && status < 300) {
        call->sunk += size;
        if (call->request->sink(call->request->sink_data, bytes, size, &call->error))
            return size;
        call->stopped = true;
        return 0;
    }
    buf_add(&call->response->body, bytes, size);
    if (!call->response->body.failed) return size;
    call->too_large = true;
    return 0;
}

static int on_progress(void *data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    struct call *call = data;
    return cancel_asked(call->request->cancel);
}

static curl_socket_t on_socket(void *data, curlsocktype purpose, struct curl_sockaddr *to) {
    (void)purpose;
    struct call *call = data;
    if (call->request->guard(call->request->guard_data, &to->addr))
        return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    call->refused = true;
    return CURL_SOCKET_BAD;
}

static bool is(const struct http_request *request, const char *method) {
    return strcmp(request->method, method) == 0;
}

static void set_limits(CURL *curl, struct call *call) {
    const struct http_request *request = call->request;
    long timeout = request->timeout_ms ? request->timeout_ms : DEFAULT_TIMEOUT_MS;
    if (timeout > 0) curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALL_S);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    if (request->redirects > 0 && (is(request, "GET") || is(request, "HEAD"))) {
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)request->redirects);
    }
    if (request->guard) {
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, call);
    }
    if (request->cancel) {
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, call);
    }
}

static void set_request(CURL *curl, struct call *call, struct curl_slist *headers) {
    const struct http_request *request = call->request;
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "film/" FILM_VERSION);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, call);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    if (is(request, "HEAD")) {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    } else if (request->body || is(request, "POST") || is(request, "PUT")) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body ? request->body : "");
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->size);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    } else {
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    }
}

static struct curl_slist *add_header(struct curl_slist *list, const char *format,
                                     const char *name, const char *value) {
    struct buf line;
    buf_init(&line, HEADERS_MAX);
    buf_text(&line, name);
    buf_text(&line, format);
    buf_text(&line, value);
    struct curl_slist *longer = curl_slist_append(list, line.bytes);
    buf_done(&line);
    if (!longer) die("out of memory");
    return longer;
}

/* No Expect: 100-continue, which costs a second with servers that do not answer it; and a body
 * has no type but the caller's. */
static struct curl_slist *list_headers(const struct http_request *request) {
    struct curl_slist *list = add_header(NULL, ":", "Expect", "");
    bool typed = false;
    for (size_t i = 0; i < request->header_count; i++) {
        const struct http_header *header = &request->headers[i];
        /* "Name;" is libcurl's way to send a header without a value. */
        list = add_header(list, header->value[0] ? ": " : ";", header->name, header->value);
        typed |= strcasecmp(header->name, "Content-Type") == 0;
    }
    return typed ? list : add_header(list, ":", "Content-Type", "");
}

static bool fail(const struct call *call, CURLcode code, struct error *err) {
    const struct http_request *request = call->request;
    if (cancel_asked(request->cancel)) return cancel_check(request->cancel, err);
    if (call->stopped) {
        if (err) *err = call->error;
        return false;
    }
    if (call->too_large)
        return error_set(err, PROBLEM_TOO_LARGE, "The server's answer is too large.");
    if (call->refused)
        return error_set(err, PROBLEM_FORBIDDEN,
                         "The address leads into a network that may not be asked.");
    switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return error_set(err, PROBLEM_BAD_INPUT, "This is no address of a web server.");
    case CURLE_TOO_MANY_REDIRECTS:
        return error_set(err, PROBLEM_BAD_INPUT, "The address leads on too many times.");
    case CURLE_OPERATION_TIMEDOUT:
        error_set(err, PROBLEM_TEMPORARY, "A server did not answer in time; try again.");
        break;
    default:
        error_set(err, PROBLEM_TEMPORARY, "A server cannot be reached; try again.");
    }
    char *host = NULL; /* never the whole URL: it may be signed */
    CURLU *parts = curl_url();
    if (parts && curl_url_set(parts, CURLUPART_URL, request->url, 0) == CURLUE_OK)
        curl_url_get(parts, CURLUPART_HOST, &host, 0);
    error_cause(err, "%s: %s", host ? host : "?", curl_easy_strerror(code));
    curl_free(host);
    curl_url_cleanup(parts);
    return false;
}

static bool try_once(struct http *http, struct call *call, struct error *err) {
    const struct http_request *request = call->request;
    clear(call->response);
    buf_init(&call->response->body, call->max_size);
    CURL *curl = take_handle(http, request->guard != NULL);
    call->curl = curl;
    struct curl_slist *headers = list_headers(request);
    set_limits(curl, call);
    set_request(curl, call, headers);
    CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    give_handle(http, curl, request->guard != NULL);
    curl_slist_free_all(headers);
    if (code != CURLE_OK) return fail(call, code, err);
    call->response->status = (int)status;
    buf_text(&call->response->body, ""); /* the NUL */
    return true;
}

static bool may_repeat(const struct http_request *request) {
    return request->repeatable || is(request, "GET") || is(request, "HEAD") ||
           is(request, "PUT") || is(request, "DELETE") || is(request, "OPTIONS");
}

static bool worth_repeating(int status) {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/* Half of the doubled pause by chance, so that many callers do not come back together. */
static int64_t pause_ms(int tried, const char *retry_after) {
    int64_t pause = 100LL << (tried < 7 ? tried : 7);
    pause = pause / 2 + randombytes_uniform((uint32_t)pause);
    if (retry_after && retry_after[0] >= '0' && retry_after[0] <= '9') {
        long long asked_s = strtoll(retry_after, NULL, 10);
        pause = asked_s * 1000 < PAUSE_MAX_MS && asked_s < PAUSE_MAX_MS ? asked_s * 1000
                                                                        : PAUSE_MAX_MS;
    }
    return pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS;
}

static bool rest(int64_t ms, struct cancel *cancel) {
    for (int64_t left = ms; left > 0 && !cancel_asked(cancel); left -= 50) {
        int64_t slice = left < 50 ? left : 50;
        nanosleep(&(struct timespec){.tv_nsec = slice * 1000000}, NULL);
    }
    return !cancel_asked(cancel);
}

bool http_send(struct http *http, const struct http_request *request,
               struct http_response *response, struct error *err) {
    *response = (struct http_response){0};
    int tries = may_repeat(request) && request->tries > 1 ? request->tries : 1;
    for (int tried = 0;; tried++) {
        struct call call = {.request = request,
                            .response = response,
                            .max_size = request->max_size ? request->max_size : DEFAULT_MAX};
        struct error why = {0};
        bool ok = try_once(http, &call, &why);
        bool again = ok ? worth_repeating(response->status)
                        : why.problem == PROBLEM_TEMPORARY && !call.sunk && !call.stopped;
        if (again && tried + 1 < tries &&
            rest(pause_ms(tried, ok ? http_header_of(response, "Retry-After") : NULL),
                 request->cancel))
            continue;
        if (ok) return true;
        http_response_done(response);
        if (err) *err = why;
        return false;
    }
}
