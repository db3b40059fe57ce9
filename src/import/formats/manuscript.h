/* Inside film-import: a script as the paragraphs that every format is made of, and as Fountain.
 */
#ifndef IMPORT_MANUSCRIPT_H
#define IMPORT_MANUSCRIPT_H

#include "base/buf.h"
#include "base/memory.h"

enum paragraph_kind {
    PARAGRAPH_ACTION,
    PARAGRAPH_HEADING,
    PARAGRAPH_CHARACTER,
    PARAGRAPH_PARENTHETICAL,
    PARAGRAPH_DIALOGUE,
    PARAGRAPH_LYRIC,
    PARAGRAPH_TRANSITION,
    PARAGRAPH_CENTERED,
    PARAGRAPH_PROSE, /* of a document that is no screenplay: written as it stands */
};

struct paragraph {
    enum paragraph_kind kind;
    const char *text; /* Fountain's own marks escaped, emphasis marked; '\n' between lines */
    bool second;      /* a cue that is spoken at the same time as the one before */
};

struct manuscript {
    struct arena *arena;        /* owns the texts */
    const char *title, *author; /* or NULL */
    LIST(struct paragraph) paragraphs;
};
struct manuscript manuscript_new(void);
void manuscript_done(struct manuscript *manuscript);

enum { MANUSCRIPT_BOLD = 1, MANUSCRIPT_ITALIC = 2, MANUSCRIPT_UNDERLINE = 4 };

/* Appends a run of text to `out`: invalid UTF-8 becomes U+FFFD, control bytes go, Fountain's
 * marks are escaped, spaces stay outside of the emphasis. `style`: MANUSCRIPT_ bits. */
void manuscript_run(struct buf *out, const char *text, size_t size, int style);

/* Adds a paragraph whose text was put together with manuscript_run; trims it, drops an empty
 * one. */
void manuscript_add(struct manuscript *manuscript, enum paragraph_kind kind,
                    const struct buf *text);

/* As Fountain, with forcing marks where a line would be read otherwise. */
void manuscript_write(const struct manuscript *manuscript, struct buf *out);

#endif
