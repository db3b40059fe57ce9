#include "studio/contact.h"

bool contact_write(struct studio_desk *desk, const struct contact_letter *letter,
                   struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (letter->website && *letter->website) return true;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT email FROM users WHERE role = 'admin' AND deleted_at IS NULL AND "
                  "suspended_at IS NULL ORDER BY created_at, id LIMIT 20"))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_CONFLICT,
                         "This server has no administrator yet who could read it.");
    const char *body =
        arena_printf(desk->arena, "%s <%s> writes through the contact form:\n\n%s\n",
                     letter->name && *letter->name ? letter->name : "Somebody", letter->email,
                     letter->message);
    for (size_t i = 0; i < db_count(rows); i++)
        if (!studio_mail(desk, db_get_text(rows, i, 0), "A letter to the studio", body, err))
            return false;
    return true;
}
