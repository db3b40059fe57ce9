// Chapters of a film: where each scene begins.
import type { Board } from "./board";

export interface Chapter {
  start_s: number;
  end_s: number;
  title: string;
}

export function chapters(board: Board): Chapter[] {
  const list: Chapter[] = [];
  let scene = -1;
  for (const shot of board.shots) {
    if (shot.scene === scene) continue;
    scene = shot.scene;
    const last = list.at(-1);
    if (last) last.end_s = shot.start_s;
    list.push({ start_s: shot.start_s, end_s: board.length_s, title: board.scenes[scene - 1] ?? "" });
  }
  return list;
}
