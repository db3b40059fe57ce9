// Who is signed in. The access token lives in memory only; the refresh token is an HttpOnly cookie
// that scripts cannot read. "signedIn" in localStorage only says that asking is worth it, so that a
// visitor's first page makes no request that is bound to fail.
import { create } from "zustand";
import type { components } from "./schema";
import { noAnswer, problemOf } from "./problem";

export type User = components["schemas"]["User"];
type Tokens = components["schemas"]["Tokens"];

interface Session {
  state: "unknown" | "in" | "out";
  token: string | null;
  expiresAt: number;
  user: User | null;
}

export const useSession = create<Session>(() => ({ state: "unknown", token: null, expiresAt: 0, user: null }));

export function enter(tokens: Tokens): void {
  localStorage.setItem("signedIn", "yes");
  useSession.setState({
    state: "in",
    token: tokens.accessToken,
    expiresAt: Date.now() + tokens.expiresIn * 1000,
    user: tokens.user,
  });
}

export function leave(): void {
  localStorage.removeItem("signedIn");
  useSession.setState({ state: "out", token: null, expiresAt: 0, user: null });
}

// A refresh token is good for one use, and using it twice ends the session: tabs take turns.
async function refresh(): Promise<string | null> {
  return navigator.locks.request("refresh", async () => {
    const { token, expiresAt } = useSession.getState();
    if (token && expiresAt - Date.now() > 30_000) return token;
    const response = await fetch("/api/v1/auth/refresh", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Requested-With": "studio" },
      body: "{}",
    }).catch(() => null);
    if (!response) throw noAnswer();
    if (response.ok) {
      enter((await response.json()) as Tokens);
      return useSession.getState().token;
    }
    if (response.status < 500 && response.status !== 429) {
      leave();
      return null;
    }
    throw problemOf(await response.json().catch(() => null), response);
  });
}

// Somebody whose refresh token came by a cookie alone, from another provider.
export function resume(): Promise<string | null> {
  localStorage.setItem("signedIn", "yes");
  return accessToken();
}

let underWay: Promise<string | null> | null = null;

// A token that is good for at least half a minute, or null when nobody is signed in.
export async function accessToken(): Promise<string | null> {
  const { token, expiresAt } = useSession.getState();
  if (token && expiresAt - Date.now() > 30_000) return token;
  if (!token && localStorage.getItem("signedIn") !== "yes") {
    if (useSession.getState().state === "unknown") leave();
    return null;
  }
  underWay ??= refresh().finally(() => (underWay = null));
  return underWay;
}
