// A failure as the server tells it (RFC 9457), or as the network does.

export interface Fault {
  field: string; // "email": where in what was sent
  detail: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    readonly code: string, // "payment-required"
    message: string,
    readonly faults: Fault[] = [],
    readonly retryAfter_s: number | null = null,
  ) {
    super(message);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function problemOf(body: unknown, response: Response): Problem {
  const problem = isRecord(body) ? body : {};
  const errors: unknown[] = Array.isArray(problem.errors) ? problem.errors : [];
  const faults = errors.filter(isRecord).map((error) => ({
    field: text(error.pointer).replace(/^\//, ""),
    detail: text(error.detail),
  }));
  const wait = Number(response.headers.get("Retry-After"));
  return new Problem(
    response.status,
    text(problem.code) || "unknown",
    text(problem.detail) || text(problem.title) || response.statusText,
    faults,
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

export const noAnswer = () => new Problem(0, "offline", "");
