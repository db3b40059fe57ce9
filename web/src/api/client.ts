// The API, typed by the server's own OpenAPI document (schema.d.ts, made by `npm run api`).
import createClient, { type Middleware } from "openapi-fetch";
import { noAnswer, problemOf } from "./problem";
import type { components, paths } from "./schema";
import { accessToken } from "./session";

export type Schemas = components["schemas"];

const open = new Set(["login", "register", "forgot-password", "reset-password", "verify-email"]);

const signs: Middleware = {
  async onRequest({ request }) {
    if (open.has(new URL(request.url).pathname.split("/").at(-1) ?? "")) return;
    const token = await accessToken();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
  },
};

export const api = createClient<paths>({ baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin });
api.use(signs);

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// What was asked for, or a Problem thrown.
export async function answer<T>(call: Promise<Result<T>>): Promise<T> {
  let result: Result<T>;
  try {
    result = await call;
  } catch (error) {
    throw error instanceof TypeError ? noAnswer() : error;
  }
  if (!result.response.ok) throw problemOf(result.error, result.response);
  return result.data as T;
}
