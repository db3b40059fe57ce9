"use client";

import { useTranslation } from "react-i18next";
import { sheetNames } from "./board-room";
import { useBoard } from "./board-queries";
import { ShotPicture, useShotName } from "./board-shot";

// What the film shows, in its order: the stills of the storyboard, small. They are no measure of how far
// it is; the steps above are.
export function RenderFrames({ id, version }: { id: string; version: number | undefined }) {
  const { t } = useTranslation();
  const name = useShotName();
  const board = useBoard(id, version).data;
  if (!board) return null;
  const { shots, sheet } = board;
  const names = sheetNames(shots, sheet);
  return (
    <ul className="mt-8 grid grid-cols-[repeat(auto-fill,minmax(132px,1fr))] gap-2" aria-label={t("rooms.board")}>
      {shots.map((shot, i) => {
        const k = Math.floor(i / sheet);
        return (
          <li key={shot.shot}>
            <span className="fr">
              <ShotPicture id={id} sheet={k} row={i % sheet} rows={Math.min(sheet, shots.length - k * sheet)} names={names[k] ?? ""} seen alt={`${name(shot)}: ${shot.description}`} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
