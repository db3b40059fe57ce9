/* Tells a user's program of something, as standardwebhooks.com has it: POST with the headers
 * webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature, "v1," and the
 * base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY". */
#ifndef INTEGRATIONS_WEBHOOK_H
#define INTEGRATIONS_WEBHOOK_H

#include "base/http.h"

struct webhook_message {
    const char *url, *id, *body; /* body: JSON */
    const unsigned char *secret;
    size_t secret_size;
    int64_t at_s;
    bool anywhere; /* private addresses too; else the address is judged when it is connected to
                    */
    struct cancel *cancel;
};

enum { WEBHOOK_SIGNATURE_SIZE = 48 };
void webhook_sign(const struct webhook_message *message,
                  char out[static WEBHOOK_SIGNATURE_SIZE]);

/* One try of ten seconds at most; no redirect is followed, and the answer's body is not read.
 * *status is that of the answer. */
bool webhook_send(struct http *http, const struct webhook_message *message, int *status,
                  struct error *err) MUST_USE;

#endif
