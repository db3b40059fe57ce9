#include <iconv.h>
#include <string.h>

#include "import/formats/formats.h"

bool import_read_utf16(const char *bytes, size_t size, struct buf *text, struct error *why) {
    iconv_t converter = iconv_open("UTF-8", "UTF-16");
    if (converter == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): as POSIX has it */
        return error_set(why, PROBLEM_INTERNAL, "UTF-16 text cannot be converted here.");
    char *in = (char *)bytes, chunk[16384];
    while (size) {
        char *out = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(converter, &in, &size, &out, &room);
        buf_add(text, chunk, sizeof chunk - room);
        if (done != (size_t)-1 || room < sizeof chunk / 2) continue;
        if (size < 2) break;
        buf_text(text, "\xef\xbf\xbd"); /* half a surrogate pair */
        in += 2, size -= 2;
    }
    iconv_close(converter);
    return true;
}

bool import_convert(const char *format, const char *bytes, size_t size, struct buf *fountain,
                    struct error *why) {
    static const struct {
        const char *name;
        import_reader *read;
    } readers[] = {{"fdx", import_read_fdx},
                   {"word", import_read_word},
                   {"pdf", import_read_pdf},
                   {"md", import_read_markdown}};
    bool ok = false;
    if (strcmp(format, "utf16") == 0) {
        ok = import_read_utf16(bytes, size, fountain, why);
    } else {
        import_reader *read = NULL;
        for (size_t i = 0; i < COUNT_OF(readers); i++)
            if (strcmp(readers[i].name, format) == 0) read = readers[i].read;
        if (!read) return error_set(why, PROBLEM_USAGE, "There is no format \"%s\".", format);
        struct manuscript manuscript = manuscript_new();
        ok = read(bytes, size, &manuscript, why);
        if (ok && manuscript.paragraphs.count == 0)
            ok = error_set(why, PROBLEM_BAD_INPUT, "There is no text in this file.");
        if (ok) manuscript_write(&manuscript, fountain);
        manuscript_done(&manuscript);
    }
    if (ok && fountain->failed)
        return error_set(why, PROBLEM_TOO_LARGE, "The text in this file is over %zu MB.",
                         fountain->max >> 20);
    return ok;
}
