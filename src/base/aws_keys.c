#include "base/aws_keys.h"

#include <jansson.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"

enum { ROLE_TIMEOUT_MS = 2000, EARLY_S = 300, ANSWER_MAX = 64 * 1024, URL_SIZE = 600 };

struct aws_key_ring {
    struct http *http;
    pthread_mutex_t lock;
    struct aws_keys keys;
    int64_t ends_s; /* 0: none yet */
};

struct aws_key_ring *aws_keys_new(struct http *http) {
    struct aws_key_ring *ring = xcalloc(1, sizeof *ring);
    ring->http = http;
    pthread_mutex_init(&ring->lock, NULL);
    return ring;
}

void aws_keys_free(struct aws_key_ring *ring) {
    if (!ring) return;
    sodium_memzero(&ring->keys, sizeof ring->keys);
    pthread_mutex_destroy(&ring->lock);
    free(ring);
}

static bool fits(char *to, size_t size, const char *text) {
    size_t length = text ? strlen(text) : size;
    if (length >= size) return false;
    memcpy(to, text, length + 1);
    return true;
}

static bool set_keys(struct aws_keys *keys, const char *id, const char *secret,
                     const char *token) {
    return fits(keys->id, sizeof keys->id, id) &&
           fits(keys->secret, sizeof keys->secret, secret) &&
           fits(keys->token, sizeof keys->token, token ? token : "");
}

static bool read_answer(const char *text, struct aws_keys *keys, int64_t *ends_s) {
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    struct aws_keys found = {0};
    struct tm end = {0};
    const char *ends = json_string_value(json_object_get(json, "Expiration"));
    bool ok = set_keys(&found, json_string_value(json_object_get(json, "AccessKeyId")),
                       json_string_value(json_object_get(json, "SecretAccessKey")),
                       json_string_value(json_object_get(json, "Token"))) &&
              ends && strptime(ends, "%Y-%m-%dT%H:%M:%S", &end);
    if (ok) {
        *keys = found;
        *ends_s = (int64_t)timegm(&end);
    }
    json_decref(json);
    return ok;
}

/* The text of an answer, or NULL. malloc'd. */
static char *ask(struct http *http, const char *method, const char *url, const char *name,
                 const char *value) {
    struct http_header header = {name, value};
    struct http_request request = {.method = method,
                                   .url = url,
                                   .headers = &header,
                                   .header_count = value != NULL,
                                   .max_size = ANSWER_MAX,
                                   .timeout_ms = ROLE_TIMEOUT_MS,
                                   .tries = 3};
    struct http_response response;
    struct error why;
    if (!http_send(http, &request, &response, &why)) return NULL;
    char *text = response.status == 200 ? TAKE(response.body.bytes) : NULL;
    http_response_done(&response);
    return text;
}

/* The token may lie in a file that is written anew from time to time. */
static char *container_token(void) {
    const char *file = getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const char *token = getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    char *bytes = NULL;
    size_t size;
    struct error why;
    if (file && file_read(file, ANSWER_MAX, &bytes, &size, &why)) {
        bytes[strcspn(bytes, "\r\n")] = '\0';
        return bytes;
    }
    return token ? xstrdup(token) : NULL;
}

static char *ask_container(struct http *http) {
    const char *full = getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    const char *relative = getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    char url[URL_SIZE];
    if (!full && !relative) return NULL;
    int size = relative ? snprintf(url, sizeof url, "http://169.254.170.2%s", relative)
                        : snprintf(url, sizeof url, "%s", full);
    if (size >= URL_SIZE) return NULL;
    AUTO_FREE char *token = container_token();
    return ask(http, "GET", url, "Authorization", token);
}

static char *ask_machine(struct http *http) {
    static const char path[] = "/latest/meta-data/iam/security-credentials/";
    const char *off = getenv("AWS_EC2_METADATA_DISABLED");
    const char *base = getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    char url[URL_SIZE];
    if (off && strcmp(off, "true") == 0) return NULL;
    if (!base) base = "http://169.254.169.254";
    snprintf(url, sizeof url, "%.300s/latest/api/token", base);
    AUTO_FREE char *token =
        ask(http, "PUT", url, "X-aws-ec2-metadata-token-ttl-seconds", "21600");
    if (!token) return NULL;
    snprintf(url, sizeof url, "%.300s%s", base, path);
    AUTO_FREE char *role = ask(http, "GET", url, "X-aws-ec2-metadata-token", token);
    if (!role) return NULL;
    role[strcspn(role, "\r\n")] = '\0';
    snprintf(url, sizeof url, "%.300s%s%.100s", base, path, role);
    return ask(http, "GET", url, "X-aws-ec2-metadata-token", token);
}

bool aws_keys_get(struct aws_key_ring *ring, struct aws_keys *keys, struct error *err) {
    if (set_keys(keys, getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"),
                 getenv("AWS_SESSION_TOKEN")))
        return true;
    int64_t now = (int64_t)time(NULL);
    pthread_mutex_lock(&ring->lock);
    if (now > ring->ends_s - EARLY_S) {
        AUTO_FREE char *answer = ask_container(ring->http);
        if (!answer) answer = ask_machine(ring->http);
        if (answer && !read_answer(answer, &ring->keys, &ring->ends_s)) ring->ends_s = 0;
    }
    bool ok = now < ring->ends_s;
    if (ok) *keys = ring->keys;
    pthread_mutex_unlock(&ring->lock);
    return ok || error_set(err, PROBLEM_UNAVAILABLE,
                           "There are no keys to Amazon's services: set AWS_ACCESS_KEY_ID and "
                           "AWS_SECRET_ACCESS_KEY, or run where a role gives them.");
}
