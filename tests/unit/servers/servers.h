/* Real servers for tests: each on a free port of the loopback address, with its files in a
 * folder of its own below /tmp, ended with the test that started it, however that ends. */
#ifndef TESTS_SERVERS_H
#define TESTS_SERVERS_H

#include <stdbool.h>
#include <sys/types.h>

enum server_kind { SERVER_POSTGRESQL, SERVER_REDIS, SERVER_S3, SERVER_SQS };

struct server {
    enum server_kind kind;
    pid_t pid;
    int port;
    char folder[64];
    char url[300]; /* as the door wants it */
};

/* False when the program is not installed: prints one line that says so, for tools/check, which
 * counts what was left out. A server that does not come up ends the test with its log. S3 and
 * SQS set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to what their server knows. */
bool server_start(struct server *server, enum server_kind kind);
/* kill -9; the files stay. */
void server_kill(struct server *server);
/* Comes up again on the same port with the same files. */
void server_restart(struct server *server);
void server_stop(struct server *server); /* also the files */

#endif
