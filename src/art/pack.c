/* Packs: folders of drawings read whole into memory. A pack comes from anyone, so nothing
 * outside its folder is opened (no links are followed), and names, counts and sizes are
 * bounded. */
#include "art/pack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "art/drawing.h"
#include "art/manifest.h"
#include "base/file.h"
#include "base/memory.h"

enum { NAME_MAX_SIZE = 120, FOLDER_DEPTH_MAX = 3 };

struct found {
    struct pack_file file;
    size_t pack;
};

struct reading {
    LIST(struct found) found;
    size_t size; /* of all files together */
    struct arena *arena;
};

static bool name_allowed(const char *name) {
    size_t length = strlen(name);
    if (length == 0 || length > 64 || name[0] == '.') return false;
    for (const char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
              (*c >= '0' && *c <= '9') || *c == '_' || *c == '-' || *c == '.'))
            return false;
    return true;
}

static bool ends_with(const char *name, const char *ending) {
    size_t length = strlen(name), end = strlen(ending);
    return length > end && strcmp(name + length - end, ending) == 0;
}

static bool read_one(struct reading *reading, int folder_fd, const char *entry,
                     const char *name, size_t pack, struct error *err) {
    if (reading->found.count == PACK_MAX_FILES)
        return error_set(err, PROBLEM_TOO_LARGE, "The pack has more than %d files.",
                         PACK_MAX_FILES);
    int fd = openat(folder_fd, entry, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return error_set_errno(err, errno, "The pack's file %s cannot be read.", name);
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < 0 ||
        info.st_size > PACK_MAX_FILE || reading->size + (size_t)info.st_size > PACK_MAX_SIZE) {
        close(fd);
        return error_set(err, PROBLEM_TOO_LARGE,
                         "The pack's file %s is too large: a file may have %d MiB, all packs "
                         "together %d MiB.",
                         name, PACK_MAX_FILE >> 20, PACK_MAX_SIZE >> 20);
    }
    size_t size = (size_t)info.st_size, at = 0;
    char *bytes = arena_alloc(reading->arena, size + 1, 1);
    while (at < size) {
        ssize_t got = read(fd, bytes + at, size - at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        at += (size_t)got;
    }
    close(fd);
    if (at < size)
        return error_set(err, PROBLEM_IO, "The pack's file %s could not be read to its end.",
                         name);
    reading->size += size;
    struct found *found = list_push(&reading->found);
    found->file =
        (struct pack_file){arena_copy(reading->arena, name, strlen(name)), bytes, size};
    found->pack = pack;
    return true;
}

/* Takes over `fd`. */
static bool read_folder(struct reading *reading, int fd, const char *prefix, int depth,
                        size_t pack, struct error *err) {
    DIR *folder = fdopendir(fd);
    if (!folder) {
        close(fd);
        return error_set(err, PROBLEM_IO, "The pack's folder \"%s\" cannot be listed.", prefix);
    }
    bool ok = true;
    struct dirent *entry;
    size_t entries = 0;
    while (ok && (entry = readdir(folder))) {
        if (entry->d_name[0] == '.') continue;
        if (++entries > 2 * PACK_MAX_FILES) {
            ok = error_set(err, PROBLEM_TOO_LARGE,
                           "The pack's folder \"%s\" has too many entries.", prefix);
            break;
        }
        struct stat info;
        char name[NAME_MAX_SIZE + 1];
        int length = snprintf(name, sizeof name, "%s%s", prefix, entry->d_name);
        if (!name_allowed(entry->d_name) || length < 0 || length > NAME_MAX_SIZE) {
            ok = error_set(
                err, PROBLEM_BAD_INPUT,
                "A file name in the pack's folder \"%s\" cannot be used: letters, digits, "
                "\"_\", \"-\" and \".\" are allowed, up to 64 of them.",
                prefix);
        } else if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
            ok = error_set_errno(err, errno, "The pack's file %s cannot be read.", name);
        } else if (S_ISLNK(info.st_mode)) {
            ok = error_set(err, PROBLEM_BAD_INPUT,
                           "The pack's file %s is a link; put the file itself there.", name);
        } else if (S_ISDIR(info.st_mode)) {
            if (depth == FOLDER_DEPTH_MAX) {
                ok = error_set(err, PROBLEM_TOO_LARGE, "The pack's folder %s lies too deep.",
                               name);
                break;
            }
            int inner =
                openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            char deeper[NAME_MAX_SIZE + 2];
            snprintf(deeper, sizeof deeper, "%s/", name);
            ok = inner >= 0 ? read_folder(reading, inner, deeper, depth + 1, pack, err)
                            : error_set_errno(err, errno,
                                              "The pack's folder %s cannot be read.", name);
        } else if (ends_with(name, ".svg") || ends_with(name, ".json")) {
            ok = read_one(reading, fd, entry->d_name, name, pack, err);
        }
    }
    closedir(folder);
    return ok;
}

static bool read_pack(struct reading *reading, const char *path, size_t pack,
                      struct error *err) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, errno == EACCES ? PROBLEM_NO_PERMISSION : PROBLEM_NO_INPUT,
                         pack == 0
                             ? "The program's own drawings are missing: there is no folder "
                               "%.300s. Install them or set FILM_DATA."
                             : "There is no art pack at %.300s: give a folder of drawings.",
                         path);
    return read_folder(reading, fd, "", 0, pack, err);
}

static int compare_found(const void *a, const void *b) {
    const struct found *x = a, *y = b;
    int order = strcmp(x->file.name, y->file.name);
    if (order) return order;
    return x->pack < y->pack ? -1 : x->pack > y->pack;
}

/* Sorts by name; of files with one name the last pack's stays. */
static void settle(struct reading *reading, struct art *art) {
    size_t count = 0;
    struct found *items = reading->found.items;
    if (reading->found.count) qsort(items, reading->found.count, sizeof *items, compare_found);
    struct pack_file *files =
        arena_alloc(reading->arena, reading->found.count + 1, sizeof *files);
    for (size_t i = 0; i < reading->found.count; i++) {
        if (count && strcmp(files[count - 1].name, items[i].file.name) == 0) count--;
        files[count++] = items[i].file;
    }
    art->files = files;
    art->file_count = count;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_u64(&hasher, count);
    for (size_t i = 0; i < count; i++) {
        hasher_text(&hasher, files[i].name);
        hasher_bytes(&hasher, files[i].bytes, files[i].size);
    }
    art->hash = hasher_final(&hasher);
}

static bool check_drawings(const struct art *art, struct error *err) {
    for (size_t i = 0; i < art->file_count; i++)
        if (ends_with(art->files[i].name, ".svg") && !drawing_check(&art->files[i], err))
            return false;
    return true;
}

bool art_open(const char *const *folders, size_t folder_count, struct art **out,
              struct error *err) {
    struct reading reading = {.arena = arena_new()};
    struct art *art = arena_alloc(reading.arena, 1, sizeof *art);
    art->arena = reading.arena;
    AUTO_FREE char *own = file_data_path("art");
    bool ok = read_pack(&reading, own, 0, err);
    for (size_t i = 0; ok && folders && i < folder_count; i++)
        ok = read_pack(&reading, folders[i], i + 1, err);
    if (ok) settle(&reading, art);
    list_done(&reading.found);
    ok = ok && check_drawings(art, err) && manifest_open(art, &art->sets, err) &&
         people_open(art, &art->people, err);
    if (!ok) {
        art_close(art);
        return false;
    }
    *out = art;
    return true;
}

void art_close(struct art *art) {
    if (!art) return;
    if (art->people) people_close(art->people);
    arena_free(art->arena);
}

struct hash art_hash(const struct art *art) {
    return art->hash;
}

const struct pack_file *pack_file(const struct art *art, const char *name) {
    size_t low = 0, high = art->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, art->files[middle].name);
        if (order == 0) return &art->files[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
