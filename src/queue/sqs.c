/* Items by way of Amazon SQS.
 *
 * The row stays the truth: what the item is, how often it was received, whether it waits, runs
 * or is dead. A message carries the row's id and nothing else; so a row and its message cannot
 * disagree for long, whatever is lost or comes twice:
 *  - A worker that asks for work hands over what is next for it, by the order of fair.h: the
 * row is marked (ROW_HANDED), then a message is sent. A row whose message was lost waits again
 *    after HANDED_MS.
 *  - Whoever receives a message takes the row, if it waits for that or is held beyond its time.
 *    If not, the message is of no use and is deleted.
 *  - While the worker extends its hold, the message stays unseen that long and a second more,
 * so that it comes back only when the row can be taken. Of a worker that dies SQS gives the
 *    message to another; after QUEUE_RECEIVES times it moves it to the queue of dead letters by
 *    itself, and the row is dead by its own count.
 *
 * Names: NAME-KIND-mMEMORY-gGPU, one for each size of worker, since a message goes to any
 * worker that asks its queue; NAME-dead for dead letters. Queues that are missing are made. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "queue/backend.h"
#include "queue/rows.h"
#include "queue/sqs_call.h"

enum {
    HANDED_MS = 10 * 60 * 1000,
    GRACE_MS = 30 * 1000, /* SQS gives a message again first */
    POLL_S = 2,           /* longer, and rows sent meanwhile would wait for it */
    VISIBLE_MAX_S = 12 * 3600,
    RETENTION_S = 14 * 24 * 3600
};

struct known { /* a queue's URL, asked once */
    char *name, *url;
};

struct transport {
    struct sqs sqs;
    struct db *db;
    pthread_mutex_t lock;
    LIST(struct known) known;
};

static bool open_transport(const char *url, struct db *db, void **out, struct error *err) {
    struct transport *transport = xcalloc(1, sizeof *transport);
    if (!sqs_call_open(url, &transport->sqs, err)) {
        sqs_call_close(&transport->sqs);
        free(transport);
        return false;
    }
    transport->db = db;
    pthread_mutex_init(&transport->lock, NULL);
    *out = transport;
    return true;
}

static void forget_known(struct transport *transport) {
    pthread_mutex_lock(&transport->lock);
    for (size_t i = 0; i < transport->known.count; i++) {
        free(transport->known.items[i].name);
        free(transport->known.items[i].url);
    }
    list_done(&transport->known);
    pthread_mutex_unlock(&transport->lock);
}

static void close_transport(void *data) {
    struct transport *transport = data;
    forget_known(transport);
    sqs_call_close(&transport->sqs);
    pthread_mutex_destroy(&transport->lock);
    free(transport);
}

/* A string of an answer. malloc'd, or NULL. */
static char *text_of(const json_t *answer, const char *name) {
    const char *text = json_string_value(json_object_get(answer, name));
    return text ? xstrdup(text) : NULL;
}

static bool ask_url(struct transport *transport, const char *name, char **url,
                    struct error *err) {
    json_t *answer;
    if (!sqs_call(&transport->sqs, "GetQueueUrl", json_pack("{s:s}", "QueueName", name), 0,
                  &answer, err))
        return false;
    *url = text_of(answer, "QueueUrl");
    json_decref(answer);
    return *url || error_set(err, PROBLEM_IO, "The queue answers something else.");
}

static bool ask_arn(struct transport *transport, const char *url, char **arn,
                    struct error *err) {
    json_t *answer;
    if (!sqs_call(&transport->sqs, "GetQueueAttributes",
                  json_pack("{s:s, s:[s]}", "QueueUrl", url, "AttributeNames", "QueueArn"), 0,
                  &answer, err))
        return false;
    *arn = text_of(json_object_get(answer, "Attributes"), "QueueArn");
    json_decref(answer);
    return *arn || error_set(err, PROBLEM_IO, "The queue answers something else.");
}

/* `dead_arn` NULL: the queue of dead letters itself. */
static bool make_queue(struct transport *transport, const char *name, const char *dead_arn,
                       char **url, struct error *err) {
    char retention[16], policy[400];
    json_t *answer;
    snprintf(retention, sizeof retention, "%d", RETENTION_S);
    json_t *attributes = json_pack("{s:s, s:s}", "MessageRetentionPeriod", retention,
                                   "ReceiveMessageWaitTimeSeconds", "20");
    if (dead_arn) {
        snprintf(policy, sizeof policy,
                 "{\"deadLetterTargetArn\":\"%.250s\",\"maxReceiveCount\":%d}", dead_arn,
                 QUEUE_RECEIVES);
        json_object_set_new(attributes, "RedrivePolicy", json_string(policy));
    }
    if (!sqs_call(&transport->sqs, "CreateQueue",
                  json_pack("{s:s, s:o}", "QueueName", name, "Attributes", attributes), 0,
                  &answer, err))
        return false;
    *url = text_of(answer, "QueueUrl");
    json_decref(answer);
    return *url || error_set(err, PROBLEM_IO, "The queue answers something else.");
}

static char *find_known(struct transport *transport, const char *name) {
    char *url = NULL;
    pthread_mutex_lock(&transport->lock);
    for (size_t i = 0; i < transport->known.count && !url; i++)
        if (strcmp(transport->known.items[i].name, name) == 0)
            url = xstrdup(transport->known.items[i].url);
    pthread_mutex_unlock(&transport->lock);
    return url;
}

/* The queue's URL, the queue made when it is missing. malloc'd. Two that make it at once make
 * one. */
static bool queue_url(struct transport *transport, const char *name, bool dead, char **url,
                      struct error *err) {
    struct error why = {0};
    *url = find_known(transport, name);
    if (*url) return true;
    if (!ask_url(transport, name, url, &why)) {
        char dead_name[80];
        AUTO_FREE char *dead_url = NULL, *arn = NULL;
        if (why.problem != PROBLEM_NOT_FOUND) {
            if (err) *err = why;
            return false;
        }
        snprintf(dead_name, sizeof dead_name, "%s-dead", transport->sqs.name);
        if (!dead && (!queue_url(transport, dead_name, true, &dead_url, err) ||
                      !ask_arn(transport, dead_url, &arn, err)))
            return false;
        if (!make_queue(transport, name, arn, url, err)) return false;
    }
    pthread_mutex_lock(&transport->lock);
    *list_push(&transport->known) = (struct known){xstrdup(name), xstrdup(*url)};
    pthread_mutex_unlock(&transport->lock);
    return true;
}

static bool dead_url_of(struct transport *transport, char **url, struct error *err) {
    char name[80];
    snprintf(name, sizeof name, "%s-dead", transport->sqs.name);
    return queue_url(transport, name, true, url, err);
}

static bool ready(void *data, struct error *err) {
    AUTO_FREE char *url = NULL;
    return dead_url_of(data, &url, err);
}

static int visible_s(int64_t hold_ms) {
    int64_t seconds = (hold_ms + 999) / 1000 + 1;
    return (int)(seconds < VISIBLE_MAX_S ? seconds : VISIBLE_MAX_S);
}

struct handing {
    const struct queue_offer *offer;
    bool any;
    char id[QUEUE_ID_SIZE];
};

static bool look(struct db_tx *tx, void *data, struct error *err) {
    struct handing *handing = data;
    return rows_any(tx, handing->offer, rows_now_ms(), &handing->any, err);
}

static bool hand_row(struct db_tx *tx, void *data, struct error *err) {
    struct handing *handing = data;
    int64_t now = rows_now_ms();
    return rows_expire(tx, now, GRACE_MS, err) &&
           rows_next(tx, handing->offer, now, handing->id, err) &&
           (!handing->id[0] || rows_hand_over(tx, handing->id, now + HANDED_MS, err));
}

static bool take_back(struct db_tx *tx, void *data, struct error *err) {
    struct handing *handing = data;
    return rows_take_back(tx, handing->id, err);
}

static bool send_message(struct transport *transport, const char *url, const char *id,
                         struct error *err) {
    json_t *answer;
    if (!sqs_call(&transport->sqs, "SendMessage",
                  json_pack("{s:s, s:s}", "QueueUrl", url, "MessageBody", id), 0, &answer, err))
        return false;
    json_decref(answer);
    return true;
}

/* Gives the next row for this offer a message. */
static bool hand_over(struct transport *transport, const struct queue_offer *offer,
                      const char *url, struct error *err) {
    struct handing handing = {.offer = offer};
    if (!db_transact(transport->db, DB_READ, look, &handing, err)) return false;
    if (!handing.any) return true;
    if (!db_transact(transport->db, DB_WRITE, hand_row, &handing, err)) return false;
    if (!handing.id[0] || send_message(transport, url, handing.id, err)) return true;
    struct error ignored; /* then it waits again by itself, later */
    if (!db_transact(transport->db, DB_WRITE, take_back, &handing, &ignored)) return false;
    return false;
}

/* What cannot be deleted comes again, and is deleted then. */
static void delete_message(struct transport *transport, const char *url, const char *receipt) {
    json_t *answer;
    struct error ignored;
    if (sqs_call(&transport->sqs, "DeleteMessage",
                 json_pack("{s:s, s:s}", "QueueUrl", url, "ReceiptHandle", receipt), 0, &answer,
                 &ignored))
        json_decref(answer);
}

struct taking {
    const struct queue_offer *offer;
    const char *id;
    struct queue_delivery *delivery;
};

static bool take_row(struct db_tx *tx, void *data, struct error *err) {
    struct taking *taking = data;
    queue_delivery_free(NULL, taking->delivery); /* of a try that was rolled back */
    taking->delivery = NULL;
    return rows_take(tx, taking->id, taking->offer, rows_now_ms(), &taking->delivery, err);
}

/* A receipt is the queue's URL, a space, and SQS's own receipt handle. */
static bool take_message(struct transport *transport, const struct queue_offer *offer,
                         const char *url, const json_t *message,
                         struct queue_delivery **delivery, struct error *err) {
    const char *id = json_string_value(json_object_get(message, "Body"));
    const char *receipt = json_string_value(json_object_get(message, "ReceiptHandle"));
    if (!id || !receipt) return error_set(err, PROBLEM_IO, "The queue answers something else.");
    struct taking taking = {.offer = offer, .id = id};
    if (strlen(id) == QUEUE_ID_SIZE - 1 &&
        !db_transact(transport->db, DB_WRITE, take_row, &taking, err)) {
        queue_delivery_free(NULL, taking.delivery);
        return false;
    }
    if (!taking.delivery) {
        delete_message(transport, url, receipt);
        return true;
    }
    if (asprintf(&taking.delivery->receipt, "%s %s", url, receipt) < 0) die("out of memory");
    *delivery = taking.delivery;
    return true;
}

static bool poll_once(struct transport *transport, const struct queue_offer *offer,
                      const char *url, int wait_s, bool *got, struct queue_delivery **delivery,
                      struct error *err) {
    json_t *answer;
    if (!sqs_call(&transport->sqs, "ReceiveMessage",
                  json_pack("{s:s, s:i, s:i, s:i}", "QueueUrl", url, "MaxNumberOfMessages", 1,
                            "WaitTimeSeconds", wait_s, "VisibilityTimeout",
                            visible_s(offer->hold_ms)),
                  wait_s, &answer, err))
        return false;
    const json_t *message = json_array_get(json_object_get(answer, "Messages"), 0);
    *got = message != NULL;
    bool ok = !message || take_message(transport, offer, url, message, delivery, err);
    json_decref(answer);
    return ok;
}

/* A queue that somebody deleted is made anew by the next call. */
static bool missing(struct transport *transport, struct error *err) {
    if (!err || err->problem != PROBLEM_NOT_FOUND) return false;
    forget_known(transport);
    return error_set(err, PROBLEM_TEMPORARY, "The queue is not there yet; try again.");
}

static bool receive(void *data, const struct queue_offer *offer, int64_t wait_ms,
                    struct queue_delivery **delivery, struct error *err) {
    struct transport *transport = data;
    AUTO_FREE char *url = NULL;
    char name[160];
    *delivery = NULL;
    snprintf(name, sizeof name, "%s-%.30s-m%d-g%d", transport->sqs.name, offer->kind,
             offer->memory_mb, offer->gpu_mb);
    if (!queue_url(transport, name, false, &url, err) || !hand_over(transport, offer, url, err))
        return missing(transport, err);
    int wait_s = wait_ms >= POLL_S * 1000 ? POLL_S : (int)((wait_ms > 0 ? wait_ms : 0) / 1000);
    for (bool got = true; got && !*delivery; wait_s = 0) /* past messages of no use */
        if (!poll_once(transport, offer, url, wait_s, &got, delivery, err))
            return missing(transport, err);
    return true;
}

static char *split(const struct queue_delivery *delivery, const char **receipt) {
    char *url = xstrdup(delivery->receipt), *space = strchr(url, ' ');
    *space = '\0';
    *receipt = space + 1;
    return url;
}

static bool extend(void *data, const struct queue_delivery *delivery, int64_t hold_ms,
                   struct error *err) {
    struct transport *transport = data;
    const char *receipt;
    json_t *answer;
    AUTO_FREE char *url = split(delivery, &receipt);
    if (!sqs_call(&transport->sqs, "ChangeMessageVisibility",
                  json_pack("{s:s, s:s, s:i}", "QueueUrl", url, "ReceiptHandle", receipt,
                            "VisibilityTimeout", visible_s(hold_ms)),
                  0, &answer, err))
        return false;
    json_decref(answer);
    return true;
}

/* The row is handed over anew when its time comes; the dead are told to those who watch SQS. */
static void failed(void *data, const struct queue_delivery *delivery, bool dead) {
    struct transport *transport = data;
    const char *receipt;
    struct error ignored;
    AUTO_FREE char *url = split(delivery, &receipt), *dead_url = NULL;
    if (dead && dead_url_of(transport, &dead_url, &ignored) &&
        !send_message(transport, dead_url, delivery->id, &ignored))
        return; /* the row itself says it */
    delete_message(transport, url, receipt);
}

struct asking {
    const char *id;
    bool there;
};

static bool is_there(struct db_tx *tx, void *data, struct error *err) {
    struct asking *asking = data;
    return rows_there(tx, asking->id, &asking->there, err);
}

static bool is_dead(struct db_tx *tx, void *data, struct error *err) {
    struct asking *asking = data;
    return rows_dead(tx, asking->id, &asking->there, err);
}

/* A message is deleted when its row is gone, and not before: so it was done, and committed. */
static void end(void *data, struct queue_delivery *delivery) {
    struct transport *transport = data;
    struct asking asking = {.id = delivery->id};
    struct error ignored;
    if (!delivery->receipt ||
        !db_transact(transport->db, DB_READ, is_there, &asking, &ignored) || asking.there)
        return;
    const char *receipt;
    AUTO_FREE char *url = split(delivery, &receipt);
    delete_message(transport, url, receipt);
}

/* Takes the messages of what lives again out of the queue of dead letters: those whose rows are
 * still dead stay unseen for as long as this takes, and come back. */
static bool redriven(void *data, struct error *err) {
    enum { ROUNDS_MAX = 1000, UNSEEN_S = 30 };
    struct transport *transport = data;
    AUTO_FREE char *url = NULL;
    if (!dead_url_of(transport, &url, err)) return false;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        json_t *answer;
        if (!sqs_call(&transport->sqs, "ReceiveMessage",
                      json_pack("{s:s, s:i, s:i, s:i}", "QueueUrl", url, "MaxNumberOfMessages",
                                10, "WaitTimeSeconds", 0, "VisibilityTimeout", UNSEEN_S),
                      0, &answer, err))
            return false;
        const json_t *messages = json_object_get(answer, "Messages");
        size_t count = json_array_size(messages);
        for (size_t i = 0; i < count; i++) {
            const json_t *message = json_array_get(messages, i);
            const char *id = json_string_value(json_object_get(message, "Body"));
            const char *receipt = json_string_value(json_object_get(message, "ReceiptHandle"));
            struct asking asking = {.id = id ? id : ""};
            struct error ignored;
            if (db_transact(transport->db, DB_READ, is_dead, &asking, &ignored) &&
                !asking.there && receipt)
                delete_message(transport, url, receipt);
        }
        json_decref(answer);
        if (count == 0) break;
    }
    return true;
}

const struct queue_backend queue_sqs = {
    .scheme = "sqs",
    .open = open_transport,
    .close = close_transport,
    .ready = ready,
    .receive = receive,
    .extend = extend,
    .failed = failed,
    .end = end,
    .redriven = redriven,
};
