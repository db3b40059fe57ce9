#include "voice/folder.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

char *folder_path(const char *format, ...) {
    AUTO_FREE char *name = NULL;
    char *path = NULL;
    va_list args;
    va_start(args, format);
    int size = vasprintf(&name, format, args);
    va_end(args);
    const char *own = getenv("FILM_VOICES"), *data = getenv("XDG_DATA_HOME"),
               *home = getenv("HOME");
    if (own && *own)
        size = size < 0 ? size : asprintf(&path, "%s/%s", own, name);
    else if (data && *data == '/')
        size = size < 0 ? size : asprintf(&path, "%s/film/voices/%s", data, name);
    else
        size = size < 0
                   ? size
                   : asprintf(&path, "%s/.local/share/film/voices/%s", home ? home : "", name);
    if (size < 0) die("out of memory");
    return path;
}
