#include "voice/normal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/memory.h"

enum { WORDS_ROOM = 400 };

/* ---- numbers ---- */

static const char *const small[] = {"zero",    "one",     "two",       "three",    "four",
                                    "five",    "six",     "seven",     "eight",    "nine",
                                    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                   "fifty", "sixty", "seventy", "eighty", "ninety"};

static void add(char *out, size_t room, const char *word) {
    size_t size = strlen(out);
    if (size + strlen(word) + 2 > room) return;
    snprintf(out + size, room - size, "%s%s", size ? " " : "", word);
}

static void add_number(char *out, size_t room, uint64_t number) {
    static const struct {
        uint64_t size;
        const char *name;
    } steps[] = {{1000000000000, "trillion"},
                 {1000000000, "billion"},
                 {1000000, "million"},
                 {1000, "thousand"},
                 {100, "hundred"}};
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (number < steps[i].size) continue;
        add_number(out, room, number / steps[i].size);
        add(out, room, steps[i].name);
        number %= steps[i].size;
        any = true;
    }
    if (any && number == 0) return;
    if (any && number < 100) add(out, room, "and");
    if (number < 20) {
        add(out, room, small[number]);
        return;
    }
    char pair[24];
    snprintf(pair, sizeof pair, "%s%s%s", tens[number / 10], number % 10 ? "-" : "",
             number % 10 ? small[number % 10] : "");
    add(out, room, pair);
}

static void make_ordinal(char *out, size_t room) {
    static const char *const odd[][2] = {
        {"one", "first"},    {"two", "second"}, {"three", "third"},   {"five", "fifth"},
        {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    size_t size = strlen(out);
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        size_t tail = strlen(odd[i][0]);
        bool whole =
            size >= tail && strcmp(out + size - tail, odd[i][0]) == 0 &&
            (size == tail || out[size - tail - 1] == ' ' || out[size - tail - 1] == '-');
        if (!whole) continue;
        snprintf(out + size - tail, room - (size - tail), "%s", odd[i][1]);
        return;
    }
    if (size && out[size - 1] == 'y') {
        snprintf(out + size - 1, room - size + 1, "ieth");
        return;
    }
    snprintf(out + size, room - size, "th");
}

void normal_number(uint64_t number, bool ordinal, char *out, size_t room) {
    out[0] = '\0';
    add_number(out, room, number);
    if (ordinal) make_ordinal(out, room);
}

static void add_year(char *out, size_t room, uint64_t year) {
    if (year % 1000 < 10 || year < 1100 || year > 2099) {
        add_number(out, room, year);
        return;
    }
    add_number(out, room, year / 100);
    if (year % 100 == 0)
        add(out, room, "hundred");
    else if (year % 100 < 10)
        add(out, room, "oh");
    if (year % 100) add_number(out, room, year % 100);
}

static void add_digits(char *out, size_t room, const char *digits, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (digits[i] >= '0' && digits[i] <= '9') add(out, room, small[digits[i] - '0']);
}

/* ---- reading ---- */

struct number {
    uint64_t whole;
    const char *digits;   /* of the whole part, and how many characters */
    size_t size;          /* with commas */
    const char *decimals; /* after the point; NULL: none */
    size_t decimal_count;
    bool grouped, long_one;
    const char *end;
};

static bool read_number(const char *at, struct number *number) {
    *number = (struct number){.digits = at};
    size_t digits = 0;
    for (; isdigit((unsigned char)*at) ||
           (*at == ',' && digits && isdigit((unsigned char)at[1]) &&
            isdigit((unsigned char)at[2]) && isdigit((unsigned char)at[3]));
         at++) {
        number->grouped |= *at == ',';
        if (*at == ',') continue;
        digits++;
        if (digits <= 15) number->whole = number->whole * 10 + (uint64_t)(*at - '0');
    }
    number->size = (size_t)(at - number->digits);
    number->long_one = digits > 12;
    if (*at == '.' && isdigit((unsigned char)at[1])) {
        number->decimals = at + 1;
        number->decimal_count = strspn(at + 1, "0123456789");
        at += 1 + number->decimal_count;
    }
    number->end = at;
    return digits > 0;
}

static void add_value(char *out, size_t room, const struct number *number) {
    if (number->long_one || (number->digits[0] == '0' && number->size > 1 && !number->decimals))
        add_digits(out, room, number->digits, number->size);
    else
        add_number(out, room, number->whole);
    if (!number->decimals) return;
    add(out, room, "point");
    add_digits(out, room, number->decimals, number->decimal_count);
}

static bool word_is(const char *at, size_t size, const char *word) {
    return strlen(word) == size && strncasecmp(at, word, size) == 0;
}
static size_t word_size(const char *at) {
    size_t size = 0;
    while (isalpha((unsigned char)at[size])) size++;
    return size;
}
static bool ends_word(const char *at) {
    return !isalnum((unsigned char)*at) && (unsigned char)*at < 0x80;
}

/* ---- what is read: each gives the end of what it took, or NULL ---- */

static const char *money(const char *at, char *out) {
    static const struct {
        const char *sign, *one, *many, *cent, *cents;
    } all[] = {{"$", "dollar", "dollars", "cent", "cents"},
               {"£", "pound", "pounds", "penny", "pence"},
               {"€", "euro", "euros", "cent", "cents"},
               {"₹", "rupee", "rupees", "paisa", "paise"},
               {"Rs.", "rupee", "rupees", "paisa", "paise"},
               {"Rs", "rupee", "rupees", "paisa", "paise"},
               {"¥", "yen", "yen", "sen", "sen"}};
    static const char *const scales[] = {"hundred",  "thousand", "million", "billion",
                                         "trillion", "lakh",     "crore"};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t size = strlen(all[i].sign);
        if (strncmp(at, all[i].sign, size) != 0) continue;
        const char *from = at + size + (at[size] == ' ');
        struct number number;
        if (!read_number(from, &number)) continue;
        size_t scale = *number.end == ' ' ? word_size(number.end + 1) : 0;
        for (size_t k = 0; k < COUNT_OF(scales); k++)
            if (scale && word_is(number.end + 1, scale, scales[k])) {
                add_value(out, WORDS_ROOM, &number);
                add(out, WORDS_ROOM, scales[k]);
                add(out, WORDS_ROOM, all[i].many);
                return number.end + 1 + scale;
            }
        uint64_t cents = 0;
        if (number.decimal_count == 2)
            cents = (uint64_t)(number.decimals[0] - '0') * 10 +
                    (uint64_t)(number.decimals[1] - '0');
        else if (number.decimal_count)
            continue;
        if (number.whole || !cents) {
            add_number(out, WORDS_ROOM, number.whole);
            add(out, WORDS_ROOM, number.whole == 1 ? all[i].one : all[i].many);
        }
        if (!cents) return number.end;
        if (number.whole) add(out, WORDS_ROOM, "and");
        add_number(out, WORDS_ROOM, cents);
        add(out, WORDS_ROOM, cents == 1 ? all[i].cent : all[i].cents);
        return number.end;
    }
    return NULL;
}

static const char *clock_time(const char *at, char *out) {
    size_t hours = strspn(at, "0123456789");
    if (hours < 1 || hours > 2 || at[hours] != ':') return NULL;
    const char *minutes = at + hours + 1;
    if (strspn(minutes, "0123456789") != 2 || minutes[2] == ':') return NULL;
    unsigned hour = (unsigned)(at[0] - '0');
    if (hours == 2) hour = hour * 10 + (unsigned)(at[1] - '0');
    unsigned minute = (unsigned)(minutes[0] - '0') * 10 + (unsigned)(minutes[1] - '0');
    if (hour > 24 || minute > 59) return NULL;
    const char *end = minutes + 2, *half = end + (*end == ' ');
    size_t size = word_size(half);
    bool has_half = word_is(half, size, "am") || word_is(half, size, "pm");
    add_number(out, WORDS_ROOM, hour);
    if (minute && minute < 10) add(out, WORDS_ROOM, "oh");
    if (minute) add_number(out, WORDS_ROOM, minute);
    if (!minute && !has_half) add(out, WORDS_ROOM, hour > 12 ? "hundred" : "o'clock");
    if (!has_half) return end;
    add(out, WORDS_ROOM, (half[0] | 32) == 'a' ? "A M" : "P M");
    return half + 2;
}

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* A run of so many digits. */
static bool digits_of(const char **at, size_t least, size_t most, uint64_t *value) {
    size_t count = strspn(*at, "0123456789");
    if (count < least || count > most) return false;
    *value = 0;
    for (size_t i = 0; i < count; i++) *value = *value * 10 + (uint64_t)((*at)[i] - '0');
    *at += count;
    return true;
}

/* 2024-05-17, and 5/17/2024 as Americans write it. */
static const char *date(const char *at, char *out) {
    const char *end = at;
    uint64_t first, second, third;
    bool iso = digits_of(&end, 4, 4, &first) && *end == '-';
    if (!iso) {
        end = at;
        if (!digits_of(&end, 1, 2, &first) || *end != '/') return NULL;
    }
    char between = *end++;
    if (!digits_of(&end, 1, 2, &second) || *end++ != between ||
        !digits_of(&end, iso ? 2 : 4, iso ? 2 : 4, &third))
        return NULL;
    uint64_t a = iso ? first : third, b = iso ? second : first, c = iso ? third : second;
    if (a < 1 || b < 1 || b > 12 || c < 1 || c > 31 || !ends_word(end)) return NULL;
    char day[64];
    normal_number(c, true, day, sizeof day);
    add(out, WORDS_ROOM, months[b - 1]);
    add(out, WORDS_ROOM, day);
    add_year(out, WORDS_ROOM, a);
    return end;
}

/* "May 5" and "May 5th". */
static const char *month_and_day(const char *at, char *out) {
    size_t size = word_size(at);
    for (size_t i = 0; i < COUNT_OF(months); i++) {
        if (!word_is(at, size, months[i]) || at[size] != ' ') continue;
        const char *from = at + size + 1;
        size_t digits = strspn(from, "0123456789");
        if (digits < 1 || digits > 2) return NULL;
        const char *end = from + digits;
        size_t tail = word_size(end);
        if (tail == 2) end += 2;
        if (!ends_word(end) || (tail && tail != 2)) return NULL;
        char day[64];
        int number = from[0] - '0';
        if (digits == 2) number = number * 10 + from[1] - '0';
        if (number < 1 || number > 31) return NULL;
        normal_number((uint64_t)number, true, day, sizeof day);
        add(out, WORDS_ROOM, months[i]);
        add(out, WORDS_ROOM, day);
        return end;
    }
    return NULL;
}

static const char *fraction(const char *at, char *out) {
    static const struct {
        const char *sign, *said;
    } all[] = {{"½", "one half"},    {"¼", "one quarter"},   {"¾", "three quarters"},
               {"1/2", "one half"},  {"1/4", "one quarter"}, {"3/4", "three quarters"},
               {"1/3", "one third"}, {"2/3", "two thirds"}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t size = strlen(all[i].sign);
        bool written = isdigit((unsigned char)all[i].sign[0]);
        if (strncmp(at, all[i].sign, size) != 0 ||
            (written && (isdigit((unsigned char)at[size]) || at[size] == '/')))
            continue;
        add(out, WORDS_ROOM, all[i].said);
        return at + size;
    }
    return NULL;
}

static const char *measure_after(const char *at, bool one, char *out) {
    static const char *const units[][3] = {
        {"km/h", "kilometre an hour", "kilometres an hour"},
        {"mph", "mile an hour", "miles an hour"},
        {"kg", "kilogram", "kilograms"},
        {"km", "kilometre", "kilometres"},
        {"cm", "centimetre", "centimetres"},
        {"mm", "millimetre", "millimetres"},
        {"ml", "millilitre", "millilitres"},
        {"lbs", "pound", "pounds"},
        {"lb", "pound", "pounds"},
        {"ft", "foot", "feet"},
        {"hrs", "hour", "hours"},
        {"hr", "hour", "hours"},
        {"min", "minute", "minutes"},
        {"sec", "second", "seconds"},
        {"°C", "degree Celsius", "degrees Celsius"},
        {"°F", "degree Fahrenheit", "degrees Fahrenheit"},
        {"%", "percent", "percent"},
        {"m", "metre", "metres"},
        {"g", "gram", "grams"},
        {"am", "A M", "A M"},
        {"pm", "P M", "P M"},
    };
    const char *from = at + (*at == ' ' && at[1] != '%');
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        size_t size = strlen(units[i][0]);
        if (strncmp(from, units[i][0], size) != 0 || !ends_word(from + size)) continue;
        add(out, WORDS_ROOM, units[i][one ? 1 : 2]);
        return from + size;
    }
    return at;
}

/* 555-0123: digits one by one, a breath where a dash is. */
static const char *telephone(const char *at, char *out) {
    size_t groups = 0;
    const char *end = at;
    for (;;) {
        size_t digits = strspn(end, "0123456789");
        if (digits < 2 || digits > 6) return NULL;
        end += digits;
        groups++;
        if (*end != '-' || !isdigit((unsigned char)end[1])) break;
        end++;
    }
    if (groups < 2 || !ends_word(end)) return NULL;
    for (const char *from = at; from < end; from++) {
        if (*from != '-') {
            add_digits(out, WORDS_ROOM, from, 1);
            continue;
        }
        size_t size = strlen(out);
        if (size + 2 < WORDS_ROOM) memcpy(out + size, ",", 2);
    }
    return end;
}

static const char *plain_number(const char *at, char *out) {
    struct number number;
    const char *from = at + (*at == '-' || *at == '#');
    if (!read_number(from, &number)) return NULL;
    if (*at == '-') add(out, WORDS_ROOM, "minus");
    if (*at == '#') add(out, WORDS_ROOM, "number");
    const char *end = number.end;
    size_t tail = word_size(end);
    bool ordinal = !number.decimals && tail == 2 &&
                   (word_is(end, 2, "st") || word_is(end, 2, "nd") || word_is(end, 2, "rd") ||
                    word_is(end, 2, "th"));
    if (ordinal) {
        char said[WORDS_ROOM];
        normal_number(number.whole, true, said, sizeof said);
        add(out, WORDS_ROOM, said);
        return end + 2;
    }
    bool decade = !number.decimals && *end == 's' && ends_word(end + 1);
    bool year = number.size == 4 && !number.decimals && number.whole >= 1100 &&
                number.whole <= 2099 && (ends_word(end) || decade);
    if (year) {
        add_year(out, WORDS_ROOM, number.whole);
        if (!decade) return end;
        size_t size = strlen(out);
        bool y = size && out[size - 1] == 'y';
        snprintf(out + size - y, WORDS_ROOM - size, "%s", y ? "ies" : "s");
        return end + 1;
    }
    add_value(out, WORDS_ROOM, &number);
    return measure_after(end, number.whole == 1 && !number.decimals, out);
}

static const char *abbreviation(const char *at, char *out) {
    static const char *const all[][2] = {
        {"Mr", "Mister"},       {"Mrs", "Missus"},     {"Ms", "Miz"},
        {"Dr", "Doctor"},       {"Prof", "Professor"}, {"St", "Saint"},
        {"Jr", "Junior"},       {"Sr", "Senior"},      {"Capt", "Captain"},
        {"Col", "Colonel"},     {"Gen", "General"},    {"Lt", "Lieutenant"},
        {"Sgt", "Sergeant"},    {"Rev", "Reverend"},   {"Hon", "Honourable"},
        {"Smt", "Shrimati"},    {"vs", "versus"},      {"etc", "et cetera"},
        {"e.g", "for example"}, {"i.e", "that is"},    {"approx", "approximately"},
        {"dept", "department"}, {"Ave", "Avenue"},     {"Blvd", "Boulevard"},
        {"Mt", "Mount"},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t size = strlen(all[i][0]);
        if (strncmp(at, all[i][0], size) != 0) continue;
        bool stop = at[size] == '.';
        bool without = i < 4 && at[size] == ' '; /* "Mr Rao" as the British write it */
        if (!stop && !without) continue;
        if (stop && isalnum((unsigned char)at[size + 1])) continue;
        add(out, WORDS_ROOM, all[i][1]);
        /* the stop that ends the sentence stays */
        return at + size + (stop && at[size + 1] != '\0');
    }
    return NULL;
}

/* "No. 7", and the numbers of books and wars. */
static const char *roman(const char *at, char *out) {
    static const char *const before[] = {"Chapter", "Part",   "Act", "Scene",
                                         "Book",    "Volume", "War", "Rocky"};
    static const char *const numerals[] = {"I",   "II",   "III", "IV", "V",  "VI",
                                           "VII", "VIII", "IX",  "X",  "XI", "XII"};
    size_t size = word_size(at);
    if (strncmp(at, "No. ", 4) == 0 && isdigit((unsigned char)at[4])) {
        add(out, WORDS_ROOM, "number");
        return at + 3;
    }
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        if (!word_is(at, size, before[i]) || at[size] != ' ') continue;
        size_t digits = word_size(at + size + 1);
        for (size_t k = 0; k < COUNT_OF(numerals); k++)
            if (strlen(numerals[k]) == digits &&
                strncmp(at + size + 1, numerals[k], digits) == 0 &&
                ends_word(at + size + 1 + digits)) {
                add(out, WORDS_ROOM, before[i]);
                add(out, WORDS_ROOM, small[k + 1]);
                return at + size + 1 + digits;
            }
    }
    return NULL;
}

static const char *sign(const char *at, char *out) {
    static const char *const signs[][2] = {{"&", "and"},  {"@", "at"},      {"=", "equals"},
                                           {"+", "plus"}, {"%", "percent"}, {"°", "degrees"}};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (strncmp(at, signs[i][0], strlen(signs[i][0])) == 0) {
            add(out, WORDS_ROOM, signs[i][1]);
            return at + strlen(signs[i][0]);
        }
    return NULL;
}

void normal_english(struct sentence *sentence) {
    static const char *(*const readers[])(const char *, char *) = {
        money, date,         clock_time, fraction,     month_and_day,
        roman, abbreviation, telephone,  plain_number, sign};
    struct buf text;
    LIST(uint32_t) origin = {0};
    buf_init(&text, 1 << 20);
    const char *start = sentence->text, *at = start;
    bool inside = false; /* a word, which nothing here begins in; told IPA is one */
    bool told = false;
    while (*at) {
        char said[WORDS_ROOM] = "";
        const char *end = NULL;
        told = (told || *at == 1) && *at != 3;
        for (size_t i = 0; i < COUNT_OF(readers) && !end && !told; i++) {
            bool needs_start = readers[i] != sign;
            if (needs_start && inside) continue;
            said[0] = '\0';
            end = readers[i](at, said);
        }
        uint32_t from = sentence->origin[at - start];
        if (!end || !said[0]) {
            buf_add(&text, at, 1);
            *(uint32_t *)list_push(&origin) = from;
            inside = isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80;
            at++;
            continue;
        }
        bool space_before = text.size && isalnum((unsigned char)text.bytes[text.size - 1]);
        bool space_after = isalnum((unsigned char)*end) || (unsigned char)*end >= 0x80;
        size_t first = text.size;
        buf_printf(&text, "%s%s%s", space_before ? " " : "", said, space_after ? " " : "");
        size_t last = text.size - 1 - space_after;
        uint32_t to = sentence->origin[end - 1 - start];
        for (size_t i = first; i < text.size; i++)
            *(uint32_t *)list_push(&origin) = i >= last ? to : from;
        inside = false;
        at = end;
    }
    free(sentence->text);
    free(sentence->origin);
    sentence->text = xstrdup(text.bytes ? text.bytes : "");
    sentence->size = text.size;
    sentence->origin = origin.items;
    buf_done(&text);
}
