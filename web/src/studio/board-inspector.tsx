"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sheetNames } from "./board-room";
import { ShotPicture, tells, useShotName, useShotWords } from "./board-shot";
import { roomAddress } from "./film-address";
import { isCard, moves, sizes, transitions, type Change, type Shot } from "@/desk/board";
import { number, seconds } from "@/i18n/format";
import { Icon } from "@/parts/icon";

interface Props {
  id: string;
  shot: Shot;
  index: number;
  all: Shot[];
  sheet: number;
  change: Change | undefined;
  locked: boolean;
  close: () => void;
  set: (part: { [K in keyof Omit<Change, "shot">]?: Change[K] | undefined }) => void;
}

// One shot: what it tells, and what can be wanted otherwise of it.
export function Inspector({ id, shot, index, all, sheet, change, locked, close, set }: Props) {
  const { t } = useTranslation();
  const name = useShotName();
  const words = useShotWords();
  const k = Math.floor(index / sheet);
  const card = isCard(shot);
  return (
    <>
      <div className="sec grid gap-3">
        <div className="flex items-center gap-3">
          <h2 className="title grow">{name(shot)}</h2>
          <button type="button" className="b quiet sq only-hand" aria-label={t("shell.close")} onClick={close}>
            <Icon name="cross" />
          </button>
        </div>
        <span className="fr">
          <ShotPicture id={id} sheet={k} row={index % sheet} rows={Math.min(sheet, all.length - k * sheet)} names={sheetNames(all, sheet)[k] ?? ""} seen alt={shot.description} />
        </span>
        {shot.words.length === 0 && !card && tells(shot) && (
          <p className="script" dir="auto">
            {tells(shot)}
          </p>
        )}
        {shot.words.map((line, i) => (
          <p key={i} className="script" dir="auto">
            <b className="block">{line.character}</b>
            {line.text}
          </p>
        ))}
      </div>
      <div className="sec grid gap-3">
        {!card && (
          <>
            <Choice label={t("board.size")} value={shot.size} values={sizes} say={words.size} locked={locked} choose={(size) => set({ size })} />
            <Choice label={t("board.move")} value={shot.move} values={moves.filter((move) => move !== "rack focus" || shot.move === move)} say={words.move} locked={locked} choose={(move) => set({ move })} />
          </>
        )}
        <Length key={shot.length_s} shot={shot} wanted={change?.milliseconds} locked={locked} choose={(milliseconds) => set({ milliseconds })} />
        {index > 0 && (
          <Choice label={t("board.transition")} value={shot.transition} values={transitions} say={words.transition} locked={locked} choose={(transition) => set({ transition })} />
        )}
        {change && (
          <button type="button" className="b line" disabled={locked} onClick={() => set({ size: undefined, move: undefined, transition: undefined, milliseconds: undefined })}>
            <Icon name="retake" />
            {t("board.reset")}
          </button>
        )}
        <p className="lab">{t("board.cost")}</p>
      </div>
      <div className="sec grid gap-3">
        <p className="text-text2">{t("board.orderText")}</p>
        <Link className="b line justify-self-start" href={roomAddress("write", id)}>
          <Icon name="pen" />
          {t("board.toLine", { number: number(shot.line) })}
        </Link>
      </div>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  values: readonly T[];
  say: (value: T) => string;
  locked: boolean;
  choose: (value: T) => void;
}

function Choice<T extends string>({ label, value, values, say, locked, choose }: ChoiceProps<T>) {
  return (
    <label className="kv !mb-0">
      <span className="lab">{label}</span>
      <select className="in" value={value} disabled={locked} onChange={(event) => choose(event.target.value as T)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

// In half seconds. What was wanted and what it came to may differ: no line is cut off.
function Length({ shot, wanted, locked, choose }: { shot: Shot; wanted: number | undefined; locked: boolean; choose: (milliseconds: number) => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState(shot.length_s.toFixed(1));
  const given = Math.round(Number(value) * 1000);
  const send = () => {
    if (given >= 500 && given <= 60_000 && given !== Math.round(shot.length_s * 10) * 100) choose(given);
  };
  const short = wanted !== undefined && wanted / 1000 < shot.length_s - 0.05;
  return (
    <div className="grid gap-1">
      <label className="kv !mb-0">
        <span className="lab">{t("board.length")}</span>
        <input
          className="in"
          type="number"
          inputMode="decimal"
          min={0.5}
          max={60}
          step={0.5}
          disabled={locked}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onBlur={send}
          onKeyDown={(event) => event.key === "Enter" && send()}
        />
      </label>
      {short && <p className="lab">{t("board.noShorter", { length: seconds(shot.length_s) })}</p>}
    </div>
  );
}
