/* The files of the web app: what is asked for with GET and is no route's.
 *
 * The export has a folder with an index.html for each address, so an address without its last
 * slash is sent to the one with it. Two addresses name something behind themselves, /s/TOKEN
 * and /projects/ID: any of these is the folder's page, which reads the address. Names under
 * _next/static/ hold a hash of their content and are kept by browsers for good; all else is
 * asked for again with its ETag. Beside a text file may lie the same one compressed, NAME.gz.
 *
 * A path is taken apart by letters: no escapes, no part that begins with a dot, so none leads
 * out of the folder. */
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/web.h"

static const struct {
    const char *ending, *type;
    bool text; /* may lie there compressed */
} types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".vtt", "text/vtt; charset=utf-8", true},
    {".png", "image/png", false},
    {".webp", "image/webp", false},
    {".woff2", "font/woff2", false},
    {".woff", "font/woff", false},
    {".mp4", "video/mp4", false},
};

static const char policy[] =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src "
    "'self' "
    "data: blob:; media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; base-uri "
    "'self'; form-action 'self'; frame-ancestors 'none'";

static const char *const shells[] = {"/s/", "/projects/"};

bool api_web_wants(const struct call *call) {
    return call->server->settings.web_folder && strncmp(call->path, "/api/", 5) != 0 &&
           (strcmp(call->method, "GET") == 0 || strcmp(call->method, "HEAD") == 0);
}

static bool is_safe(const char *path) {
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!/";
    return *path == '/' && strlen(path) <= 1000 && path[strspn(path, letters)] == '\0' &&
           !strstr(path, "/.") && !strstr(path, "//");
}

/* An open file, or -1. */
static int open_file(struct call *call, const char *path, struct stat *info) {
    const char *full =
        arena_printf(call->desk.arena, "%s%s", call->server->settings.web_folder, path);
    int file = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return -1;
    if (fstat(file, info) == 0 && S_ISREG(info->st_mode)) return file;
    close(file);
    return -1;
}

static size_t type_of(const char *path) {
    size_t length = strlen(path);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        size_t size = strlen(types[i].ending);
        if (length > size && strcmp(path + length - size, types[i].ending) == 0) return i;
    }
    return COUNT_OF(types);
}

static bool takes_gzip(struct call *call) {
    const char *value = call->header(call->connection, "Accept-Encoding");
    return value && strstr(value, "gzip");
}

/* False: there is no such file. */
static bool give(struct call *call, const char *path) {
    struct stat info;
    size_t type = type_of(path);
    int file = open_file(call, path, &info);
    if (file < 0) return false;
    const char *coding = "";
    if (type < COUNT_OF(types) && types[type].text) {
        struct stat small;
        call_add_header(call, "Vary", "Accept-Encoding");
        int other = takes_gzip(call)
                        ? open_file(call, arena_printf(call->desk.arena, "%s.gz", path), &small)
                        : -1;
        if (other >= 0) {
            close(file);
            file = other;
            info = small;
            coding = "-gzip";
            call_add_header(call, "Content-Encoding", "gzip");
        }
    }
    call->file = file;
    call->file_size = info.st_size;
    call->type = type < COUNT_OF(types) ? types[type].type : "application/octet-stream";
    call->etag = arena_printf(
        call->desk.arena, "%llx-%llx%s", (long long)info.st_size,
        (long long)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000, coding);
    bool hashed = strncmp(path, "/_next/static/", 14) == 0;
    call_add_header(call, "Cache-Control", "%s",
                    hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (type == 0) call_add_header(call, "Content-Security-Policy", "%s", policy);
    const char *known = call->header(call->connection, "If-None-Match");
    if (known && strstr(known, call->etag)) {
        close(call->file);
        call->file = -1;
        call->text = "";
        call->text_size = 0;
        call->status = 304;
    }
    return true;
}

static bool send_on(struct call *call, const char *path) {
    call->status = 308;
    call->text = "";
    call->text_size = 0;
    call_add_header(call, "Location", "%s/%s%s", path, call->query_text ? "?" : "",
                    call->query_text ? call->query_text : "");
    call_add_header(call, "Cache-Control", "no-cache");
    return true;
}

static bool get_file(struct call *call, struct error *err) {
    struct stat info;
    const char *path = call->path;
    if (is_safe(path)) {
        bool folder = path[strlen(path) - 1] == '/';
        const char *index =
            arena_printf(call->desk.arena, "%s%sindex.html", path, folder ? "" : "/");
        if (give(call, folder ? index : path)) return true;
        int page = folder ? -1 : open_file(call, index, &info);
        if (page >= 0) {
            close(page);
            return send_on(call, path);
        }
        for (size_t i = 0; i < COUNT_OF(shells); i++)
            if (strncmp(path, shells[i], strlen(shells[i])) == 0 &&
                give(call, arena_printf(call->desk.arena, "%sindex.html", shells[i])))
                return true;
    }
    call->status = 404;
    return give(call, "/404.html") ||
           error_set(err, PROBLEM_NOT_FOUND, "There is nothing at this address.");
}

const struct route api_web_route = {
    .method = "GET",
    .path = "/",
    .service = "system",
    .name = "getWebFile",
    .summary = "A file of the web app",
    .role = ROLE_ANYONE,
    .work = WORK_NOW,
    .rate = RATE_NONE,
    .status = 200,
    .handle = get_file,
    .flags = ROUTE_RAW,
    .type = "text/html",
};
