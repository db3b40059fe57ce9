#include "studio/privacy.h"

#include <string.h>

#include "base/clock.h"

enum { EXPORT_MAX = 64 << 20, ROWS_MAX = 100000, ERASE_MAX = 20 };
static const int64_t month_ms = 30 * (int64_t)24 * 3600 * 1000;

bool privacy_consent(struct studio_desk *desk, const char *purpose, bool granted,
                     const char *source, struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO consents (id, user_id, purpose, granted, at, source) VALUES ($1, "
        "$2, $3, $4, $5, $6)",
        db_text(studio_new_id(desk)), db_text(desk->who.user_id), db_text(purpose),
        db_int(granted), db_int(desk->now), db_text(source));
}

bool privacy_consents(struct studio_desk *desk, struct privacy_consents *out,
                      struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT purpose, granted, at, source FROM consents WHERE user_id = $1 ORDER "
                  "BY at DESC, id DESC LIMIT 1000",
                  db_text(desk->who.user_id)))
        return false;
    out->trail.count = db_count(rows);
    out->trail.items = arena_alloc(desk->arena, out->trail.count + 1, sizeof *out->trail.items);
    for (size_t i = 0; i < out->trail.count; i++)
        out->trail.items[i] = (struct privacy_consent){.purpose = studio_text(desk, rows, i, 0),
                                                       .granted = db_get_int(rows, i, 1),
                                                       .at = db_get_int(rows, i, 2),
                                                       .source = studio_text(desk, rows, i, 3)};
    return true;
}

/* A list of the export: fields are names with a type: `:i` a number, `:t` a time, else text. $1
 * is who asks, $2 how many rows at most. */
struct part {
    const char *name, *fields, *sql;
};
static const struct part parts[] = {
    {"account",
     "userId email fullName tier role locale createdAt:t updatedAt:t lastLoginAt:t "
     "verifiedAt:t",
     "SELECT id, email, full_name, tier, role, locale, created_at, updated_at, last_login_at, "
     "verified_at FROM users WHERE id = $1 LIMIT $2"},
    {"consents", "purpose granted:i at:t source",
     "SELECT purpose, granted, at, source FROM consents WHERE user_id = $1 ORDER BY at LIMIT "
     "$2"},
    {"sessions", "sessionId device ip createdAt:t lastUsedAt:t expiresAt:t revokedAt:t",
     "SELECT id, device, ip, created_at, last_used_at, expires_at, revoked_at FROM sessions "
     "WHERE user_id = $1 ORDER BY created_at LIMIT $2"},
    {"identities", "issuer subject email createdAt:t lastUsedAt:t",
     "SELECT issuer, subject, email, created_at, last_used_at FROM identities WHERE user_id = "
     "$1 "
     "ORDER BY created_at LIMIT $2"},
    {"apiKeys", "keyId name prefix scopes createdAt:t expiresAt:t lastUsedAt:t revokedAt:t",
     "SELECT id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at FROM "
     "api_keys WHERE user_id = $1 ORDER BY created_at LIMIT $2"},
    {"organizations", "organizationId name role joinedAt:t",
     "SELECT o.id, o.name, m.role, m.joined_at FROM members m JOIN organizations o ON o.id = "
     "m.organization_id WHERE m.user_id = $1 ORDER BY m.joined_at LIMIT $2"},
    {"webhooks", "webhookId url events createdAt:t",
     "SELECT id, url, events, created_at FROM webhooks WHERE user_id = $1 ORDER BY created_at "
     "LIMIT $2"},
    {"folders", "folderId name createdAt:t",
     "SELECT id, name, created_at FROM folders WHERE user_id = $1 ORDER BY created_at LIMIT "
     "$2"},
    {"projects",
     "projectId title script settings status version:i folderId organizationId createdAt:t "
     "updatedAt:t deletedAt:t",
     "SELECT id, title, script, settings, status, version, folder_id, organization_id, "
     "created_at, updated_at, deleted_at FROM projects WHERE user_id = $1 ORDER BY created_at "
     "LIMIT $2"},
    {"projectVersions", "projectId version:i title script settings createdAt:t",
     "SELECT v.project_id, v.n, v.title, v.script, v.settings, v.created_at FROM "
     "project_versions v JOIN projects p ON p.id = v.project_id WHERE p.user_id = $1 ORDER BY "
     "v.created_at LIMIT $2"},
    {"jobs",
     "jobId projectId status title credits:i errorMessage createdAt:t startedAt:t finishedAt:t",
     "SELECT id, project_id, status, title, credits, message, created_at, started_at, "
     "finished_at FROM jobs WHERE user_id = $1 ORDER BY created_at LIMIT $2"},
    {"files", "jobId name type size:i",
     "SELECT f.job_id, f.name, f.type, f.size FROM job_files f JOIN jobs j ON j.id = f.job_id "
     "WHERE j.user_id = $1 ORDER BY f.job_id, f.name LIMIT $2"},
    {"assets", "assetId projectId name type character size:i createdAt:t",
     "SELECT id, project_id, name, type, character_name, size, created_at FROM assets WHERE "
     "user_id = $1 ORDER BY created_at LIMIT $2"},
    {"downloads", "jobId file at:t ip",
     "SELECT job_id, file, at, ip FROM downloads WHERE user_id = $1 ORDER BY at LIMIT $2"},
    {"reviews", "projectId state reason appeal createdAt:t",
     "SELECT project_id, state, reason, appeal, created_at FROM moderation WHERE user_id = $1 "
     "ORDER BY created_at LIMIT $2"},
    {"creditTransactions", "type amount:i balanceAfter:i description date:t",
     "SELECT kind, amount, balance_after, description, created_at FROM postings WHERE user_id "
     "= "
     "$1 ORDER BY created_at LIMIT $2"},
    {"actions", "action resourceType resourceId details at:t",
     "SELECT action, kind, target, details, at FROM audit WHERE actor = $1 ORDER BY n LIMIT "
     "$2"},
};

static json_t *value_of(const struct db_rows *rows, size_t row, int column, char type,
                        size_t *size) {
    char time[CLOCK_TEXT_SIZE];
    if (db_is_null(rows, row, column)) return json_null();
    if (type == 'i') return json_integer(db_get_int(rows, row, column));
    const char *text = time;
    if (type == 't') {
        clock_text(db_get_int(rows, row, column), time);
    } else {
        text = db_get_text(rows, row, column);
    }
    *size += strlen(text);
    return json_string(text);
}

static json_t *row_of(const struct part *part, const struct db_rows *rows, size_t row,
                      size_t *size) {
    json_t *object = json_object();
    int column = 0;
    for (const char *at = part->fields; *at; column++) {
        size_t length = strcspn(at, ": "), whole = strcspn(at, " ");
        char name[40] = "", type = at[length] == ':' ? at[length + 1] : 's';
        memcpy(name, at, length < sizeof name - 1 ? length : sizeof name - 1);
        json_object_set_new(object, name, value_of(rows, row, column, type, size));
        *size += length + 8;
        at += whole + (at[whole] == ' ');
    }
    return object;
}

bool privacy_export(struct studio_desk *desk, json_t **out, struct error *err) {
    json_t *all = json_object();
    size_t size = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        AUTO(db_rows_free) struct db_rows *rows = NULL;
        bool ok = db_query(desk->tx, &rows, err, parts[i].sql, db_text(desk->who.user_id),
                           db_int(ROWS_MAX));
        json_t *list = json_array();
        json_object_set_new(all, parts[i].name, list);
        for (size_t row = 0; ok && row < db_count(rows); row++) {
            json_array_append_new(list, row_of(&parts[i], rows, row, &size));
            if (size > EXPORT_MAX)
                ok = error_set(
                    err, PROBLEM_TOO_LARGE,
                    "There is more than %d MB of it: write to the studio, which sends "
                    "it to you.",
                    EXPORT_MAX >> 20);
        }
        if (ok) continue;
        json_decref(all);
        return false;
    }
    *out = all;
    return true;
}

static bool erase_one(struct studio_desk *desk, const char *id, struct error *err) {
    static const char *const statements[] = {
        "DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE user_id "
        "= "
        "$1)",
        "DELETE FROM sessions WHERE user_id = $1",
        "DELETE FROM password_history WHERE user_id = $1",
        "DELETE FROM recovery_codes WHERE user_id = $1",
        "DELETE FROM one_time_tokens WHERE user_id = $1",
        "DELETE FROM api_keys WHERE user_id = $1",
        "DELETE FROM consents WHERE user_id = $1",
        "DELETE FROM idempotency WHERE user_id = $1",
        "DELETE FROM webhook_deliveries WHERE webhook_id IN (SELECT id FROM webhooks WHERE "
        "user_id = $1)",
        "DELETE FROM webhooks WHERE user_id = $1",
        "DELETE FROM members WHERE user_id = $1",
        "DELETE FROM identities WHERE user_id = $1",
        "DELETE FROM invitations WHERE email_key || ' ' || $1 = (SELECT email_key FROM users "
        "WHERE "
        "id = $1)",
        "DELETE FROM mails WHERE recipient = (SELECT email FROM users WHERE id = $1)",
        "UPDATE projects SET folder_id = NULL WHERE folder_id IN (SELECT id FROM folders WHERE "
        "user_id = $1)",
        "DELETE FROM folders WHERE user_id = $1",
        "UPDATE downloads SET user_id = NULL, ip = NULL WHERE user_id = $1",
        "UPDATE users SET email = '', email_key = 'erased ' || id, password_hash = NULL, "
        "full_name = NULL, locale = NULL, totp_sealed = NULL, totp_confirmed_at = NULL, "
        "suspended_reason = NULL, last_login_at = NULL WHERE id = $1",
    };
    for (size_t i = 0; i < COUNT_OF(statements); i++)
        if (!db_run(desk->tx, NULL, err, statements[i], db_text(id))) return false;
    return studio_audit(desk, "user.erased", "user", id, NULL, err);
}

bool privacy_erase(struct studio_desk *desk, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id FROM users WHERE deleted_at < $1 AND email <> '' AND id NOT IN "
                  "(SELECT user_id FROM projects WHERE organization_id IS NULL) ORDER BY "
                  "deleted_at LIMIT $2",
                  db_int(desk->now - month_ms), db_int(ERASE_MAX)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++)
        if (!erase_one(desk, studio_text(desk, rows, i, 0), err)) return false;
    return true;
}
