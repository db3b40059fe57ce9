#include "documents.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "base/memory.h"

void document_word(const char *body, struct buf *out) {
    char *xml = NULL;
    if (asprintf(&xml,
                 "<?xml version=\"1.0\"?><w:document "
                 "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                 "<w:body>%s</w:body></w:document>",
                 body) < 0)
        die("out of memory");
    zip_error_t problem;
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &problem);
    zip_source_keep(whole);
    zip_t *archive = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &problem);
    zip_source_t *text = zip_source_buffer(archive, xml, strlen(xml), 1);
    if (zip_file_add(archive, "word/document.xml", text, 0) < 0 || zip_close(archive) != 0)
        die("no ZIP could be made");
    if (zip_source_open(whole) != 0) die("no ZIP could be read");
    char chunk[4096];
    for (zip_int64_t got; (got = zip_source_read(whole, chunk, sizeof chunk)) > 0;)
        buf_add(out, chunk, (size_t)got);
    zip_source_close(whole);
    zip_source_free(whole);
}

static cairo_status_t write_to(void *out, const unsigned char *bytes, unsigned size) {
    buf_add(out, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

void document_pdf(const char *lines, struct buf *out) {
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_to, out, 612, 792);
    cairo_t *page = cairo_create(surface);
    cairo_select_font_face(page, "monospace", CAIRO_FONT_SLANT_NORMAL,
                           CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(page, 12);
    double y = 72;
    for (const char *at = lines; *at; y += 12) {
        if (*at == '\f') {
            cairo_show_page(page);
            y = 60;
            at++;
            continue;
        }
        size_t size = strcspn(at, "\n\f"), indent = strspn(at, " ");
        char line[200];
        snprintf(line, sizeof line, "%.*s", (int)(size - indent), at + indent);
        cairo_move_to(page, (double)indent * 7.2, y);
        if (line[0]) cairo_show_text(page, line);
        at += size + (at[size] == '\n');
    }
    cairo_show_page(page);
    cairo_destroy(page);
    cairo_surface_destroy(surface);
}
