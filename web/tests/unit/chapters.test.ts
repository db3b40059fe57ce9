import { expect, it } from "vitest";
import type { Board, Shot } from "@/desk/board";
import { chapters } from "@/desk/chapters";

it("a chapter is a scene, from its first shot to the next scene", () => {
  const shot = (scene: number, start_s: number) => ({ scene, start_s }) as Shot;
  const board = { scenes: ["INT. A", "EXT. B"], length_s: 20, shots: [shot(0, 0), shot(1, 3), shot(1, 6), shot(2, 9), shot(0, 15)] } as Board;
  expect(chapters(board)).toEqual([
    { start_s: 0, end_s: 3, title: "" },
    { start_s: 3, end_s: 9, title: "INT. A" },
    { start_s: 9, end_s: 15, title: "EXT. B" },
    { start_s: 15, end_s: 20, title: "" },
  ]);
});
