/* Any bytes at all as an access token. 'r': the rest is the token. 'c': the rest are changes of
 * a good one, three bytes each: place (two) and character. Nothing but what was signed is
 * believed. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "studio/jwt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_ms = 1795818178000; /* 2026-11-27 */
static char folder[] = "/tmp/film-access-XXXXXX";
static struct jwt_keys *keys;

/* The studio is needed for its keys alone, and its folder goes at once. */
static void open_keys(void) {
    static struct studio studio;
    struct error err = {0};
    char command[64];
    if (!mkdtemp(folder) || !studio_open(folder, NULL, NULL, "http://test", &studio, &err) ||
        !jwt_open(&studio, &keys, &err))
        die("no studio: %s", err.message);
    studio_close(&studio);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) die("%s stays", folder);
}

static void change(char *token, const uint8_t *data, size_t size) {
    size_t length = strlen(token);
    for (; size >= 3; data += 3, size -= 3)
        if (data[2]) token[(data[0] * 256u + data[1]) % length] = (char)data[2];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct jwt_claims meera = {"user-1", "session-1", "meera@example.com", "user",
                                            "free"};
    if (!size) return 0;
    if (!keys) open_keys();
    struct arena *arena = arena_new();
    const char *good = jwt_sign(keys, arena, &meera, now_ms);
    char *token = data[0] == 'c' ? arena_printf(arena, "%s", good)
                                 : arena_copy(arena, (const char *)data + 1, size - 1);
    if (data[0] == 'c') change(token, data + 1, size - 1);
    struct jwt_claims claims = {0};
    struct error err = {0};
    if (jwt_verify(keys, arena, token, now_ms, &claims, &err)) {
        if (strcmp(token, good) != 0 || strcmp(claims.user_id, "user-1") != 0)
            die("a token is believed that was not signed");
    } else if (err.problem != PROBLEM_SIGN_IN || strcmp(token, good) == 0) {
        die("a refusal that is none");
    }
    arena_free(arena);
    return 0;
}
