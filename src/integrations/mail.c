#include "integrations/mail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"

enum { MAIL_MAX = 1 << 20, TIMEOUT_S = 30 };

struct mail_door {
    char *url, *folder; /* one of them */
    const char *from;
};

bool mail_open(const char *url, const char *from, struct mail_door **out, struct error *err) {
    bool folder = strncmp(url, "folder:", 7) == 0;
    if (!folder && strncmp(url, "smtp://", 7) != 0 && strncmp(url, "smtps://", 8) != 0)
        return error_set(err, PROBLEM_USAGE, "Mail goes to folder:PATH or smtp://HOST.");
    if (folder && !file_make_folder(url + 7, err)) return false;
    struct mail_door *door = xcalloc(1, sizeof *door);
    door->from = from;
    if (folder) {
        door->folder = xstrdup(url + 7);
    } else {
        door->url = xstrdup(url);
    }
    *out = door;
    return true;
}

void mail_close(struct mail_door *door) {
    if (!door) return;
    free(door->url);
    free(door->folder);
    free(door);
}

static bool is_line(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f) return false;
    return true;
}

/* RFC 5322, with the subject as an encoded word (RFC 2047) when it is not plain. */
static void compose(const struct mail_door *door, const struct mail *mail, struct buf *out) {
    char date[64];
    time_t seconds = (time_t)(mail->at_ms / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &parts);
    bool plain = true;
    for (const char *at = mail->subject; *at; at++) plain &= (unsigned char)*at < 0x7f;
    buf_printf(out,
               "Date: %s\r\nFrom: AI Film Studio <%s>\r\nTo: <%s>\r\nMessage-ID: <%s@film>\r\n",
               date, door->from, mail->to, mail->id);
    if (plain) {
        buf_printf(out, "Subject: %s\r\n", mail->subject);
    } else {
        buf_text(out, "Subject: =?UTF-8?Q?");
        for (const char *at = mail->subject; *at; at++)
            buf_printf(out, "=%02X", (unsigned char)*at);
        buf_text(out, "?=\r\n");
    }
    buf_text(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: 8bit\r\n\r\n");
    for (const char *at = mail->body; *at; at++)
        if (*at == '\n') {
            buf_text(out, "\r\n");
        } else if (*at != '\r') {
            buf_u8(out, (uint8_t)*at);
        }
}

struct reading {
    const struct buf *text;
    size_t at;
};

static size_t read_text(char *to, size_t size, size_t count, void *data) {
    struct reading *reading = data;
    size_t left = reading->text->size - reading->at, most = size * count;
    if (left > most) left = most;
    memcpy(to, reading->text->bytes + reading->at, left);
    reading->at += left;
    return left;
}

static bool send_by_smtp(const struct mail_door *door, const struct mail *mail,
                         const struct buf *text, struct error *err) {
    struct reading reading = {.text = text};
    CURL *curl = curl_easy_init();
    struct curl_slist *to = curl_slist_append(NULL, mail->to);
    if (!curl || !to) die("no memory for a mail");
    bool secret = strchr(door->url, '@') != NULL;
    curl_easy_setopt(curl, CURLOPT_URL, door->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(secret ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, door->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_text);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    CURLcode result = curl_easy_perform(curl);
    curl_slist_free_all(to);
    curl_easy_cleanup(curl);
    if (result == CURLE_OK) return true;
    error_set(err, PROBLEM_TEMPORARY, "The mail server did not take the mail.");
    return error_cause(err, "%s", curl_easy_strerror(result));
}

bool mail_send(struct mail_door *door, const struct mail *mail, struct error *err) {
    if (!is_line(mail->to) || !is_line(mail->subject) || strpbrk(mail->to, "<>, "))
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The address or subject of a mail is no line.");
    struct buf text;
    buf_init(&text, MAIL_MAX);
    compose(door, mail, &text);
    bool ok = buf_ok(&text, err);
    if (ok && door->folder) {
        char path[4300];
        snprintf(path, sizeof path, "%s/%lld-%s.eml", door->folder, (long long)mail->at_ms,
                 mail->id);
        ok = file_write(path, text.bytes, text.size, err);
    } else if (ok) {
        ok = send_by_smtp(door, mail, &text, err);
    }
    buf_done(&text);
    return ok;
}
