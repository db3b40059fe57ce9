import fastify from "fastify";
import { getJob, listProjects, port, whoAsks } from "./studio.js";

// Answers by schema are what makes fastify fast.
const text = { type: "string" };
const number = { type: "integer" };
const object = (properties) => ({ type: "object", properties });
const project = object({
  projectId: text, title: text, status: text, settings: { type: "object", additionalProperties: true },
  version: number, createdAt: text, updatedAt: text,
});
const list = object({ projects: { type: "array", items: project }, totalCount: number, page: number, pageSize: number });
const job = object({
  jobId: text, projectId: text, kind: text, status: text, phase: text, step: text, title: text, message: text,
  progress: number, credits: number, tries: number, version: number, createdAt: text, startedAt: text,
  finishedAt: text,
});

const app = fastify();
app.decorateRequest("user", null);
app.addHook("onRequest", async (request, reply) => {
  request.user = whoAsks(request.headers.authorization);
  if (!request.user) return reply.code(401).send({ title: "Sign in first." });
});
const query = object({ page: { ...number, default: 1 }, pageSize: { ...number, default: 20 } });
app.get("/api/v1/projects", { schema: { querystring: query, response: { 200: list } } }, (request) =>
  listProjects(request.user, request.query.page, request.query.pageSize));
app.get("/api/v1/jobs/:id", { schema: { response: { 200: job } } }, async (request, reply) => {
  const found = await getJob(request.user, request.params.id);
  return found ?? reply.code(404).send({ title: "There is no such job." });
});
await app.listen({ port, host: "127.0.0.1" });
