"use client";

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useSheet } from "./board-queries";
import { moves, sizes, slate, transitions, type Move, type Shot, type Size, type Transition } from "@/desk/board";
import { seconds } from "@/i18n/format";

type Key<T extends string> = T extends `${infer A} ${infer B}` ? `${A}_${Key<B>}` : T;
const key = <T extends string>(name: T) => name.replaceAll(" ", "_") as Key<T>;

export function useShotWords() {
  const { t } = useTranslation();
  return {
    size: (size: Size) => (sizes.includes(size) ? t(`board.sizes.${key(size)}`) : size),
    move: (move: Move) => (moves.includes(move) ? t(`board.moves.${key(move)}`) : move),
    transition: (name: Transition) => (transitions.includes(name) ? t(`board.transitions.${key(name)}`) : name),
  };
}

// "Shot 3C", "Title", "Credits".
export function useShotName() {
  const { t } = useTranslation();
  return (shot: Shot | undefined) => {
    if (!shot) return "";
    if (shot.kind === "title") return t("board.card");
    if (shot.kind === "credits") return t("board.credits");
    return t("board.name", { slate: slate(shot) });
  };
}

// What the shot tells: the words of the script behind the colon of the server's own description.
export const tells = (shot: Shot) => shot.description.split(": ").slice(1).join(": ").trim();

export interface PictureProps {
  id: string;
  sheet: number;
  row: number;
  rows: number;
  names: string;
  seen: boolean;
  alt: string;
}

// One shot out of its sheet: the sheet is as wide as the frame, and moved up to the shot's row.
export function ShotPicture({ id, sheet, row, rows, names, seen, alt }: PictureProps) {
  const picture = useSheet(id, sheet, names, seen).data;
  if (!picture) return <span className="absolute inset-0 bg-[#0a0a0a]" role="img" aria-label={alt} />;
  return <img src={picture} alt={alt} style={{ objectPosition: `0 ${rows > 1 ? (row / (rows - 1)) * 100 : 0}%` }} />;
}

interface FrameProps extends Omit<PictureProps, "alt"> {
  shot: Shot;
  on: boolean;
  changed: boolean;
  choose: (shot: Shot) => void;
}

export const ShotFrame = memo(function ShotFrame({ shot, on, changed, choose, ...picture }: FrameProps) {
  const { t } = useTranslation();
  const name = useShotName();
  const words = useShotWords();
  const card = shot.scene === 0;
  return (
    <button type="button" className="shot block" data-shot={shot.shot} tabIndex={on ? 0 : -1} aria-pressed={on} onClick={() => choose(shot)}>
      <span className={`fr ${on ? "picked" : ""} ${changed ? "changed" : ""}`}>
        <ShotPicture {...picture} alt={shot.description} />
        <span className="dur">
          <bdi>{seconds(shot.length_s)}</bdi>
        </span>
      </span>
      <span className="m">
        <b className="slate">{card ? name(shot) : slate(shot)}</b>
        {!card && (
          <span className="lab">
            {words.size(shot.size)}
            {shot.move !== "static" && `, ${words.move(shot.move)}`}
          </span>
        )}
        {changed && <span className="vh">{t("board.isChanged")}</span>}
      </span>
      {shot.words.length > 0 && (
        <span className="script lab block truncate" dir="auto">
          {shot.words[0]?.character}: {shot.words[0]?.text}
        </span>
      )}
    </button>
  );
});
