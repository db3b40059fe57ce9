// What both peers share: who asks, and the two questions to the studio's own tables, asked as somebody
// would who writes such a server for speed: prepared statements, one for each answer, a pool of eight.
import { createPublicKey } from "node:crypto";
import { createVerifier } from "fast-jwt";
import pg from "pg";

const { DATABASE, JWK, PORT } = process.env;
export const port = Number(PORT);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: DATABASE, max: 8 });
const key = createPublicKey({ key: JSON.parse(JWK), format: "jwk" }).export({ type: "spki", format: "pem" });
const verify = createVerifier({
  key,
  algorithms: ["EdDSA"],
  allowedIss: "ai-film-studio",
  allowedAud: "ai-film-studio-api",
  cache: process.env.CACHE === "1",
});

// The user's id, or undefined.
export function whoAsks(header) {
  if (!header?.startsWith("Bearer ")) return undefined;
  try {
    return verify(header.slice(7)).sub;
  } catch {
    return undefined;
  }
}

const time = (ms) => (ms === null ? undefined : new Date(ms).toISOString());

export async function listProjects(user, page, pageSize) {
  const { rows } = await pool.query({
    name: "projects",
    text: `SELECT id, folder_id, title, settings, status, version, created_at, updated_at,
             COUNT(*) OVER () AS total FROM projects
           WHERE user_id = $1 AND organization_id IS NULL AND deleted_at IS NULL
           ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3`,
    values: [user, pageSize, (page - 1) * pageSize],
  });
  return {
    projects: rows.map((row) => ({
      projectId: row.id,
      title: row.title,
      status: row.status,
      settings: JSON.parse(row.settings),
      version: row.version,
      createdAt: time(row.created_at),
      updatedAt: time(row.updated_at),
    })),
    totalCount: rows[0]?.total ?? 0,
    page,
    pageSize,
  };
}

export async function getJob(user, id) {
  const { rows } = await pool.query({
    name: "job",
    text: `SELECT id, project_id, kind, status, phase, step, title, message, progress, credits, tries,
             version, created_at, started_at, finished_at FROM jobs WHERE id = $1 AND user_id = $2`,
    values: [id, user],
  });
  const row = rows[0];
  return (
    row && {
      jobId: row.id,
      projectId: row.project_id,
      kind: row.kind,
      status: row.status,
      phase: row.phase,
      step: row.step ?? undefined,
      title: row.title,
      message: row.message ?? undefined,
      progress: row.progress,
      credits: row.credits,
      tries: row.tries,
      version: row.version,
      createdAt: time(row.created_at),
      startedAt: time(row.started_at),
      finishedAt: time(row.finished_at),
    }
  );
}
