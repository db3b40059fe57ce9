/* Inside film-import: from lines on a page to paragraphs, by where the lines begin.
 *
 * A screenplay is set in columns (inches from the paper's edge, US letter: action 1.5, dialogue
 * 2.5, parenthetical 3.1, name 3.7, transition 6.0); what counts here is the distance from the
 * leftmost column that holds many lines, since margins differ. */
#ifndef IMPORT_LAYOUT_H
#define IMPORT_LAYOUT_H

#include "import/formats/manuscript.h"

struct layout_line {
    const char *text; /* escaped as by manuscript_run */
    double x_pt;      /* of its first letter */
    bool gap;         /* an empty line or more stands before it */
    bool page;        /* the first line of a page */
    bool centered;
};

struct layout {
    LIST(struct layout_line) lines;
};

/* Reads the lines as a screenplay when they are set like one, else as prose. */
void layout_read(struct layout *layout, struct manuscript *manuscript);

#endif
