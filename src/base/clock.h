/* The wall clock, for what happens between people: never for what a film is made of. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

enum { CLOCK_TEXT_SIZE = 25 };

int64_t clock_now_ms(void);    /* since 1970 UTC */
int64_t clock_steady_ms(void); /* never goes back; for waiting and measuring */
int64_t clock_steady_us(void); /* as above */
/* RFC 3339 with milliseconds: "2026-11-27T21:38:45.123Z". */
void clock_text(int64_t ms, char out[static CLOCK_TEXT_SIZE]);
/* The same day and hour a month later; the 31st becomes the last day of a shorter month. `day`
 * is the day wanted, 1 to 31. */
int64_t clock_month_after(int64_t ms, int day);
int clock_day_of_month(int64_t ms);
int64_t clock_month_start(int64_t ms); /* midnight of the first, UTC */

#endif
