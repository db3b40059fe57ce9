"use client";

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useBoard } from "./board-queries";
import { BoardReel } from "./board-reel";
import { Inspector } from "./board-inspector";
import { ShotFrame, useShotName } from "./board-shot";
import { useFilmId } from "./film-address";
import { ProblemNote } from "./problem-note";
import { useProject } from "./queries";
import { RoomShell } from "./room-shell";
import { useSettings } from "./settings";
import { groups, noHistory, overlay, redo, remember, slate, step, undo, withChange, type Change, type Group, type Shot } from "@/desk/board";
import { clock, number } from "@/i18n/format";
import { Icon } from "@/parts/icon";

const none: Change[] = [];
const noShots: Shot[] = [];
const widths = [112, 144, 176, 208, 264, 336];

export function BoardRoom() {
  const { t } = useTranslation();
  const id = useFilmId();
  const project = useProject(id);
  const board = useBoard(id, project.data?.version);
  const save = useSettings(id);
  const changes = (project.data?.settings?.shots as Change[] | undefined) ?? none;
  const all = useMemo(() => overlay(board.data?.shots ?? noShots, changes), [board.data, changes]);
  const [history, setHistory] = useState(noHistory);
  const [only, setOnly] = useState(false); // the changed ones
  const [width, setWidth] = useState(3);
  const [chosen, setChosen] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [open, setOpen] = useState(false); // the inspector, where it is a sheet
  const changed = useMemo(() => new Set(changes.map(({ shot }) => shot)), [changes]);
  const list = useMemo(() => groups(only ? all.filter(({ shot }) => changed.has(shot)) : all), [all, only, changed]);
  const flat = useMemo(() => list.flatMap(({ shots }) => shots), [list]);
  const found = flat.findIndex((shot) => slate(shot) === chosen);
  const at = found < 0 ? 0 : found;
  const shot = flat[at];
  const locked = project.data?.status === "processing";

  const choose = useCallback((one: Shot) => {
    setChosen(slate(one));
    window.history.replaceState(null, "", `#${slate(one)}`);
  }, []);
  const write = (next: Change[]) => {
    setHistory(remember(history, changes));
    save.mutate({ shots: next });
  };

  const grid = useRef<HTMLDivElement>(null);
  const go = (one: Shot | undefined) => {
    if (!one) return;
    choose(one);
    const cell = grid.current?.querySelector<HTMLElement>(`[data-shot="${one.shot}"]`);
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest" });
  };
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !grid.current) return;
    const row = grid.current.querySelector("ul");
    const columns = row ? getComputedStyle(row).gridTemplateColumns.split(" ").length : 1;
    const next = step(event.key, at, list, columns, document.documentElement.dir === "rtl");
    if (next === null) return;
    event.preventDefault();
    go(flat[next]);
  };

  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const typing = (event.target as HTMLElement).matches("input, textarea, select");
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
        const turned = event.shiftKey ? redo(history, changes) : undo(history, changes);
        if (!turned || locked) return;
        event.preventDefault();
        setHistory(turned.history);
        save.mutate({ shots: turned.changes });
      } else if (!typing && !event.ctrlKey && (event.key === "[" || event.key === "]")) {
        setWidth((value) => Math.min(widths.length - 1, Math.max(0, value + (event.key === "]" ? 1 : -1))));
      } else if (event.key === "Escape") setOpen(false);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [history, changes, locked, save]);

  return (
    <RoomShell
      room="board"
      id={id}
      project={project.data}
      news={save.isPending ? t("write.saving") : save.isSuccess ? t("write.saved") : undefined}
      reel={all.length > 0 && shot ? <BoardReel id={id} shots={all} sheet={board.data?.sheet ?? 8} at={all.indexOf(shot)} choose={go} /> : undefined}
    >
      <section className="min-w-0 overflow-auto" aria-label={t("rooms.board")}>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3 px-4 pt-5 desk:px-6">
          <h2 className="title">{board.data ? t("board.title", { count: all.length, formatted: number(all.length) }) : t("rooms.board")}</h2>
          {board.data && (
            <span className="text-text2">
              <bdi>{clock(board.data.length_s)}</bdi>
              {board.data.estimated && `, ${t("board.estimated")}`}
            </span>
          )}
          <span className="ms-auto flex flex-wrap items-center gap-3">
            {(changed.size > 0 || only) && (
              <button type="button" className="b quiet" aria-pressed={only} onClick={() => setOnly(!only)}>
                {t("board.changed", { count: changed.size, formatted: number(changed.size) })}
              </button>
            )}
            <label className="flex items-center gap-2">
              <span className="lab">{t("board.frames")}</span>
              <input type="range" className="slide" min={0} max={widths.length - 1} value={width} onChange={(event) => setWidth(Number(event.target.value))} />
            </label>
          </span>
        </div>
        <div className="px-4 desk:px-6">
          <ProblemNote error={project.error ?? board.error ?? save.error} again={() => void board.refetch()} />
          {locked && <p className="note warn mt-4">{t("board.locked")}</p>}
        </div>
        {board.isPending && !board.error && <Waiting />}
        {/* Keys bubble up from the frames: one of them is in the order of the tab key, arrows go on from there. */}
        <div ref={grid} className="px-4 pt-2 pb-10 desk:px-6" style={{ "--w": `${widths[width]}px` } as React.CSSProperties} onKeyDown={move}>
          <Scenes id={id} list={list} all={all} sheet={board.data?.sheet ?? 8} scenes={board.data?.scenes ?? []} chosen={shot?.shot} changed={changed} choose={choose} open={setOpen} />
        </div>
      </section>
      <aside className={`pane e drawer ${open ? "open" : ""}`} aria-label={t("board.shot")}>
        {shot && (
          <Inspector
            key={shot.shot}
            id={id}
            shot={shot}
            index={all.indexOf(shot)}
            all={all}
            sheet={board.data?.sheet ?? 8}
            change={changes.find((one) => one.shot === shot.shot)}
            locked={locked}
            close={() => setOpen(false)}
            set={(part) => write(withChange(changes, shot.shot, part))}
          />
        )}
        {history.past.length > 0 && !locked && (
          <div className="sec">
            <button
              type="button"
              className="b line"
              onClick={() => {
                const turned = undo(history, changes);
                if (!turned) return;
                setHistory(turned.history);
                save.mutate({ shots: turned.changes });
              }}
            >
              <Icon name="undo" />
              {t("shell.undo")} <kbd className="kbd only-desk">Ctrl Z</kbd>
            </button>
          </div>
        )}
      </aside>
    </RoomShell>
  );
}

function Waiting() {
  return (
    <div className="shots p-4 desk:p-6" aria-busy="true">
      {Array.from({ length: 12 }, (_, i) => (
        <div key={i} className="sk aspect-video" />
      ))}
    </div>
  );
}

interface ScenesProps {
  id: string;
  list: Group[];
  all: Shot[];
  sheet: number;
  scenes: string[];
  chosen: string | undefined;
  changed: ReadonlySet<string>;
  choose: (shot: Shot) => void;
  open: (yes: boolean) => void;
}

// The frames. Sheets of pictures are asked for when one of their shots comes near the window.
function Scenes({ id, list, all, sheet, scenes, chosen, changed, choose, open }: ScenesProps) {
  const name = useShotName();
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set([0]));
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries.filter((entry) => entry.isIntersecting).map((entry) => Number((entry.target as HTMLElement).dataset.sheet));
        if (near.length) setSeen((before) => (near.every((n) => before.has(n)) ? before : new Set([...before, ...near])));
      },
      { rootMargin: "300px" },
    );
    for (const cell of place.current?.querySelectorAll("[data-sheet]") ?? []) observer.observe(cell);
    return () => observer.disconnect();
  }, [list]);
  const index = useMemo(() => new Map(all.map((shot, i) => [shot.shot, i])), [all]);
  const names = useMemo(() => sheetNames(all, sheet), [all, sheet]);
  const pick = useCallback(
    (shot: Shot) => {
      choose(shot);
      open(true);
    },
    [choose, open],
  );
  return (
    <div ref={place}>
      {list.map((group) => (
        <section key={`${group.scene}-${group.first}`} className="pt-6" aria-label={group.scene ? scenes[group.scene - 1] : name(group.shots[0])}>
          {group.scene > 0 && (
            <h3 className="mb-3 flex items-baseline gap-3">
              <b className="slate">{number(group.scene)}</b>
              <span className="script font-bold">{scenes[group.scene - 1]}</span>
            </h3>
          )}
          <ul className="shots">
            {group.shots.map((shot) => {
              const i = index.get(shot.shot) ?? 0;
              const k = Math.floor(i / sheet);
              return (
                <li key={shot.shot} data-sheet={k}>
                  <ShotFrame
                    id={id}
                    shot={shot}
                    sheet={k}
                    row={i % sheet}
                    names={names[k] ?? ""}
                    rows={Math.min(sheet, all.length - k * sheet)}
                    seen={seen.has(k)}
                    on={shot.shot === chosen}
                    changed={changed.has(shot.shot)}
                    choose={pick}
                  />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

export function sheetNames(shots: readonly Shot[], sheet: number): string[] {
  return Array.from({ length: Math.ceil(shots.length / sheet) }, (_, k) =>
    shots
      .slice(k * sheet, (k + 1) * sheet)
      .map(({ picture }) => picture)
      .join(),
  );
}
