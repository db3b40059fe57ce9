// Keeps what is written. Every change goes into the browser's storage at once and to the server a
// moment later, one request at a time, with the version it was based on. Without a connection it
// waits and tries again; when somebody else changed the film meanwhile it stops and says so, with
// both texts kept.

export interface Draft {
  title: string;
  script: string;
}

export interface Saved extends Draft {
  version: number;
}

export type DraftState =
  | { kind: "saved"; at: number | null }
  | { kind: "saving" }
  | { kind: "waiting" } // no connection
  | { kind: "refused"; reason: string } // the server does not take it as it is
  | { kind: "conflict" };

export class Conflict extends Error {}
export class Refused extends Error {}

interface Kept extends Draft {
  version: number;
}

export interface DraftStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const pause_ms = 1200;
const retry_ms = 5000;

export class DraftKeeper {
  draft: Draft;
  private version: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private busy = false;
  private dirty = false;
  private closed = false;

  constructor(
    private readonly id: string,
    saved: Saved,
    private readonly save: (draft: Draft, version: number) => Promise<Saved>,
    private readonly store: DraftStore,
    private readonly tell: (state: DraftState) => void,
  ) {
    const kept = this.kept();
    this.version = saved.version;
    this.draft = { title: saved.title, script: saved.script };
    if (kept && (kept.title !== saved.title || kept.script !== saved.script)) {
      this.draft = { title: kept.title, script: kept.script };
      this.dirty = true;
      this.version = kept.version;
      this.schedule(0);
    }
  }

  private key(): string {
    return `draft:${this.id}`;
  }

  private kept(): Kept | null {
    try {
      const value: unknown = JSON.parse(this.store.getItem(this.key()) ?? "null");
      if (typeof value !== "object" || value === null) return null;
      const { title, script, version } = value as Partial<Kept>;
      return typeof title === "string" && typeof script === "string" && typeof version === "number"
        ? { title, script, version }
        : null;
    } catch {
      return null;
    }
  }

  change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.dirty = true;
    this.store.setItem(this.key(), JSON.stringify({ ...this.draft, version: this.version }));
    this.schedule(pause_ms);
  }

  private schedule(ms: number): void {
    if (this.closed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), ms);
  }

  // Now rather than later; resolves when nothing is left to send, or it cannot be sent.
  async send(): Promise<boolean> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.busy || !this.dirty) return !this.dirty;
    this.busy = true;
    this.dirty = false;
    const sent = this.draft;
    this.tell({ kind: "saving" });
    try {
      const saved = await this.save(sent, this.version);
      this.version = saved.version;
      if (this.draft === sent) this.store.removeItem(this.key());
      else this.store.setItem(this.key(), JSON.stringify({ ...this.draft, version: this.version }));
      if (!this.dirty) this.tell({ kind: "saved", at: Date.now() });
    } catch (error) {
      this.dirty = true;
      if (error instanceof Conflict) this.tell({ kind: "conflict" });
      else if (error instanceof Refused) this.tell({ kind: "refused", reason: error.message });
      else {
        this.tell({ kind: "waiting" });
        this.schedule(retry_ms);
      }
      return false;
    } finally {
      this.busy = false;
    }
    return this.dirty ? this.send() : true;
  }

  // After a conflict: mine goes over what the server has, or is thrown away for it.
  keepMine(serverVersion: number): Promise<boolean> {
    this.version = serverVersion;
    this.dirty = true;
    return this.send();
  }

  takeTheirs(saved: Saved): void {
    this.draft = { title: saved.title, script: saved.script };
    this.version = saved.version;
    this.dirty = false;
    this.store.removeItem(this.key());
    this.tell({ kind: "saved", at: null });
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }
}
