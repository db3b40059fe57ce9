/* Signed links to blobs on disk:
 *
 *   /blobs/KEY?method=GET&expires=SECONDS[&name=NAME]&signature=HEX
 *   /blobs/KEY?method=PUT&expires=SECONDS&type=TYPE&size=BYTES&signature=HEX
 *
 * The signature is HMAC-SHA-512-256 (libsodium's crypto_auth) over the very bytes that stand
 * before "&signature=", so that method, key, end and terms are all bound. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/url.h"
#include "storage/blob_disk.h"

enum { TARGET_MAX = 4096, HEX_SIZE = 2 * crypto_auth_BYTES };
static const char root[] = "/blobs/", mark[] = "&signature=";

/* Many processes may come at once: each writes a key of its own, and the first that gives it
 * the name has made it. */
bool blob_disk_key(struct disk_place *place, struct error *err) {
    if (sodium_init() < 0) return error_set(err, PROBLEM_INTERNAL, "libsodium does not start.");
    AUTO_FREE char *path = folder_format("%s/link.key", place->folder.path);
    if (access(path, F_OK) != 0) {
        AUTO_FREE char *part = NULL;
        int fd;
        unsigned char fresh[sizeof place->link_key];
        randombytes_buf(fresh, sizeof fresh);
        if (!folder_new_file(&place->folder, &part, &fd, err)) return false;
        bool ok = fchmod(fd, 0600) == 0 && file_write_all(fd, fresh, sizeof fresh) &&
                  fsync(fd) == 0 && (link(part, path) == 0 || errno == EEXIST);
        if (!ok)
            error_set_errno(err, errno, "The folder %s cannot be written.", place->folder.path);
        close(fd);
        unlink(part);
        if (!ok) return false;
    }
    char *bytes;
    size_t size;
    if (!file_read(path, sizeof place->link_key, &bytes, &size, err)) return false;
    bool whole = size == sizeof place->link_key;
    if (whole) memcpy(place->link_key, bytes, size);
    free(bytes);
    return whole || error_set(err, PROBLEM_DAMAGED, "The file %s is damaged.", path);
}

static void sign(const struct disk_place *place, const char *bytes, size_t size,
                 char hex[static HEX_SIZE + 1]) {
    unsigned char sum[crypto_auth_BYTES];
    crypto_auth(sum, (const unsigned char *)bytes, size, place->link_key);
    sodium_bin2hex(hex, HEX_SIZE + 1, sum, sizeof sum);
}

bool blob_disk_link(void *data, const struct blob_link *link, int64_t now_s, char **url,
                    struct error *err) {
    const struct disk_place *place = data;
    struct buf out;
    buf_init(&out, TARGET_MAX);
    buf_printf(&out, "%s%s?method=%s&expires=%" PRId64, root, link->key, link->method,
               now_s + link->life_s);
    if (strcmp(link->method, "PUT") == 0) {
        buf_text(&out, "&type=");
        url_encode(&out, link->type, strlen(link->type), false);
        buf_printf(&out, "&size=%" PRId64, link->size);
    } else if (link->name) {
        buf_text(&out, "&name=");
        url_encode(&out, link->name, strlen(link->name), false);
    }
    bool ok = buf_ok(&out, err);
    if (ok) {
        char hex[HEX_SIZE + 1];
        sign(place, out.bytes, out.size, hex);
        buf_printf(&out, "%s%s", mark, hex);
        ok = buf_ok(&out, err);
    }
    if (ok) *url = TAKE(out.bytes);
    buf_done(&out);
    return ok;
}

static bool genuine(const struct disk_place *place, const char *target, size_t *signed_size) {
    size_t size = strnlen(target, TARGET_MAX + 1);
    if (size > TARGET_MAX || size < strlen(mark) + HEX_SIZE) return false;
    size_t before = size - HEX_SIZE - strlen(mark);
    if (strncmp(target + before, mark, strlen(mark)) != 0) return false;
    char hex[HEX_SIZE + 1];
    sign(place, target, before, hex);
    *signed_size = before;
    return sodium_memcmp(hex, target + size - HEX_SIZE, HEX_SIZE) == 0;
}

/* Reads what we ourselves wrote: the signature was right. */
static bool read_terms(char *text, int64_t *expires, struct blob_link *link) {
    char *query = strchr(text, '?');
    if (!query || strncmp(text, root, strlen(root)) != 0) return false;
    *query++ = '\0';
    link->key = text + strlen(root);
    for (char *name, *value; (name = url_next_pair(&query, &value));) {
        if (strcmp(name, "method") == 0) link->method = value;
        if (strcmp(name, "expires") == 0) *expires = strtoll(value, NULL, 10);
        if (strcmp(name, "name") == 0) link->name = value;
        if (strcmp(name, "type") == 0) link->type = value;
        if (strcmp(name, "size") == 0) link->size = strtoll(value, NULL, 10);
    }
    return link->method != NULL;
}

bool blob_disk_check(void *data, const char *method, const char *target, int64_t now_s,
                     struct arena *arena, struct blob_link *link, struct error *err) {
    size_t size;
    struct blob_link found = {0};
    int64_t expires = 0;
    if (!genuine(data, target, &size) ||
        !read_terms(arena_copy(arena, target, size), &expires, &found))
        return error_set(err, PROBLEM_FORBIDDEN,
                         "This link is not one of ours; ask for a new one.");
    if (expires <= now_s)
        return error_set(err, PROBLEM_FORBIDDEN, "This link has expired; ask for a new one.");
    bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (strcmp(found.method, reads ? "GET" : method) != 0)
        return error_set(err, PROBLEM_FORBIDDEN, "This link is for %s only.", found.method);
    found.life_s = expires - now_s;
    *link = found;
    return true;
}
