/* A folder for one test's pack, removed afterwards. */
#ifndef TESTS_ART_PACK_FOLDER_H
#define TESTS_ART_PACK_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

struct pack_folder {
    char path[64];
};

static inline struct pack_folder pack_folder_new(void) {
    struct pack_folder folder = {"/tmp/film-pack-XXXXXX"};
    struct error err;
    char path[128];
    if (!mkdtemp(folder.path)) die("no folder for the test's pack");
    snprintf(path, sizeof path, "%s/sets", folder.path);
    if (!file_make_folder(path, &err)) die("%s", err.message);
    return folder;
}

static inline void pack_folder_write(const struct pack_folder *folder, const char *name,
                                     const char *text) {
    char path[256];
    struct error err;
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    if (!file_write(path, text, strlen(text), &err)) die("%s", err.message);
}

static inline int pack_folder_remove_one(const char *path, const struct stat *info, int kind,
                                         struct FTW *place) {
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void pack_folder_done(struct pack_folder *folder) {
    nftw(folder->path, pack_folder_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

#endif
