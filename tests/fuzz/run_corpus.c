/* Runs a fuzz target over the files of folders: the stored corpus as an ordinary test. */
#include <dirent.h>
#include <stdio.h>

#include "base/file.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEED_MAX_SIZE = 16 << 20 };

static int run_folder(const char *folder) {
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort), ran = 0;
    if (count < 0) {
        fprintf(stderr, "%s cannot be read\n", folder);
        return -1;
    }
    for (int i = 0; i < count; i++) {
        char path[4096], *bytes;
        size_t size;
        struct error err;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        bool hidden = entries[i]->d_name[0] == '.';
        free(entries[i]);
        if (hidden) continue;
        if (!file_read(path, SEED_MAX_SIZE, &bytes, &size, &err)) {
            fprintf(stderr, "%s: %s\n", path, err.message);
            continue;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
        free(bytes);
        ran++;
    }
    free(entries);
    return ran;
}

int main(int count, char **arguments) {
    int ran = 0;
    for (int i = 1; i < count; i++) {
        int files = run_folder(arguments[i]);
        if (files < 0) return 1;
        ran += files;
    }
    printf("%d files\n", ran);
    return ran ? 0 : 1;
}
