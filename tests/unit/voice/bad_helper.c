/* A speech helper that goes wrong, in the way that BAD_HELPER names. For test_pool.c. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void answer(uint32_t size, const char *bytes, size_t count) {
    send(0, &size, 4, MSG_NOSIGNAL);
    send(0, bytes, count, MSG_NOSIGNAL);
}

/* So that only the first of two helpers goes wrong. */
static int been_here(void) {
    const char *mark = getenv("BAD_HELPER_MARK");
    if (!mark || access(mark, F_OK) == 0) return 1;
    FILE *file = fopen(mark, "w");
    if (file) fclose(file);
    return 0;
}

int main(int count, char **arguments) {
    const char *how = getenv("BAD_HELPER");
    char order[4096];
    if (!how) return 1;
    if (strcmp(how, "dies at once") == 0) return 3;
    if (strcmp(how, "dies once") == 0) {
        if (!been_here()) return 3;
        execv(getenv("GOOD_HELPER"), arguments);
        return 4;
    }
    (void)count;
    while (read(0, order, sizeof order) > 0) {
        if (strcmp(how, "dies") == 0) abort();
        if (strcmp(how, "hangs") == 0) pause();
        if (strcmp(how, "stops half way") == 0) {
            answer(1000, "\1half", 5);
            return 0;
        }
        if (strcmp(how, "promises too much") == 0) answer(UINT32_MAX, "\1", 1);
        if (strcmp(how, "says nothing") == 0) answer(0, "", 0);
        if (strcmp(how, "talks nonsense") == 0) answer(12, "\1nonsense!!!", 12);
        if (strcmp(how, "refuses") == 0) answer(19, "\0There is no model.", 19);
    }
    return 0;
}
