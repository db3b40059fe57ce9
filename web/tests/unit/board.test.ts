import { expect, it } from "vitest";
import { groups, noHistory, overlay, redo, remember, slate, step, undo, withChange, type Change, type Shot } from "@/desk/board";

const shot = (scene: number, number: number): Shot => ({
  shot: `${scene}-${number}`,
  scene,
  number,
  kind: scene === 0 ? "title" : "single",
  size: "medium",
  move: "static",
  transition: "cut",
  start_s: 0,
  length_s: 2,
  description: "",
  line: 1,
  words: [],
  picture: "",
});
// title; scene 1 with five shots, scene 2 with two
const film = [shot(0, 1), ...[1, 2, 3, 4, 5].map((n) => shot(1, n)), shot(2, 1), shot(2, 2)];
const list = groups(film);

it("a shot is named as on a clapper", () => {
  expect([shot(3, 3), shot(1, 26), shot(1, 27), shot(0, 1)].map(slate)).toEqual(["3C", "1Z", "1AA", ""]);
});

it("a change is kept for each shot, and one that says nothing is none", () => {
  let changes: Change[] = withChange([], "a", { size: "close" });
  changes = withChange(changes, "b", { move: "push in" });
  changes = withChange(changes, "a", { milliseconds: 2000 });
  expect(changes).toEqual([
    { shot: "b", move: "push in" },
    { shot: "a", size: "close", milliseconds: 2000 },
  ]);
  changes = withChange(changes, "a", { size: undefined, milliseconds: undefined });
  expect(changes).toEqual([{ shot: "b", move: "push in" }]);
});

it("changes show at once; a shot without one stays the same object", () => {
  const shown = overlay(film, [{ shot: "1-2", size: "close" }]);
  expect(shown[2]?.size).toBe("close");
  expect(shown[1]).toBe(film[1]);
});

it("arrows go by row and scene, and stop at the ends", () => {
  expect(list.map(({ first, shots }) => [first, shots.length])).toEqual([[0, 1], [1, 5], [6, 2]]);
  const go = (key: string, at: number) => step(key, at, list, 3, false);
  expect(go("ArrowRight", 0)).toBe(1);
  expect(go("ArrowLeft", 0)).toBe(0);
  expect(go("ArrowDown", 0)).toBe(1);
  expect(go("ArrowDown", 2)).toBe(5); // 1B to 1E
  expect(go("ArrowDown", 3)).toBe(5); // nothing below 1C: the row's last
  expect(go("ArrowDown", 5)).toBe(7); // 1E to 2B
  expect(go("ArrowUp", 6)).toBe(4); // 2A to 1D
  expect(go("ArrowUp", 1)).toBe(0);
  expect(go("End", 1)).toBe(7);
  expect(go("x", 1)).toBeNull();
});

it("where one reads from the right, left is on", () => {
  expect(step("ArrowLeft", 1, list, 3, true)).toBe(2);
});

it("what was done is undone and done again", () => {
  const one = [{ shot: "a", size: "close" as const }];
  const undone = undo(remember(noHistory, []), one);
  expect(undone?.changes).toEqual([]);
  expect(undone && redo(undone.history, undone.changes)?.changes).toEqual(one);
  expect(undo(noHistory, one)).toBeNull();
});
