/* Listing blobs on disk in the order of their keys: a walk that reads one folder at a time and
 * goes into no folder that holds none of what is asked. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "storage/blob_backend.h"
#include "storage/blob_disk.h"

enum { DEPTH_MAX = 64 };

struct walk {
    const struct disk_place *place;
    const char *prefix, *after;
    size_t limit;
    struct arena *arena;
    LIST(struct blob_entry) found;
    bool more;
};

struct name {
    char *text; /* a blob's key part, or a folder's with its slash: as they stand in keys */
};

static int by_bytes(const void *a, const void *b) {
    return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

/* Could a key that begins with `key` belong to what is asked? */
static bool wanted(const struct walk *walk, const char *key, bool folder) {
    size_t size = strlen(key), prefix = strlen(walk->prefix);
    if (!folder) return strncmp(key, walk->prefix, prefix) == 0 && strcmp(key, walk->after) > 0;
    if (strncmp(key, walk->prefix, size < prefix ? size : prefix) != 0) return false;
    return strcmp(key, walk->after) > 0 || strncmp(key, walk->after, size) == 0;
}

static bool add_found(struct walk *walk, const char *key, struct error *err) {
    struct blob_info info;
    struct error why = {0};
    if (!blob_disk.stat((void *)walk->place, key, &info, &why)) {
        if (why.problem == PROBLEM_NOT_FOUND) return true; /* deleted meanwhile */
        if (err) *err = why;
        return false;
    }
    if (walk->found.count == walk->limit) {
        walk->more = true;
        return true;
    }
    *list_push(&walk->found) =
        (struct blob_entry){.key = arena_copy(walk->arena, key, strlen(key)), .info = info};
    return true;
}

static bool walk_folder(struct walk *walk, const char *base, int depth, struct error *err);

static bool visit(struct walk *walk, const char *base, const char *name, int depth,
                  struct error *err) {
    AUTO_FREE char *key = folder_format("%s%s", base, name);
    bool folder = name[strlen(name) - 1] == '/';
    if (!wanted(walk, key, folder)) return true;
    return folder ? walk_folder(walk, key, depth + 1, err) : add_found(walk, key, err);
}

static bool walk_folder(struct walk *walk, const char *base, int depth, struct error *err) {
    if (depth > DEPTH_MAX) return true;
    AUTO_FREE char *path = folder_format("%s/blobs/%s", walk->place->folder.path, base);
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT) return true;
    if (!folder)
        return error_set_errno(err, errno, "The folder %s cannot be read.",
                               walk->place->folder.path);
    LIST(struct name) names = {0};
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t size = strlen(entry->d_name);
        if (entry->d_name[0] == '.') continue;
        bool blob = entry->d_name[size - 1] == '@';
        list_push(&names)->text =
            folder_format("%.*s%s", (int)(size - blob), entry->d_name, blob ? "" : "/");
    }
    closedir(folder);
    if (names.count) qsort(names.items, names.count, sizeof *names.items, by_bytes);
    bool ok = true;
    for (size_t i = 0; i < names.count; i++) {
        if (ok && !walk->more) ok = visit(walk, base, names.items[i].text, depth, err);
        free(names.items[i].text);
    }
    list_done(&names);
    return ok;
}

bool blob_disk_list(void *data, const char *prefix, const char *after, size_t limit,
                    struct blob_list *list, struct error *err) {
    struct walk walk = {
        .place = data, .prefix = prefix, .after = after, .limit = limit, .arena = list->arena};
    bool ok = walk_folder(&walk, "", 0, err);
    if (ok) {
        list->entries = list_take(list->arena, &walk.found);
        list->count = walk.found.count;
        list->more = walk.more;
    }
    list_done(&walk.found);
    return ok;
}
