import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Conflict, DraftKeeper, Refused, type Draft, type DraftState, type DraftStore, type Saved } from "@/desk/draft";

const first: Saved = { title: "T", script: "A", version: 1 };
let shelf: Map<string, string>;
let store: DraftStore;
let states: string[];
const tell = (state: DraftState) => states.push(state.kind);

beforeEach(() => {
  vi.useFakeTimers();
  shelf = new Map();
  states = [];
  store = {
    getItem: (key) => shelf.get(key) ?? null,
    setItem: (key, value) => shelf.set(key, value),
    removeItem: (key) => shelf.delete(key),
  };
});
afterEach(() => vi.useRealTimers());

const server = () => {
  let version = 1;
  return vi.fn((draft: Draft, based: number): Promise<Saved> =>
    based === version ? Promise.resolve({ ...draft, version: ++version }) : Promise.reject(new Conflict()),
  );
};

it("sends once after typing pauses", async () => {
  const save = server();
  const keeper = new DraftKeeper("p", first, save, store, tell);
  keeper.change({ script: "AB" });
  keeper.change({ script: "ABC" });
  expect(shelf.size).toBe(1);
  await vi.advanceTimersByTimeAsync(1300);
  expect(save.mock.calls).toEqual([[{ title: "T", script: "ABC" }, 1]]);
  expect(shelf.size).toBe(0);
  expect(states).toEqual(["saving", "saved"]);
});

it("sends what was typed while it was sending, on the new version", async () => {
  const save = server();
  const keeper = new DraftKeeper("p", first, save, store, tell);
  keeper.change({ script: "B" });
  const sent = keeper.send();
  keeper.change({ script: "C" });
  await sent;
  expect(save.mock.calls.map(([draft, version]) => [draft.script, version])).toEqual([["B", 1], ["C", 2]]);
});

it("waits for the connection and tries again", async () => {
  const save = server();
  save.mockRejectedValueOnce(new TypeError("no network"));
  const keeper = new DraftKeeper("p", first, save, store, tell);
  keeper.change({ script: "B" });
  await vi.advanceTimersByTimeAsync(1300);
  expect(states).toEqual(["saving", "waiting"]);
  expect(shelf.size).toBe(1);
  await vi.advanceTimersByTimeAsync(5100);
  expect(states.at(-1)).toBe("saved");
});

it("finds again after a reload what was not sent", async () => {
  shelf.set("draft:p", JSON.stringify({ title: "T", script: "kept", version: 1 }));
  const save = server();
  const keeper = new DraftKeeper("p", first, save, store, tell);
  expect(keeper.draft.script).toBe("kept");
  await vi.advanceTimersByTimeAsync(10);
  expect(save).toHaveBeenCalledOnce();
});

it("stops at a conflict and keeps both until told", async () => {
  const save = server();
  shelf.set("draft:p", JSON.stringify({ title: "T", script: "mine", version: 0 }));
  const keeper = new DraftKeeper("p", first, save, store, tell);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states).toEqual(["saving", "conflict"]);
  expect(shelf.size).toBe(1);
  expect(await keeper.keepMine(1)).toBe(true);
  expect(save.mock.lastCall?.[0].script).toBe("mine");
});

it("says why the server does not take it, and does not insist", async () => {
  const save = server();
  save.mockRejectedValueOnce(new Refused("too long"));
  const keeper = new DraftKeeper("p", first, save, store, tell);
  keeper.change({ script: "B" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states).toEqual(["saving", "refused"]);
});
