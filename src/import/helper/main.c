/* film-import FORMAT: reads a document from standard input and writes 'F' and Fountain, or with
 * "media" 'F' and what import_read_media says, to standard output, or 'E' and a sentence that
 * says what is wrong with it. See import.h. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/file.h"
#include "import/formats/formats.h"
#include "import/formats/media.h"
#include "import/helper/sandbox.h"
#include "import/import.h"

static bool read_input(struct buf *input) {
    char chunk[65536];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0 && !input->failed;
        buf_add(input, chunk, (size_t)got);
    }
}

static int answer(char kind, const void *bytes, size_t size) {
    return file_write_all(STDOUT_FILENO, &kind, 1) && file_write_all(STDOUT_FILENO, bytes, size)
               ? 0
               : 74;
}

static bool convert(const char *format, const struct buf *input, struct buf *out,
                    struct error *err) {
    const char *bytes = input->bytes ? input->bytes : "";
    return strcmp(format, "media") == 0 ? import_read_media(bytes, input->size, out, err)
                                        : import_convert(format, bytes, input->size, out, err);
}

int main(int count, char **arguments) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct error err = {0};
    struct buf input, fountain;
    bool media = count == 2 && strcmp(arguments[1], "media") == 0;
    size_t most = media ? IMPORT_MAX_MEDIA : IMPORT_MAX_SIZE;
    buf_init(&input, most);
    buf_init(&fountain, IMPORT_MAX_FOUNTAIN);
    bool ok = count == 2
                  ? sandbox_enter(IMPORT_MAX_MEMORY, IMPORT_SECONDS, &err) &&
                        (read_input(&input) ||
                         error_set(&err, PROBLEM_TOO_LARGE,
                                   "A file of this kind may be %zu MB at most.", most >> 20)) &&
                        convert(arguments[1], &input, &fountain, &err)
                  : error_set(&err, PROBLEM_USAGE, "film-import is started by film.");
    int status = ok ? answer('F', fountain.bytes ? fountain.bytes : "", fountain.size)
                    : answer('E', err.message, strlen(err.message));
    buf_done(&input);
    buf_done(&fountain);
    return status;
}
