#include "servers/servers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 40, START_S = 60 };
static const char key_id[] = "AKIAFILMSTUDIOTESTS", secret[] = "secret/of+the=tests";

static void give_up(const struct server *server, const char *what) {
    char command[200];
    fprintf(stderr, "test servers: %s\n", what);
    snprintf(command, sizeof command, "tail -n 30 '%s/log' >&2", server->folder);
    if (server->folder[0] && system(command) != 0) fprintf(stderr, "no log\n");
    exit(1);
}

/* The newest file that fits, or NULL. Static storage. */
static const char *find_program(const char *pattern) {
    static char path[300];
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0) return NULL;
    snprintf(path, sizeof path, "%s", found.gl_pathv[found.gl_pathc - 1]);
    globfree(&found);
    return access(path, X_OK) == 0 ? path : NULL;
}

static const char *source_folder(void) {
    const char *folder = getenv("FILM_TEST_SOURCE");
    return folder ? folder : TEST_SOURCE;
}

/* A port that nobody has, nor the one 10000 above it, which SeaweedFS takes too. */
static int free_port(void) {
    for (int tried = 0; tried < 1000; tried++) {
        int port = 0, ok = 1, sockets[2];
        for (int i = 0; i < 2; i++) {
            struct sockaddr_in address = {.sin_family = AF_INET,
                                          .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                          .sin_port = htons((uint16_t)(port + i * 10000))};
            socklen_t size = sizeof address;
            sockets[i] = socket(AF_INET, SOCK_STREAM, 0);
            ok = ok && bind(sockets[i], (struct sockaddr *)&address, size) == 0 &&
                 getsockname(sockets[i], (struct sockaddr *)&address, &size) == 0;
            if (i == 0) port = ntohs(address.sin_port);
            if (port > 55000) ok = 0;
        }
        close(sockets[0]);
        close(sockets[1]);
        if (ok) return port;
    }
    fprintf(stderr, "test servers: no free port\n");
    exit(1);
}

/* PostgreSQL refuses to run as root. */
static void become_somebody(void) {
    const struct passwd *user = getpwnam("postgres");
    if (getuid() != 0) return;
    if (!user) user = getpwnam("nobody");
    if (!user || setgroups(0, NULL) != 0 || setgid(user->pw_gid) != 0 ||
        setuid(user->pw_uid) != 0)
        _exit(126);
}

static pid_t launch(const struct server *server, char *const *arguments) {
    pid_t parent = getpid(), pid = fork();
    if (pid != 0) return pid;
    char log[100];
    snprintf(log, sizeof log, "%s/log", server->folder);
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666), null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    dup2(fd, 1);
    dup2(fd, 2);
    for (int i = 3; i < 256; i++) close(i);
    if (server->kind == SERVER_POSTGRESQL) become_somebody();
    /* Its own end comes with this test's. */
    prctl(PR_SET_PDEATHSIG, server->kind == SERVER_POSTGRESQL ? SIGQUIT : SIGKILL);
    if (getppid() != parent) _exit(126);
    if (chdir(server->folder) != 0) _exit(126);
    unsetenv("LD_PRELOAD");
    execv(arguments[0], arguments);
    _exit(127);
}

static void run(const struct server *server, char *const *arguments) {
    int status;
    pid_t pid = launch(server, arguments);
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0)
        give_up(server, "a step of the set-up failed");
}

static bool answers(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                  .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool ok = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return ok;
}

static void wait_until_up(struct server *server, bool (*up)(const struct server *)) {
    for (int tried = 0; tried < START_S * 50; tried++) {
        if (answers(server->port) && (!up || up(server))) return;
        if (waitpid(server->pid, NULL, WNOHANG) == server->pid)
            give_up(server, "a server ended while it started");
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    give_up(server, "a server does not come up");
}

static char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *text(const char *format, ...) {
    char *made = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&made, format, args) < 0) abort();
    va_end(args);
    return made;
}

static void start_redis(struct server *server) {
    char *arguments[] = {(char *)find_program("/usr/bin/redis-server"),
                         (char *)"--port",
                         text("%d", server->port),
                         (char *)"--bind",
                         (char *)"127.0.0.1",
                         (char *)"--save",
                         (char *)"",
                         (char *)"--maxmemory",
                         (char *)"64mb",
                         (char *)"--maxmemory-policy",
                         (char *)"allkeys-lru",
                         (char *)"--requirepass",
                         (char *)"tests",
                         NULL};
    server->pid = launch(server, arguments);
    free(arguments[2]);
    snprintf(server->url, sizeof server->url, "redis://:tests@127.0.0.1:%d/1", server->port);
    wait_until_up(server, NULL);
}

/* A server that still starts takes connections and refuses them. */
static bool postgresql_is_up(const struct server *server) {
    char path[300], *slash;
    snprintf(path, sizeof path, "%s", find_program("/usr/lib/postgresql/*/bin/postgres"));
    slash = strrchr(path, '/');
    strcpy(slash, "/pg_isready");
    char *arguments[] = {path,         (char *)"-q",
                         (char *)"-h", (char *)"127.0.0.1",
                         (char *)"-p", text("%d", server->port),
                         NULL};
    int status = 1;
    pid_t pid = launch(server, arguments);
    waitpid(pid, &status, 0);
    free(arguments[5]);
    return status == 0;
}

static void start_postgresql(struct server *server) {
    char path[300], *slash;
    snprintf(path, sizeof path, "%s", find_program("/usr/lib/postgresql/*/bin/postgres"));
    slash = strrchr(path, '/');
    char *data = text("%s/data", server->folder);
    if (access(data, F_OK) != 0) {
        strcpy(slash, "/initdb");
        char *arguments[] = {path,           (char *)"-D",        data,
                             (char *)"-A",   (char *)"trust",     (char *)"-U",
                             (char *)"film", (char *)"--no-sync", (char *)"--locale=C",
                             (char *)"-E",   (char *)"UTF8",      NULL};
        run(server, arguments);
    }
    strcpy(slash, "/postgres");
    char *arguments[] = {path,
                         (char *)"-D",
                         data,
                         (char *)"-p",
                         text("%d", server->port),
                         (char *)"-k",
                         (char *)"",
                         (char *)"-c",
                         (char *)"listen_addresses=127.0.0.1",
                         (char *)"-c",
                         (char *)"fsync=off", /* a killed process loses nothing by it */
                         (char *)"-c",
                         (char *)"shared_buffers=16MB",
                         (char *)"-c",
                         (char *)"max_connections=60",
                         (char *)"-c",
                         (char *)"deadlock_timeout=10ms",
                         NULL};
    server->pid = launch(server, arguments);
    free(arguments[4]);
    free(data);
    snprintf(server->url, sizeof server->url, "postgresql://film@127.0.0.1:%d/postgres",
             server->port);
    wait_until_up(server, postgresql_is_up);
}

static const char *peer(const char *name) {
    char *pattern = text("%s/build/peers/bin/%s", source_folder(), name);
    const char *path = find_program(pattern);
    free(pattern);
    return path;
}

static void share_keys(void) {
    setenv("AWS_ACCESS_KEY_ID", key_id, 1);
    setenv("AWS_SECRET_ACCESS_KEY", secret, 1);
}

/* The bucket is made a moment after the port is open. */
static bool s3_is_up(const struct server *server) {
    char command[200];
    snprintf(command, sizeof command,
             "grep -q 'components are ready\\|All .* running' '%s/log'", server->folder);
    return system(command) == 0;
}

static void start_s3(struct server *server) {
    char *config = text("%s/s3.json", server->folder);
    FILE *file = fopen(config, "w");
    if (!file) give_up(server, "s3.json cannot be written");
    fprintf(file,
            "{\"identities\":[{\"name\":\"film\",\"credentials\":[{\"accessKey\":\"%s\","
            "\"secretKey\":\"%s\"}],\"actions\":[\"Admin\",\"Read\",\"Write\",\"List\"]}]}",
            key_id, secret);
    fclose(file);
    char *arguments[] = {(char *)peer("weed"),
                         (char *)"mini",
                         text("-dir=%s", server->folder),
                         (char *)"-ip=127.0.0.1",
                         (char *)"-ip.bind=127.0.0.1",
                         (char *)"-admin.ui=false",
                         (char *)"-webdav=false",
                         (char *)"-master.telemetry=false",
                         (char *)"-s3.port.iceberg=0",
                         (char *)"-s3.port.lance=0",
                         (char *)"-master.volumeSizeLimitMB=64",
                         (char *)"-bucket=films",
                         text("-s3.config=%s", config),
                         text("-s3.port=%d", server->port),
                         text("-master.port=%d", free_port()),
                         text("-volume.port=%d", free_port()),
                         text("-filer.port=%d", free_port()),
                         text("-admin.port=%d", free_port()),
                         NULL};
    server->pid = launch(server, arguments);
    for (int i = 12; i < 18; i++) free(arguments[i]);
    free(arguments[2]);
    free(config);
    snprintf(server->url, sizeof server->url,
             "s3://films/tests?region=us-east-1&endpoint=http://127.0.0.1:%d", server->port);
    share_keys();
    wait_until_up(server, s3_is_up);
}

/* moto makes its user first and asks for signatures from then on (sqs.py beside this file). */
static void start_sqs(struct server *server) {
    char *arguments[] = {
        (char *)peer("python3"),  text("%s/tests/unit/servers/sqs.py", source_folder()),
        text("%d", server->port), (char *)key_id,
        (char *)secret,           NULL};
    server->pid = launch(server, arguments);
    free(arguments[1]);
    free(arguments[2]);
    snprintf(server->url, sizeof server->url,
             "sqs://tests?region=us-east-1&endpoint=http://127.0.0.1:%d", server->port);
    share_keys();
    wait_until_up(server, NULL);
}

void server_restart(struct server *server) {
    switch (server->kind) {
    case SERVER_POSTGRESQL:
        start_postgresql(server);
        break;
    case SERVER_REDIS:
        start_redis(server);
        break;
    case SERVER_S3:
        start_s3(server);
        break;
    case SERVER_SQS:
        start_sqs(server);
        break;
    }
}

static const char *missing(enum server_kind kind) {
    switch (kind) {
    case SERVER_POSTGRESQL:
        return find_program("/usr/lib/postgresql/*/bin/postgres") ? NULL : "PostgreSQL";
    case SERVER_REDIS:
        return find_program("/usr/bin/redis-server") ? NULL : "Redis";
    case SERVER_S3:
        return peer("weed") ? NULL : "an S3 server (SeaweedFS)";
    case SERVER_SQS:
        return peer("moto_server") ? NULL : "an SQS server (moto)";
    }
    return "?";
}

bool server_start(struct server *server, enum server_kind kind) {
    const char *what = missing(kind);
    memset(server, 0, sizeof *server);
    if (what) {
        printf("# skipped: %s is not installed; run tools/setup where it can be reached\n",
               what);
        return false;
    }
    server->kind = kind;
    server->port = free_port();
    strcpy(server->folder, "/tmp/film-server-XXXXXX");
    if (!mkdtemp(server->folder) || chmod(server->folder, 0777) != 0)
        give_up(server, "no folder in /tmp");
    server_restart(server);
    return true;
}

/* The children of PostgreSQL end too, and before their parent is there again. */
static void kill_children(pid_t parent) {
    char *path = text("/proc/%d/task/%d/children", (int)parent, (int)parent);
    FILE *file = fopen(path, "r");
    free(path);
    for (int child; file && fscanf(file, "%d", &child) == 1;) kill(child, SIGKILL);
    if (file) fclose(file);
}

void server_kill(struct server *server) {
    kill(server->pid, SIGSTOP);
    kill_children(server->pid);
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
}

void server_stop(struct server *server) {
    kill(server->pid, server->kind == SERVER_POSTGRESQL ? SIGQUIT : SIGKILL);
    waitpid(server->pid, NULL, 0);
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", server->folder);
    if (system(command) != 0) fprintf(stderr, "%s stays\n", server->folder);
}
