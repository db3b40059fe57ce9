/* film-import FORMAT: reads a document from standard input and writes 'F' and Fountain to
 * standard output, or 'E' and a sentence that says what is wrong with it. See import.h. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/file.h"
#include "import/formats/formats.h"
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

int main(int count, char **arguments) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct error err = {0};
    struct buf input, fountain;
    buf_init(&input, IMPORT_MAX_SIZE);
    buf_init(&fountain, IMPORT_MAX_FOUNTAIN);
    bool ok = count == 2
                  ? sandbox_enter(IMPORT_MAX_MEMORY, IMPORT_SECONDS, &err) &&
                        (read_input(&input) ||
                         error_set(&err, PROBLEM_TOO_LARGE, "A script may be %d MB at most.",
                                   IMPORT_MAX_SIZE >> 20)) &&
                        import_convert(arguments[1], input.bytes ? input.bytes : "", input.size,
                                       &fountain, &err)
                  : error_set(&err, PROBLEM_USAGE, "film-import is started by film.");
    int status = ok ? answer('F', fountain.bytes ? fountain.bytes : "", fountain.size)
                    : answer('E', err.message, strlen(err.message));
    buf_done(&input);
    buf_done(&fountain);
    return status;
}
