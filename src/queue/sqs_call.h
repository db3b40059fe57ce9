/* Inside the queue room: signed calls to SQS by its JSON protocol. */
#ifndef QUEUE_SQS_CALL_H
#define QUEUE_SQS_CALL_H

#include <jansson.h>

#include "base/aws_keys.h"

struct sqs {
    struct http *http;
    struct aws_key_ring *ring;
    char *origin, *host, *region, *name; /* name: what the names of our queues begin with */
};

/* sqs://NAME[?region=REGION][&endpoint=URL] */
bool sqs_call_open(const char *url, struct sqs *sqs, struct error *err) MUST_USE;
void sqs_call_close(struct sqs *sqs); /* also after a failed open */

/* "ReceiveMessage" with its arguments, whose reference is taken. *answer is a new reference.
 * `wait_s`: how long the server may take its time. PROBLEM_NOT_FOUND when there is no such
 * queue. Calls are repeated: the caller bears with one that was carried out twice. */
bool sqs_call(struct sqs *sqs, const char *action, json_t *arguments, int wait_s,
              json_t **answer, struct error *err) MUST_USE;

#endif
