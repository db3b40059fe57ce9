"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote } from "./problem-note";
import { type Project } from "./queries";
import { useSettings } from "./settings";
import { NoFilmYet, useFilmFiles } from "./sound-stems";
import { noAnswer } from "@/api/problem";
import { pace, pending, readVtt, withCorrections, writeAss, writeSrt, writeVtt, type Cue } from "@/desk/captions";
import { clock, number } from "@/i18n/format";
import { Icon } from "@/parts/icon";

const kinds = { srt: writeSrt, vtt: writeVtt, ass: writeAss } as const;

// Captions of the finished film: seen, put right, and taken away in three kinds of file. What is put
// right goes into the next film.
export function CaptionsDesk({ project }: { project: Project }) {
  const { t } = useTranslation();
  const settings = useSettings(project.projectId);
  const { job, files, error, waiting } = useFilmFiles(project.projectId);
  const url = files?.find(({ name }) => name.endsWith(".vtt"))?.url;
  const cues = useQuery({
    queryKey: ["cues", job?.jobId],
    queryFn: async () => {
      const answer = await fetch(url ?? "");
      if (!answer.ok) throw noAnswer();
      return readVtt(await answer.text());
    },
    enabled: url !== undefined,
    staleTime: Infinity,
  });
  return (
    <>
      <h2 className="title mb-1">{t("sound.captions")}</h2>
      <p className="mb-4 max-w-[70ch] text-text2">{t("sound.captionsText")}</p>
      <label className="mb-6 flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-(--fill)"
          checked={project.settings?.burnCaptions ?? false}
          disabled={project.status === "processing"}
          onChange={(event) => settings.mutate({ burnCaptions: event.target.checked })}
        />
        {t("sound.burn")}
      </label>
      <ProblemNote error={settings.error ?? error ?? cues.error} />
      {cues.data && job ? (
        <Cues key={job.jobId} project={project} title={job.title} made={cues.data} />
      ) : waiting || cues.isFetching ? (
        <div className="sk h-40" aria-busy="true" />
      ) : (
        !error && !cues.error && <NoFilmYet id={project.projectId} text={t("sound.noCaptions")} />
      )}
    </>
  );
}

type Corrections = Record<number, string>; // by number of the cue, from 0

function Cues({ project, title, made }: { project: Project; title: string; made: Cue[] }) {
  const { t } = useTranslation();
  const settings = useSettings(project.projectId);
  const [corrections, setCorrections] = useState<Corrections>(() => pending(project.settings?.cues, made));
  const cues = made.map((cue, i) => ({ ...cue, text: corrections[i] ?? cue.text }));
  const correct = (i: number, text: string) => {
    const rest = Object.fromEntries(Object.entries(corrections).filter(([n]) => Number(n) !== i));
    const next = text === made[i]?.text ? rest : { ...rest, [i]: text };
    setCorrections(next);
    return next;
  };
  const keep = (next: Corrections) => {
    const changes = withCorrections(project.settings?.cues, made, next);
    if (JSON.stringify(changes) !== JSON.stringify(project.settings?.cues ?? [])) settings.mutate({ cues: changes });
  };
  const take = (kind: keyof typeof kinds) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([kinds[kind](cues, title)], { type: "text/plain" }));
    link.download = `captions.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const count = Object.keys(corrections).length;
  const busy = project.status === "processing";
  return (
    <>
      <ProblemNote error={settings.error} />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
          <button key={kind} type="button" className="b line" onClick={() => take(kind)} aria-label={t("deliver.download", { name: `captions.${kind}` })}>
            <Icon name="out" />
            <bdi>{kind.toUpperCase()}</bdi>
          </button>
        ))}
        <span className="lab ms-2" role="status">
          {count > 0 && t("sound.corrected", { count, formatted: number(count) })}
        </span>
      </div>
      <table className="tb cues">
        <thead>
          <tr>
            <th scope="col">{t("sound.time")}</th>
            <th scope="col">{t("sound.words")}</th>
          </tr>
        </thead>
        <tbody>
          {cues.map((cue, i) => (
            <tr key={i}>
              <td className="w-36 whitespace-nowrap">
                <span dir="ltr">
                  {clock(cue.start_ms / 1000)} – {clock(cue.end_ms / 1000)}
                </span>
                {pace(cue) > 20 && <span className="block text-warn">{t("sound.fast")}</span>}
                {corrections[i] !== undefined && (
                  <button type="button" className="b quiet" disabled={busy} onClick={() => keep(correct(i, made[i]?.text ?? ""))}>
                    <Icon name="undo" />
                    {t("sound.asMade")}
                  </button>
                )}
              </td>
              <td>
                <textarea
                  className="in"
                  rows={2}
                  dir="auto"
                  maxLength={300}
                  readOnly={busy}
                  aria-label={t("sound.caption", { number: number(i + 1) })}
                  value={cue.text}
                  onChange={(event) => correct(i, event.target.value)}
                  onBlur={() => keep(corrections)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
