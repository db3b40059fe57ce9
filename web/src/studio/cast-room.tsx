"use client";

import Link from "next/link";
import { useState, type CSSProperties, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { roomAddress, useFilmId } from "./film-address";
import { ProblemNote } from "./problem-note";
import { useProject, type Project } from "./queries";
import { usePortraits, useReading, type Evidence, type Person, type Reading } from "./reading";
import { RoomShell } from "./room-shell";
import { useSettings } from "./settings";
import { number } from "@/i18n/format";
import { Icon } from "@/parts/icon";

const ink = (i: number) => ({ "--ci": `var(--cast${(i % 8) + 1})` }) as CSSProperties;
const plain = (word: string) => word.replaceAll("_", " ");

export function CastRoom() {
  const { t } = useTranslation();
  const id = useFilmId();
  const project = useProject(id);
  const reading = useReading(id, project.data?.version);
  const [chosen, setChosen] = useState(0);
  const data = reading.data;
  const person = data?.characters[chosen] ?? data?.characters[0];
  return (
    <RoomShell room="cast" id={id} project={project.data}>
      <aside className="pane s only-desk" aria-label={t("cast.read")}>
        {data && <Contents reading={data} chosen={chosen} choose={setChosen} />}
      </aside>
      <section className="min-w-0 overflow-auto">
        <div className="flex flex-wrap items-center gap-4 px-4 pt-5 desk:px-6">
          <h2 className="title">{data ? t("cast.title", { count: data.characters.length, formatted: number(data.characters.length) }) : t("rooms.cast")}</h2>
        </div>
        <div className="px-4 desk:px-6">
          <ProblemNote error={project.error ?? reading.error} again={() => void reading.refetch()} />
        </div>
        {reading.isPending && !reading.error && (
          <div className="cards" aria-busy="true">
            {[0, 1, 2].map((i) => (
              <div key={i} className="sk h-72" />
            ))}
          </div>
        )}
        {data?.characters.length === 0 && <p className="p-6 text-text2">{t("write.noCast")}</p>}
        {data && (
          <ul className="cards">
            {data.characters.map((one, i) => (
              <li key={one.name}>
                <CastCard id={id} version={project.data?.version} person={one} n={i} on={one === person} choose={() => setChosen(i)} reading={data} />
              </li>
            ))}
          </ul>
        )}
        {data && <Places reading={data} />}
      </section>
      <aside className="pane e" aria-label={t("cast.why")}>
        {person && data && <Why id={id} person={person} n={data.characters.indexOf(person)} reading={data} />}
        {project.data && data && <World project={project.data} reading={data} />}
      </aside>
    </RoomShell>
  );
}

function Contents({ reading, chosen, choose }: { reading: Reading; chosen: number; choose: (n: number) => void }) {
  const { t } = useTranslation();
  const props = new Map<string, number>();
  for (const scene of reading.scenes) for (const prop of scene.props) props.set(prop.id, (props.get(prop.id) ?? 0) + 1);
  return (
    <>
      <div className="sec">
        <h2 className="!mb-0">{t("cast.read")}</h2>
      </div>
      <div className="border-b border-line py-3">
        <h3 className="lab px-4 pb-1">{t("rooms.cast")}</h3>
        {reading.characters.map((person, i) => (
          <button
            key={person.name}
            type="button"
            className="scn !grid-cols-[4px_1fr_auto] !py-1.5"
            aria-current={i === chosen ? "true" : undefined}
            style={ink(i)}
            onClick={() => choose(i)}
          >
            <span className="h-4 self-center bg-(--ci)" />
            <span className="truncate">{person.name}</span>
            <span className="lab">{number(person.lines)}</span>
          </button>
        ))}
      </div>
      <div className="border-b border-line px-4 py-3">
        <h3 className="lab pb-1">{t("cast.props")}</h3>
        {props.size === 0 && <p className="text-text2">–</p>}
        <ul lang="en">
          {[...props].map(([prop, count]) => (
            <li key={prop} className="flex py-0.5">
              <span className="grow">{plain(prop)}</span>
              <span className="lab">{number(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface CardProps {
  id: string;
  version: number | undefined;
  person: Person;
  n: number;
  on: boolean;
  choose: () => void;
  reading: Reading;
}

function CastCard({ id, version, person, n, on, choose, reading }: CardProps) {
  const { t } = useTranslation();
  const portraits = usePortraits(id, version, n);
  const scenes = reading.scenes.filter((scene) => scene.present.includes(person.name)).length;
  return (
    <button type="button" className={`card w-full text-start ${on ? "on" : ""}`} aria-pressed={on} style={ink(n)} onClick={choose}>
      <Faces src={portraits.data} name={person.name} />
      <span className="ink block w-full" />
      <span className="block w-full p-4">
        <span className="title block truncate">{person.name}</span>
        <span className="block text-text2" lang="en">
          {plain(person.age)}, {plain(person.gender)}
          {person.role && `, ${person.role}`}
        </span>
        <span className="lab">
          {t("cast.in", { count: scenes, formatted: number(scenes) })}, {t("write.speeches", { count: person.lines })}
        </span>
      </span>
    </button>
  );
}

function Faces({ src, name }: { src: string | undefined; name: string }) {
  const { t } = useTranslation();
  return (
    <span className="faces">
      {src ? (
        [0, 1, 2].map((i) => <img key={i} src={src} width={720} height={240} alt={i === 0 ? t("cast.faces", { name }) : ""} />)
      ) : (
        <span className="sk" aria-busy="true" />
      )}
    </span>
  );
}

function Fact({ name, value, evidence, n }: { name: string; value: string; evidence: Evidence | null | undefined; n: number }) {
  const { t } = useTranslation();
  return (
    <div className="flex gap-3 border-b border-line py-3" style={ink(n)}>
      <dt className="lab w-20 shrink-0 pt-0.5">{name}</dt>
      <dd className="grow">
        <span lang="en">{value}</span>
        {evidence ? (
          <span className="ev mt-1 block">
            “{evidence.words}”<span className="lab block">{t("cast.line", { number: number(evidence.line) })}</span>
          </span>
        ) : (
          <span className="lab mt-1 block">{t("cast.guess")}</span>
        )}
      </dd>
    </div>
  );
}

function Why({ id, person, n, reading }: { id: string; person: Person; n: number; reading: Reading }) {
  const { t } = useTranslation();
  const cast = reading.cast.find((one) => one.name === person.name);
  const said = reading.lines.find((line) => line.character === person.name);
  return (
    <div className="sec">
      <h2 className="title !mb-1">{person.name}</h2>
      <p className="mb-3 text-text2">{t("cast.why")}</p>
      <dl>
        <Fact n={n} name={t("cast.age")} value={`${plain(person.age)}${person.years > 0 ? `, ${number(person.years)}` : ""}`} evidence={person.age_evidence} />
        <Fact n={n} name={t("cast.gender")} value={plain(person.gender)} evidence={person.gender_evidence} />
        {person.relationships.map((tie) => (
          <Fact key={tie.other + tie.kind} n={n} name={t("cast.tie")} value={`${tie.kind}: ${tie.other}`} evidence={tie.evidence} />
        ))}
        {cast && <Fact n={n} name={t("cast.look")} value={`${plain(cast.outfit)}, ${plain(cast.hair)}`} evidence={undefined} />}
      </dl>
      {said && (
        <p className="ev mt-4" style={ink(n)}>
          {said.text}
          <span className="lab block" lang="en">
            {plain(said.emotion)}
          </span>
        </p>
      )}
      <p className="mt-4 text-text2">{t("cast.correct")}</p>
      <Link className="b line mt-3" href={roomAddress("write", id)}>
        <Icon name="pen" />
        {t("cast.toDesk")}
      </Link>
    </div>
  );
}

const cultures = ["auto", "south_indian", "north_indian", "east_asian", "western", "middle_eastern", "african", "fantasy"] as const;

// What can be corrected without a word of the script: the culture, and who was drawn by lot.
function World({ project, reading }: { project: Project; reading: Reading }) {
  const { t } = useTranslation();
  const settings = project.settings ?? {};
  const change = useSettings(project.projectId);
  const locked = change.isPending || project.status === "processing";
  return (
    <div className="sec grid gap-4">
      <h2 className="h3">{t("cast.world")}</h2>
      <label className="field">
        <span>{t("cast.culture")}</span>
        <select
          className="in"
          disabled={locked}
          value={settings.culture ?? "auto"}
          onChange={(event) => change.mutate({ culture: event.target.value })}
        >
          {cultures.map((culture) => (
            <option key={culture} value={culture}>
              {culture === "auto" ? t("cast.auto", { culture: t(`cast.cultures.${reading.culture as Exclude<(typeof cultures)[number], "auto">}`) }) : t(`cast.cultures.${culture}`)}
            </option>
          ))}
        </select>
      </label>
      <div>
        <button type="button" className="b line" disabled={locked} onClick={() => change.mutate({ seed: ((settings.seed ?? 0) + 1) % 1_000_000_000 })}>
          <Icon name="retake" />
          {t("cast.again")}
        </button>
        <p className="lab mt-2">{t("cast.againText")}</p>
      </div>
      <ProblemNote error={change.error} />
    </div>
  );
}

function Places({ reading }: { reading: Reading }) {
  const { t } = useTranslation();
  const rows: { key: string; cells: ReactNode[] }[] = reading.scenes.map((scene, i) => ({
    key: `${i}`,
    cells: [
      <b key="n" className="slate">
        {number(i + 1)}
      </b>,
      <span key="p">
        <span className="script">{scene.heading}</span>
        <span className="lab block" lang="en">
          {[plain(scene.place), plain(scene.hour), plain(scene.weather)].join(", ")}
        </span>
      </span>,
      <span key="m" lang="en">
        {plain(scene.mood)}
        {scene.mood_evidence[0] && <span className="lab block">“{[...new Set(scene.mood_evidence.slice(0, 3).map(({ words }) => words))].join("”, “")}”</span>}
      </span>,
      <span key="w">{scene.present.join(", ")}</span>,
    ],
  }));
  if (rows.length === 0) return null;
  return (
    <div className="px-4 pb-8 desk:px-6">
      <h2 className="title mb-2">{t("cast.places")}</h2>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t("cast.scene")}</th>
            <th scope="col">{t("cast.place")}</th>
            <th scope="col">{t("cast.mood")}</th>
            <th scope="col">{t("cast.who")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
