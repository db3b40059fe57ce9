"use client";

import type { KeyboardEvent, MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { sheetNames } from "./board-room";
import { useSheet } from "./board-queries";
import { useShotName } from "./board-shot";
import type { Shot } from "@/desk/board";
import { clock } from "@/i18n/format";

interface Props {
  id: string;
  shots: Shot[];
  sheet: number;
  at: number;
  choose: (shot: Shot | undefined) => void;
}

// The whole film as one strip, each shot as wide as it is long: one slider, left to right in every language.
export function BoardReel({ id, shots, sheet, at, choose }: Props) {
  const { t } = useTranslation();
  const name = useShotName();
  const names = sheetNames(shots, sheet);
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowDown: at - 1, ArrowUp: at + 1, Home: 0, End: shots.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const strip = event.currentTarget as HTMLElement;
    choose(shots[Math.min(shots.length - 1, Math.max(0, to))]);
    strip.focus();
  };
  const click = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-n]");
    if (cell) choose(shots[Number(cell.dataset.n)]);
  };
  const shot = shots[at];
  return (
    <section className="reel" aria-label={t("board.reel")}>
      <span className="tc" dir="ltr">
        {clock(shot?.start_s ?? 0)} / {clock(shots.reduce((end, one) => Math.max(end, one.start_s + one.length_s), 0))}
      </span>
      <div
        className="strip"
        role="slider"
        tabIndex={0}
        aria-label={t("board.reel")}
        aria-valuemin={1}
        aria-valuemax={shots.length}
        aria-valuenow={at + 1}
        aria-valuetext={`${name(shot)}, ${clock(shot?.start_s ?? 0)}`}
        onKeyDown={press}
        onClick={click}
      >
        {names.map((one, k) => (
          <ReelSheet key={k} id={id} sheet={k} names={one} first={k * sheet} shots={shots.slice(k * sheet, (k + 1) * sheet)} at={at} />
        ))}
      </div>
    </section>
  );
}

// Shows the pictures that the board has fetched; asks for none itself.
function ReelSheet({ id, sheet, names, first, shots, at }: { id: string; sheet: number; names: string; first: number; shots: Shot[]; at: number }) {
  const picture = useSheet(id, sheet, names, false).data;
  return shots.map((shot, i) => (
    <span
      key={shot.shot}
      data-n={first + i}
      className={`sh ${first + i === at ? "on" : ""}`}
      style={
        {
          "--d": shot.length_s,
          ...(picture && { backgroundImage: `url(${picture})`, backgroundSize: `auto ${shots.length * 100}%`, backgroundPosition: `50% ${shots.length > 1 ? (i / (shots.length - 1)) * 100 : 0}%` }),
        } as React.CSSProperties
      }
    />
  ));
}
