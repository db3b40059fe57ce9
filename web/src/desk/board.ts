// The storyboard's logic: what the server drew, with the changes that wait for it, and the way about it.

export const sizes = ["extreme wide", "wide", "full", "medium wide", "medium", "medium close", "close", "extreme close"] as const;
export const moves = ["static", "pan left", "pan right", "tilt up", "tilt down", "truck left", "truck right", "push in", "pull out", "crane up", "handheld", "aerial", "rack focus"] as const;
export const transitions = ["cut", "dissolve", "fade through black", "wipe", "dip to white", "iris", "whip"] as const;
export type Size = (typeof sizes)[number];
export type Move = (typeof moves)[number];
export type Transition = (typeof transitions)[number];

export interface Shot {
  shot: string; // its key, the same as long as it tells the same
  scene: number; // from 1; 0 for title and credits
  number: number; // in its scene
  kind: string;
  size: Size;
  move: Move;
  transition: Transition;
  start_s: number;
  length_s: number;
  description: string;
  line: number;
  words: { character: string; text: string }[];
  picture: string; // the name of what it shows
}

export interface Board {
  estimated: boolean;
  length_s: number;
  sheet: number; // shots to a sheet of pictures
  scenes: string[];
  shots: Shot[];
}

export interface Change {
  shot: string;
  size?: Size;
  move?: Move;
  transition?: Transition;
  milliseconds?: number;
}

// "3C": the third shot of scene 3, as on a clapper. After Z comes AA.
export function slate({ scene, number }: Pick<Shot, "scene" | "number">): string {
  if (scene === 0) return "";
  let letters = "";
  for (let n = number; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${scene}${letters}`;
}

export const isCard = (shot: Shot) => shot.kind === "title" || shot.kind === "credits";

// The changes with one more; a field that is undefined is as the server planned it again.
export function withChange(changes: readonly Change[], shot: string, part: { [K in keyof Omit<Change, "shot">]?: Change[K] | undefined }): Change[] {
  const before = changes.find((change) => change.shot === shot);
  const fields = Object.entries({ ...before, ...part }).filter(([name, value]) => name !== "shot" && value !== undefined);
  const rest = changes.filter((change) => change.shot !== shot);
  return fields.length ? [...rest, { ...(Object.fromEntries(fields) as Omit<Change, "shot">), shot }] : rest;
}

// The shots as they will be once the server has drawn the changes.
export function overlay(shots: readonly Shot[], changes: readonly Change[]): Shot[] {
  const by = new Map(changes.map((change) => [change.shot, change]));
  return shots.map((shot) => {
    const change = by.get(shot.shot);
    if (!change) return shot;
    const { size = shot.size, move = shot.move, transition = shot.transition } = change;
    return size === shot.size && move === shot.move && transition === shot.transition ? shot : { ...shot, size, move, transition };
  });
}

// Shots by scene in film order: title, scenes, credits.
export interface Group {
  scene: number;
  first: number; // index of its first shot
  shots: Shot[];
}

export function groups(shots: readonly Shot[]): Group[] {
  const list: Group[] = [];
  shots.forEach((shot, i) => {
    const last = list.at(-1);
    if (last?.scene === shot.scene) last.shots.push(shot);
    else list.push({ scene: shot.scene, first: i, shots: [shot] });
  });
  return list;
}

// Where a key leads from shot `at`: rows of `columns` within each scene. Null: the key is not one.
export function step(key: string, at: number, list: readonly Group[], columns: number, rtl: boolean): number | null {
  const count = list.reduce((sum, group) => sum + group.shots.length, 0);
  const inside = (n: number) => Math.min(count - 1, Math.max(0, n));
  const g = list.findIndex((group) => at < group.first + group.shots.length);
  const group = list[g];
  if (!group) return null;
  const column = (at - group.first) % columns;
  switch (key) {
    case "ArrowLeft":
      return inside(at + (rtl ? 1 : -1));
    case "ArrowRight":
      return inside(at + (rtl ? -1 : 1));
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "ArrowDown": {
      if (at - column + columns < group.first + group.shots.length) return Math.min(at + columns, group.first + group.shots.length - 1);
      const next = list[g + 1];
      return next ? next.first + Math.min(column, next.shots.length - 1) : at;
    }
    case "ArrowUp": {
      if (at - columns >= group.first) return at - columns;
      const before = list[g - 1];
      if (!before) return at;
      const row = Math.floor((before.shots.length - 1) / columns) * columns;
      return before.first + Math.min(row + column, before.shots.length - 1);
    }
    default:
      return null;
  }
}

// What is undone and done again: lists of changes as they were.
export interface History {
  past: Change[][];
  future: Change[][];
}

export const noHistory: History = { past: [], future: [] };

export const remember = (history: History, before: Change[]): History => ({ past: [...history.past.slice(-99), before], future: [] });

export function undo(history: History, now: Change[]): { history: History; changes: Change[] } | null {
  const changes = history.past.at(-1);
  return changes ? { changes, history: { past: history.past.slice(0, -1), future: [now, ...history.future] } } : null;
}

export function redo(history: History, now: Change[]): { history: History; changes: Change[] } | null {
  const changes = history.future[0];
  return changes ? { changes, history: { past: [...history.past, now], future: history.future.slice(1) } } : null;
}
