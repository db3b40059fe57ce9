import express from "express";
import { getJob, listProjects, port, whoAsks } from "./studio.js";

const app = express();
app.disable("x-powered-by");
app.use("/api/v1", (request, response, next) => {
  request.user = whoAsks(request.headers.authorization);
  if (request.user) next();
  else response.status(401).json({ title: "Sign in first." });
});
app.get("/api/v1/projects", async (request, response) => {
  const { page = 1, pageSize = 20 } = request.query;
  response.json(await listProjects(request.user, Number(page), Number(pageSize)));
});
app.get("/api/v1/jobs/:id", async (request, response) => {
  const job = await getJob(request.user, request.params.id);
  if (job) response.json(job);
  else response.status(404).json({ title: "There is no such job." });
});
app.listen(port, "127.0.0.1");
