#include "base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t clock, int64_t per_second) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * per_second + now.tv_nsec / (1000000000 / per_second);
}

int64_t clock_now_ms(void) {
    return read_clock(CLOCK_REALTIME, 1000);
}
int64_t clock_steady_ms(void) {
    return read_clock(CLOCK_MONOTONIC, 1000);
}
int64_t clock_steady_us(void) {
    return read_clock(CLOCK_MONOTONIC, 1000000);
}

static struct tm parts_of(int64_t ms) {
    time_t seconds = (time_t)(ms >= 0 ? ms / 1000 : -((999 - ms) / 1000));
    struct tm parts = {0};
    gmtime_r(&seconds, &parts);
    return parts;
}

void clock_text(int64_t ms, char out[static CLOCK_TEXT_SIZE]) {
    struct tm parts = parts_of(ms);
    int milliseconds = (int)((ms % 1000 + 1000) % 1000);
    size_t used = strftime(out, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(out + used, CLOCK_TEXT_SIZE - used, ".%03dZ", milliseconds);
}

int clock_day_of_month(int64_t ms) {
    return parts_of(ms).tm_mday;
}

int64_t clock_month_after(int64_t ms, int day) {
    struct tm parts = parts_of(ms);
    int month = parts.tm_mon + 1, year = parts.tm_year + 1900;
    if (month == 12) {
        month = 0;
        year++;
    }
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int length = lengths[month] + (month == 1 && leap);
    parts.tm_year = year - 1900;
    parts.tm_mon = month;
    parts.tm_mday = day < length ? day : length;
    return (int64_t)timegm(&parts) * 1000 + (ms % 1000 + 1000) % 1000;
}

int64_t clock_month_start(int64_t ms) {
    struct tm parts = parts_of(ms);
    parts.tm_mday = 1;
    parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
    return (int64_t)timegm(&parts) * 1000;
}
