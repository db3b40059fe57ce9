/* The thread of film serve that sends webhooks, so that a slow receiver holds up nothing else.
 */
#ifndef CLI_HOOKS_H
#define CLI_HOOKS_H

#include "cli/studio.h"

struct cli_hooks;
/* `anywhere`: to private addresses too. `studio` is borrowed. */
struct cli_hooks *cli_hooks_start(struct cli_studio *studio, bool anywhere);
void cli_hooks_stop(
    struct cli_hooks *hooks); /* breaks off what is under way; NULL is allowed */

#endif
