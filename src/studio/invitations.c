/* Invitations into organisations, by mail. */
#include <string.h>

#include "base/utf8.h"
#include "studio/organizations.h"

enum { OPEN_MAX = 100 };
static const int64_t life_ms = 7 * (int64_t)24 * 3600 * 1000;

static bool send(struct studio_desk *desk, const struct organization *organization,
                 const char *email, const char *role, const char *token, struct error *err) {
    const char *body = arena_printf(
        desk->arena,
        "%s invites you to \"%s\" at AI Film Studio, as %s.\n\nJoin within seven days, with an "
        "account of this address:\n\n  %s/invitation?token=%s\n\nIf you do not know them, do "
        "nothing.\n",
        desk->who.email, organization->name, role, desk->studio->address, token);
    return studio_mail(desk, email, "You are invited to an organisation", body, err);
}

static bool may_invite(struct studio_desk *desk, const char *id, const char *key,
                       struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT (SELECT COUNT(*) FROM members m JOIN users u ON u.id = m.user_id "
                  "WHERE m.organization_id = $1 AND u.email_key = $2), (SELECT COUNT(*) FROM "
                  "invitations WHERE organization_id = $1 AND expires_at > $3)",
                  db_text(id), db_text(key), db_int(desk->now)))
        return false;
    if (db_get_int(rows, 0, 0))
        return error_set(err, PROBLEM_CONFLICT, "They are a member already.");
    return db_get_int(rows, 0, 1) < OPEN_MAX ||
           error_set(err, PROBLEM_CONFLICT, "%d invitations are open: wait, or take some back.",
                     OPEN_MAX);
}

bool organizations_invite(struct studio_desk *desk, const char *id, const char *email,
                          const char *role, struct organization_invitation *invitation,
                          struct error *err) {
    struct organization organization = {0};
    AUTO_FREE char *key = utf8_fold(email);
    const char *token = studio_new_token(desk);
    *invitation = (struct organization_invitation){.id = studio_new_id(desk),
                                                   .email = email,
                                                   .role = role,
                                                   .created_at = desk->now,
                                                   .expires_at = desk->now + life_ms};
    /* A new invitation takes the place of an open one. */
    return organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) &&
           may_invite(desk, id, key, err) &&
           db_run(desk->tx, NULL, err,
                  "DELETE FROM invitations WHERE organization_id = $1 AND email_key = $2",
                  db_text(id), db_text(key)) &&
           db_run(desk->tx, NULL, err,
                  "INSERT INTO invitations (id, organization_id, email, email_key, role, hash, "
                  "created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                  db_text(invitation->id), db_text(id), db_text(email), db_text(key),
                  db_text(role), db_text(studio_token_hash(desk, token)), db_int(desk->now),
                  db_int(invitation->expires_at)) &&
           send(desk, &organization, email, role, token, err) &&
           studio_audit(desk, "member.invited", "organization", id,
                        arena_printf(desk->arena, "%s as %s", invitation->id, role), err);
}

bool organizations_invitations(struct studio_desk *desk, const char *id,
                               struct organization_invitation_list *list, struct error *err) {
    struct organization organization = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT id, email, role, created_at, expires_at FROM invitations WHERE "
                  "organization_id = $1 AND expires_at > $2 ORDER BY created_at, id",
                  db_text(id), db_int(desk->now)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] =
            (struct organization_invitation){.id = studio_text(desk, rows, i, 0),
                                             .email = studio_text(desk, rows, i, 1),
                                             .role = studio_text(desk, rows, i, 2),
                                             .created_at = db_get_int(rows, i, 3),
                                             .expires_at = db_get_int(rows, i, 4)};
    return true;
}

bool organizations_uninvite(struct studio_desk *desk, const char *id, const char *invitation_id,
                            struct error *err) {
    struct organization organization = {0};
    int64_t changed;
    if (!organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) ||
        !db_run(desk->tx, &changed, err,
                "DELETE FROM invitations WHERE id = $1 AND organization_id = $2",
                db_text(invitation_id), db_text(id)))
        return false;
    if (!changed) return error_set(err, PROBLEM_NOT_FOUND, "There is no such invitation.");
    return studio_audit(desk, "member.uninvited", "organization", id, invitation_id, err);
}

bool organizations_join(struct studio_desk *desk, const char *token,
                        struct organization *organization, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    AUTO_FREE char *key = utf8_fold(desk->who.email);
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id, organization_id, email_key, role FROM invitations WHERE hash = "
                  "$1 AND expires_at > $2 FOR UPDATE",
                  db_text(studio_token_hash(desk, token)), db_int(desk->now)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_NOT_FOUND,
                         "This invitation is spent, taken back or too old: ask for another.");
    if (strcmp(key, db_get_text(rows, 0, 2)) != 0)
        return error_set(err, PROBLEM_FORBIDDEN,
                         "Another mail address was invited: sign in with an account of that "
                         "one.");
    const char *id = studio_text(desk, rows, 0, 1), *role = studio_text(desk, rows, 0, 3);
    return organizations_admit(desk, id, role, err) &&
           db_run(desk->tx, NULL, err, "DELETE FROM invitations WHERE id = $1",
                  db_text(db_get_text(rows, 0, 0))) &&
           studio_audit(desk, "member.joined", "organization", id, role, err) &&
           organizations_get(desk, id, ORGANIZATION_VIEW, organization, err);
}
