#include "queue/sqs_call.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/url.h"

enum { TRIES = 4, ANSWER_MAX = 4 << 20, TIMEOUT_MS = 10000 };

void sqs_call_close(struct sqs *sqs) {
    aws_keys_free(sqs->ring);
    http_free(sqs->http);
    free(sqs->origin);
    free(sqs->host);
    free(sqs->region);
    free(sqs->name);
    *sqs = (struct sqs){0};
}

/* What SQS allows in a queue's name, with room for what is put behind it. */
static bool good_name(const char *name) {
    size_t size = strlen(name);
    return size >= 1 && size <= 40 &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") ==
               size;
}

bool sqs_call_open(const char *url, struct sqs *sqs, struct error *err) {
    *sqs = (struct sqs){0};
    AUTO_FREE char *text = xstrdup(strncmp(url, "sqs://", 6) == 0 ? url + 6 : "");
    const char *region = getenv("AWS_REGION"), *endpoint = getenv("AWS_ENDPOINT_URL_SQS");
    char *query = strchr(text, '?');
    if (query) *query++ = '\0';
    for (char *name, *value; query && (name = url_next_pair(&query, &value));) {
        if (strcmp(name, "region") == 0) region = value;
        if (strcmp(name, "endpoint") == 0) endpoint = value;
    }
    sqs->name = xstrdup(text);
    sqs->region = xstrdup(region ? region : "us-east-1");
    struct buf origin;
    buf_init(&origin, 1000);
    if (endpoint)
        buf_text(&origin, endpoint);
    else
        buf_printf(&origin, "https://sqs.%s.amazonaws.com", sqs->region);
    sqs->origin = xstrdup(origin.bytes ? origin.bytes : "");
    buf_done(&origin);
    const char *host = strstr(sqs->origin, "://");
    sqs->host = xstrdup(host ? host + 3 : "");
    if (!good_name(text) || (query && *query) || !host || strchr(sqs->host, '/'))
        return error_set(err, PROBLEM_USAGE,
                         "SQS is given as sqs://NAME[?region=REGION][&endpoint=URL].");
    sqs->http = http_new();
    sqs->ring = aws_keys_new(sqs->http);
    return true;
}

static bool refused(const struct http_response *response, struct error *err) {
    json_t *body = json_loads(response->body.bytes, 0, NULL);
    const char *type = json_string_value(json_object_get(body, "__type"));
    int status = response->status;
    if (type && (strstr(type, "NonExistentQueue") || strstr(type, "QueueDoesNotExist"))) {
        error_set(err, PROBLEM_NOT_FOUND, "There is no such queue.");
    } else if (status == 401 || status == 403 ||
               (type && (strstr(type, "Signature") || strstr(type, "InvalidClientToken")))) {
        error_set(err, PROBLEM_NO_PERMISSION, "The queue refuses us.");
    } else if (status == 429 || status >= 500) {
        error_set(err, PROBLEM_TEMPORARY, "The queue does not work at the moment; try again.");
    } else {
        error_set(err, PROBLEM_IO, "The queue refuses a call.");
    }
    error_cause(err, "sqs: %d %.150s", status, type ? type : "");
    json_decref(body);
    return false;
}

static bool take_answer(struct http_response *response, json_t **answer, struct error *err) {
    if (response->status != 200) return refused(response, err);
    *answer = response->body.size
                  ? json_loads(response->body.bytes, JSON_REJECT_DUPLICATES, NULL)
                  : json_object();
    return *answer || error_set(err, PROBLEM_IO, "The queue answers something else.");
}

bool sqs_call(struct sqs *sqs, const char *action, json_t *arguments, int wait_s,
              json_t **answer, struct error *err) {
    struct aws_keys keys;
    AUTO_FREE char *body = json_dumps(arguments, JSON_COMPACT);
    json_decref(arguments);
    if (!body) die("out of memory");
    if (!aws_keys_get(sqs->ring, &keys, err)) return false;
    char sha256[AWS_SHA256_SIZE], target[80], url[600];
    aws_sign_sha256(body, strlen(body), sha256);
    snprintf(target, sizeof target, "AmazonSQS.%s", action);
    snprintf(url, sizeof url, "%.500s/", sqs->origin);
    struct http_header headers[6] = {{"Content-Type", "application/x-amz-json-1.0"},
                                     {"X-Amz-Target", target}};
    struct aws_sign sign = {&keys, sqs->region, "sqs", (int64_t)time(NULL)};
    struct aws_request request = {.method = "POST",
                                  .host = sqs->host,
                                  .path = "/",
                                  .headers = headers,
                                  .header_count = 2,
                                  .sha256 = sha256};
    struct arena *arena = arena_new();
    size_t count = 2 + aws_sign_headers(&sign, &request, arena, headers + 2);
    struct http_request sent = {.method = "POST",
                                .url = url,
                                .headers = headers,
                                .header_count = count,
                                .body = body,
                                .size = strlen(body),
                                .max_size = ANSWER_MAX,
                                .timeout_ms = TIMEOUT_MS + wait_s * 1000,
                                .tries = TRIES,
                                .repeatable = true};
    struct http_response response;
    bool ok = http_send(sqs->http, &sent, &response, err);
    arena_free(arena);
    if (!ok) return false;
    ok = take_answer(&response, answer, err);
    http_response_done(&response);
    return ok;
}
