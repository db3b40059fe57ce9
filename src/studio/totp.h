/* The second factor: time-based codes (RFC 6238: SHA-1, 6 digits, 30 seconds) and recovery
 * codes. */
#ifndef STUDIO_TOTP_H
#define STUDIO_TOTP_H

#include "studio/studio.h"

/* The code of a secret at a step of 30 seconds, 0 to 999999. */
int totp_code(const void *secret, size_t size, int64_t step);

/* Makes a new secret that does not count until it is confirmed. Texts are in the arena: base32,
 * and an otpauth: link for apps. PROBLEM_CONFLICT when one is in use. */
bool totp_start(struct studio_desk *desk, const char **secret, const char **link,
                struct error *err) MUST_USE;
/* The first right code turns it on, and gives ten recovery codes, each good once. */
bool totp_confirm(struct studio_desk *desk, const char *code, const char *recovery[10],
                  struct error *err) MUST_USE;
bool totp_stop(struct studio_desk *desk, const char *code, struct error *err) MUST_USE;

/* *fits: the code is right now (one step off is), and was not used before; or an unused
 * recovery code. */
bool totp_use(struct studio_desk *desk, const char *user_id, const char *code, bool *fits,
              struct error *err) MUST_USE;

#endif
