#include "integrations/webhook.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { TIMEOUT_MS = 10000, ANSWER_MAX = 64 * 1024 };

void webhook_sign(const struct webhook_message *message,
                  char out[static WEBHOOK_SIGNATURE_SIZE]) {
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char time[24];
    snprintf(time, sizeof time, ".%" PRId64 ".", message->at_s);
    crypto_auth_hmacsha256_init(&state, message->secret, message->secret_size);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message->id,
                                  strlen(message->id));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)time, strlen(time));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message->body,
                                  strlen(message->body));
    crypto_auth_hmacsha256_final(&state, mac);
    memcpy(out, "v1,", 3);
    sodium_bin2base64(out + 3, WEBHOOK_SIGNATURE_SIZE - 3, mac, sizeof mac,
                      sodium_base64_VARIANT_ORIGINAL);
}

static bool pass_over(void *data, const void *bytes, size_t size, struct error *err) {
    size_t *seen = data;
    (void)bytes;
    *seen += size;
    return *seen <= ANSWER_MAX ||
           error_set(err, PROBLEM_TOO_LARGE, "The receiver answers more than %d KB.",
                     ANSWER_MAX >> 10);
}

bool webhook_send(struct http *http, const struct webhook_message *message, int *status,
                  struct error *err) {
    char signature[WEBHOOK_SIGNATURE_SIZE], time[24];
    size_t seen = 0;
    webhook_sign(message, signature);
    snprintf(time, sizeof time, "%" PRId64, message->at_s);
    struct http_header headers[] = {{"Content-Type", "application/json"},
                                    {"User-Agent", "AI-Film-Studio"},
                                    {"webhook-id", message->id},
                                    {"webhook-timestamp", time},
                                    {"webhook-signature", signature}};
    struct http_request request = {.method = "POST",
                                   .url = message->url,
                                   .headers = headers,
                                   .header_count = COUNT_OF(headers),
                                   .body = message->body,
                                   .size = strlen(message->body),
                                   .max_size = ANSWER_MAX,
                                   .timeout_ms = TIMEOUT_MS,
                                   .guard = message->anywhere ? NULL : http_public_only,
                                   .sink = pass_over,
                                   .sink_data = &seen,
                                   .cancel = message->cancel};
    struct http_response response = {0};
    bool ok = http_send(http, &request, &response, err);
    if (ok) *status = response.status;
    http_response_done(&response);
    return ok;
}
