/* The tables, as migrations. Times are milliseconds since 1970 UTC; ids are UUIDs. */
#include "queue/tables.h"
#include "studio/studio.h"

static const char accounts[] =
    "CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL "
    "UNIQUE,"
    " password_hash TEXT, full_name TEXT, tier TEXT NOT NULL, role TEXT NOT NULL, locale TEXT,"
    " verified_at BIGINT, failed_logins BIGINT NOT NULL DEFAULT 0, locked_until BIGINT,"
    " suspended_at BIGINT, suspended_reason TEXT, totp_sealed BYTEA, totp_confirmed_at BIGINT,"
    " totp_step BIGINT NOT NULL DEFAULT 0, credit_day BIGINT NOT NULL, credit_reset_at BIGINT "
    "NOT"
    " NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, last_login_at BIGINT,"
    " deleted_at BIGINT);"
    "CREATE TABLE password_history (user_id TEXT NOT NULL REFERENCES users(id), hash TEXT NOT"
    " NULL, created_at BIGINT NOT NULL);"
    "CREATE INDEX password_history_user ON password_history(user_id);"
    "CREATE TABLE recovery_codes (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES"
    " users(id), used_at BIGINT);"
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), "
    "device"
    " TEXT, ip TEXT, remember BIGINT NOT NULL, created_at BIGINT NOT NULL, last_used_at BIGINT "
    "NOT"
    " NULL, expires_at BIGINT NOT NULL, revoked_at BIGINT);"
    "CREATE INDEX sessions_user ON sessions(user_id);"
    "CREATE TABLE refresh_tokens (hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES"
    " sessions(id), created_at BIGINT NOT NULL, used_at BIGINT);"
    "CREATE INDEX refresh_tokens_session ON refresh_tokens(session_id);"
    "CREATE TABLE one_time_tokens (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES"
    " users(id), kind TEXT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT);"
    "CREATE TABLE api_keys (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), "
    "name"
    " TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, scopes TEXT NOT NULL,"
    " created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, last_used_at BIGINT, revoked_at"
    " BIGINT);"
    "CREATE INDEX api_keys_user ON api_keys(user_id);"
    "CREATE TABLE signing_keys (id TEXT PRIMARY KEY, sealed BYTEA NOT NULL, public BYTEA NOT "
    "NULL,"
    " created_at BIGINT NOT NULL, retired_at BIGINT);"
    "CREATE TABLE mails (id TEXT PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, "
    "body"
    " TEXT NOT NULL, created_at BIGINT NOT NULL, sent_at BIGINT, tries BIGINT NOT NULL DEFAULT "
    "0,"
    " next_at BIGINT NOT NULL);"
    "CREATE INDEX mails_next ON mails(sent_at, next_at);"
    "CREATE TABLE audit (n BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT, action TEXT NOT"
    " NULL, kind TEXT, target TEXT, details TEXT, hash TEXT NOT NULL);"
    "CREATE TABLE setup_tokens (hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL);"
    "CREATE TABLE audit_head (one BIGINT PRIMARY KEY, n BIGINT NOT NULL, hash TEXT NOT NULL);"
    "INSERT INTO audit_head VALUES (1, 0, '');"
    "CREATE TABLE flags (name TEXT PRIMARY KEY, enabled BIGINT NOT NULL, updated_at BIGINT NOT"
    " NULL);"
    "CREATE TABLE consents (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id),"
    " purpose TEXT NOT NULL, granted BIGINT NOT NULL, at BIGINT NOT NULL, source TEXT);"
    "CREATE INDEX consents_user ON consents(user_id);"
    "CREATE TABLE idempotency (user_id TEXT NOT NULL, name TEXT NOT NULL, request TEXT NOT "
    "NULL,"
    " status BIGINT NOT NULL, answer TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY"
    " (user_id, name));"
    "CREATE TABLE rates (name TEXT PRIMARY KEY, tokens BIGINT NOT NULL, at BIGINT NOT NULL);";

static const char accounts_back[] =
    "DROP TABLE rates; DROP TABLE idempotency; DROP TABLE consents; DROP TABLE flags; DROP "
    "TABLE setup_tokens; DROP TABLE audit_head; DROP TABLE"
    " audit; DROP TABLE mails; DROP TABLE signing_keys; DROP TABLE api_keys; DROP TABLE"
    " one_time_tokens; DROP TABLE refresh_tokens; DROP TABLE sessions; DROP TABLE "
    "recovery_codes;"
    " DROP TABLE password_history; DROP TABLE users;";

/* Credits. A posting is two or more ledger rows that sum to zero; rows are only ever added.
 * balances is what the ledger sums to for each user, kept beside it so that the database itself
 * refuses to go below zero and so that there is one row to lock. */
static const char credits[] =
    "CREATE TABLE balances (user_id TEXT PRIMARY KEY REFERENCES users(id), available BIGINT NOT"
    " NULL CHECK (available >= 0), held BIGINT NOT NULL CHECK (held >= 0));"
    "CREATE TABLE credit_lots (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id),"
    " kind TEXT NOT NULL, amount BIGINT NOT NULL, remaining BIGINT NOT NULL CHECK (remaining "
    ">= 0"
    " AND remaining <= amount), expires_at BIGINT NOT NULL, created_at BIGINT NOT NULL);"
    "CREATE INDEX credit_lots_user ON credit_lots(user_id, expires_at);"
    "CREATE TABLE credit_holds (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES "
    "users(id),"
    " amount BIGINT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL, settled_at "
    "BIGINT);"
    "CREATE TABLE credit_hold_lots (hold_id TEXT NOT NULL REFERENCES credit_holds(id), lot_id "
    "TEXT"
    " NOT NULL REFERENCES credit_lots(id), amount BIGINT NOT NULL, PRIMARY KEY (hold_id, "
    "lot_id));"
    "CREATE TABLE postings (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), "
    "kind"
    " TEXT NOT NULL, amount BIGINT NOT NULL, balance_after BIGINT NOT NULL, description TEXT "
    "NOT"
    " NULL, reference TEXT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (kind, reference));"
    "CREATE INDEX postings_user ON postings(user_id, created_at);"
    "CREATE TABLE ledger (posting_id TEXT NOT NULL REFERENCES postings(id), user_id TEXT NOT "
    "NULL,"
    " account TEXT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (posting_id, account));"
    "CREATE INDEX ledger_user ON ledger(user_id, account);"
    "CREATE TABLE orders (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), what"
    " TEXT NOT NULL, quantity BIGINT NOT NULL, cents BIGINT NOT NULL, state TEXT NOT NULL,"
    " provider TEXT NOT NULL, created_at BIGINT NOT NULL, paid_at BIGINT);"
    "CREATE TABLE subscriptions (user_id TEXT PRIMARY KEY REFERENCES users(id), plan TEXT NOT "
    "NULL,"
    " period_end BIGINT NOT NULL, next_plan TEXT, updated_at BIGINT NOT NULL);";

static const char credits_back[] =
    "DROP TABLE subscriptions; DROP TABLE orders; DROP TABLE ledger; DROP TABLE postings; DROP"
    " TABLE credit_hold_lots; DROP TABLE credit_holds; DROP TABLE credit_lots; DROP TABLE"
    " balances;";

static const char films[] =
    "CREATE TABLE folders (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), "
    "name"
    " TEXT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (user_id, name));"
    "CREATE TABLE projects (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id),"
    " folder_id TEXT REFERENCES folders(id), title TEXT NOT NULL, title_key TEXT NOT NULL, "
    "script"
    " TEXT NOT NULL, settings TEXT NOT NULL, status TEXT NOT NULL, version BIGINT NOT NULL,"
    " film_job_id TEXT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, deleted_at"
    " BIGINT);"
    "CREATE INDEX projects_user ON projects(user_id, deleted_at, created_at);"
    "CREATE TABLE project_versions (project_id TEXT NOT NULL REFERENCES projects(id), n BIGINT "
    "NOT"
    " NULL, title TEXT NOT NULL, script TEXT NOT NULL, settings TEXT NOT NULL, created_at "
    "BIGINT"
    " NOT NULL, PRIMARY KEY (project_id, n));"
    "CREATE TABLE shares (id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES "
    "projects(id),"
    " hash TEXT NOT NULL UNIQUE, password_hash TEXT, views BIGINT NOT NULL, created_at BIGINT "
    "NOT"
    " NULL, expires_at BIGINT NOT NULL, revoked_at BIGINT);"
    "CREATE INDEX shares_project ON shares(project_id);"
    "CREATE TABLE jobs (id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES projects(id),"
    " user_id TEXT NOT NULL REFERENCES users(id), kind TEXT NOT NULL, status TEXT NOT NULL, "
    "phase"
    " TEXT NOT NULL, step TEXT, progress BIGINT NOT NULL, priority BIGINT NOT NULL, title TEXT "
    "NOT"
    " NULL, script TEXT NOT NULL, settings TEXT NOT NULL, version BIGINT NOT NULL, hold_id "
    "TEXT NOT"
    " NULL, credits BIGINT NOT NULL, tries BIGINT NOT NULL, max_tries BIGINT NOT NULL, worker "
    "TEXT,"
    " cancel_at BIGINT, problem TEXT, message "
    "TEXT,"
    " cause TEXT, events BIGINT NOT NULL, length_ms BIGINT, eta_ms BIGINT, created_at BIGINT "
    "NOT"
    " NULL, started_at BIGINT, finished_at BIGINT);"
    "CREATE INDEX jobs_status ON jobs(status, created_at);"
    "CREATE INDEX jobs_user ON jobs(user_id, created_at);"
    "CREATE INDEX jobs_project ON jobs(project_id);"
    "CREATE TABLE job_events (job_id TEXT NOT NULL REFERENCES jobs(id), n BIGINT NOT NULL, at"
    " BIGINT NOT NULL, status TEXT NOT NULL, step TEXT, progress BIGINT NOT NULL, eta_ms "
    "BIGINT,"
    " message TEXT, PRIMARY KEY (job_id, n));"
    "CREATE INDEX job_events_at ON job_events(at);"
    "CREATE TABLE job_files (job_id TEXT NOT NULL REFERENCES jobs(id), name TEXT NOT NULL, type"
    " TEXT NOT NULL, size BIGINT NOT NULL, PRIMARY KEY (job_id, name));"
    "CREATE TABLE downloads (id TEXT PRIMARY KEY, job_id TEXT NOT NULL REFERENCES jobs(id), "
    "user_id"
    " TEXT, file TEXT NOT NULL, at BIGINT NOT NULL, ip TEXT);"
    "CREATE TABLE moderation (id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES"
    " projects(id), user_id TEXT NOT NULL REFERENCES users(id), version BIGINT NOT NULL, terms "
    "TEXT"
    " NOT NULL, score BIGINT NOT NULL, state TEXT NOT NULL, reviewer TEXT, reason TEXT, appeal"
    " TEXT, created_at BIGINT NOT NULL, decided_at BIGINT);"
    "CREATE INDEX moderation_state ON moderation(state, created_at);"
    "CREATE INDEX moderation_project ON moderation(project_id);";

static const char films_back[] = "DROP TABLE moderation; DROP TABLE downloads; DROP TABLE "
                                 "job_files; DROP TABLE job_events; DROP"
                                 " TABLE jobs; DROP TABLE shares; DROP TABLE project_versions; "
                                 "DROP TABLE projects; DROP TABLE"
                                 " folders;";

/* Projects may belong to an organisation, and may be locked against changes. */
static const char organizations[] =
    "CREATE TABLE organizations (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at BIGINT NOT"
    " NULL, deleted_at BIGINT);"
    "CREATE TABLE members (organization_id TEXT NOT NULL REFERENCES organizations(id), user_id"
    " TEXT NOT NULL REFERENCES users(id), role TEXT NOT NULL, joined_at BIGINT NOT NULL,"
    " PRIMARY KEY (organization_id, user_id));"
    "CREATE INDEX members_user ON members(user_id);"
    "CREATE TABLE invitations (id TEXT PRIMARY KEY, organization_id TEXT NOT NULL REFERENCES"
    " organizations(id), email TEXT NOT NULL, email_key TEXT NOT NULL, role TEXT NOT NULL, hash"
    " TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, UNIQUE"
    " (organization_id, email_key));"
    "ALTER TABLE projects ADD COLUMN organization_id TEXT;"
    "ALTER TABLE projects ADD COLUMN locked_at BIGINT;"
    "CREATE INDEX projects_organization ON projects(organization_id, deleted_at, created_at);"
    "CREATE INDEX audit_target ON audit(kind, target, n);";

static const char organizations_back[] =
    "DROP INDEX audit_target; DROP INDEX projects_organization; ALTER TABLE projects DROP "
    "COLUMN"
    " locked_at; ALTER TABLE projects DROP COLUMN organization_id; DROP TABLE invitations; DROP"
    " TABLE members; DROP TABLE organizations;";

static const char webhooks[] =
    "CREATE TABLE webhooks (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), "
    "url"
    " TEXT NOT NULL, events TEXT NOT NULL, secret BYTEA NOT NULL, enabled BIGINT NOT NULL,"
    " created_at BIGINT NOT NULL);"
    "CREATE INDEX webhooks_user ON webhooks(user_id);"
    "CREATE TABLE webhook_deliveries (id TEXT PRIMARY KEY, webhook_id TEXT NOT NULL REFERENCES"
    " webhooks(id), event TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, tries BIGINT"
    " NOT NULL, status BIGINT NOT NULL, problem TEXT, created_at BIGINT NOT NULL, next_at "
    "BIGINT"
    " NOT NULL, ended_at BIGINT);"
    "CREATE INDEX webhook_deliveries_next ON webhook_deliveries(state, next_at);"
    "CREATE INDEX webhook_deliveries_of ON webhook_deliveries(webhook_id, created_at);";

static const char guests[] =
    "CREATE TABLE guests (user_id TEXT PRIMARY KEY REFERENCES users(id), address TEXT NOT NULL,"
    " challenge TEXT NOT NULL UNIQUE, claim_hash TEXT NOT NULL UNIQUE, created_at BIGINT NOT"
    " NULL);"
    "CREATE INDEX guests_address ON guests(address, created_at);";

/* Who somebody is at another provider. */
static const char identities[] =
    "CREATE TABLE identities (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id),"
    " issuer TEXT NOT NULL, subject TEXT NOT NULL, email TEXT, created_at BIGINT NOT NULL,"
    " last_used_at BIGINT NOT NULL, UNIQUE (issuer, subject));"
    "CREATE INDEX identities_user ON identities(user_id);";

/* Files people bring to a project, and what was decided about them. */
static const char assets[] =
    "CREATE TABLE assets (id TEXT PRIMARY KEY, project_id TEXT NOT NULL REFERENCES "
    "projects(id),"
    " user_id TEXT NOT NULL REFERENCES users(id), name TEXT NOT NULL, kind TEXT NOT NULL, type"
    " TEXT NOT NULL, character_name TEXT, state TEXT NOT NULL, size BIGINT NOT NULL, width "
    "BIGINT"
    " NOT NULL, height BIGINT NOT NULL, length_ms BIGINT NOT NULL, version BIGINT NOT NULL,"
    " created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);"
    "CREATE INDEX assets_project ON assets(project_id, created_at);"
    "CREATE TABLE approvals (id TEXT PRIMARY KEY, asset_id TEXT NOT NULL REFERENCES assets(id),"
    " user_id TEXT NOT NULL REFERENCES users(id), from_state TEXT NOT NULL, to_state TEXT NOT"
    " NULL, comment TEXT, at BIGINT NOT NULL);"
    "CREATE INDEX approvals_asset ON approvals(asset_id, at);";

const struct db_migration studio_migrations[] = {
    {1, "accounts", accounts, accounts_back},
    {2, "credits", credits, credits_back},
    {3, "films", films, films_back},
    {4, "queue", QUEUE_TABLES, QUEUE_TABLES_BACK},
    {5, "moderation", "ALTER TABLE moderation ADD COLUMN job_id TEXT",
     "ALTER TABLE moderation DROP COLUMN job_id"},
    {6, "organizations", organizations, organizations_back},
    {7, "webhooks", webhooks, "DROP TABLE webhook_deliveries; DROP TABLE webhooks"},
    {8, "guests", guests, "DROP TABLE guests"},
    {9, "identities", identities, "DROP TABLE identities"},
    {10, "assets", assets, "DROP TABLE approvals; DROP TABLE assets"},
};
const size_t studio_migration_count = COUNT_OF(studio_migrations);
