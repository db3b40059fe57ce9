"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBoard } from "./board-queries";
import { Compare } from "./compare";
import { FileList, filmFiles } from "./files";
import { roomAddress, useFilmId } from "./film-address";
import { FilmPlayer } from "./player";
import { ProblemNote } from "./problem-note";
import { downloads, isOpen, keys, useJobs, useProject, type Project } from "./queries";
import { RoomShell } from "./room-shell";
import { answer, api } from "@/api/client";
import { chapters } from "@/desk/chapters";
import { clock, dateTime, number } from "@/i18n/format";
import { Icon } from "@/parts/icon";
import { toast } from "@/state/toasts";

export function DeliverRoom() {
  const { t } = useTranslation();
  const id = useFilmId();
  const project = useProject(id);
  const jobs = useJobs(id);
  const made = useMemo(() => (jobs.data ?? []).filter((job) => job.status === "completed"), [jobs.data]);
  const [chosen, setChosen] = useState("");
  const [other, setOther] = useState("");
  const job = made.find(({ jobId }) => jobId === chosen) ?? made[0];
  // Links are good for an hour: asked for anew well before.
  const files = useQuery({
    queryKey: ["downloads", job?.jobId],
    queryFn: () => downloads(job?.jobId ?? ""),
    enabled: job !== undefined,
    staleTime: 30 * 60_000,
  });
  const parts = useMemo(() => filmFiles(files.data), [files.data]);
  const beside = made.find(({ jobId }) => jobId === other && jobId !== job?.jobId);
  // Scenes begin where the board has them as long as the script is that of the film.
  const current = job !== undefined && job.projectVersion === project.data?.version;
  const board = useBoard(id, current ? project.data?.version : undefined).data;
  const scenes = useMemo(() => (current && board && !board.estimated ? chapters(board) : undefined), [current, board]);
  return (
    <RoomShell room="deliver" id={id} project={project.data}>
      <section className="min-w-0 overflow-auto p-4 desk:p-6">
        <ProblemNote error={project.error ?? jobs.error ?? files.error} again={() => void jobs.refetch()} />
        {job && beside ? <Compare key={job.jobId + beside.jobId} jobs={[job, beside]} /> : parts ? <FilmPlayer {...parts} chapters={scenes} /> : <Missing id={id} waiting={jobs.isPending || files.isFetching} open={isOpen(jobs.data?.[0])} />}
        {job && (
          <p className="mt-3 flex flex-wrap gap-x-4">
            <b className="title">{job.title}</b>
            <span className="lab self-center">
              {job.lengthSeconds !== undefined && clock(job.lengthSeconds)} · {dateTime(job.finishedAt ?? job.createdAt)}
            </span>
          </p>
        )}
      </section>
      <aside className="pane e">
        {job && project.data && <Share project={project.data} />}
        {files.data && (
          <div className="sec">
            <h2>{t("deliver.take")}</h2>
            <FileList files={files.data.files ?? []} />
          </div>
        )}
        {made.length > 1 && (
          <div className="sec">
            <h2>{t("deliver.versions")}</h2>
            <ul className="grid gap-1">
              {made.map((version) => (
                <li key={version.jobId}>
                  <button type="button" className="b quiet w-full !justify-start" aria-pressed={version === job} onClick={() => setChosen(version.jobId)}>
                    <span className="slate">{number(version.projectVersion)}</span> {dateTime(version.finishedAt ?? version.createdAt)}
                  </button>
                </li>
              ))}
            </ul>
            <label className="field mt-4">
              <span>{t("deliver.compareWith")}</span>
              <select className="in" value={beside ? other : ""} onChange={(event) => setOther(event.target.value)}>
                <option value="">{t("deliver.alone")}</option>
                {made
                  .filter((version) => version !== job)
                  .map((version) => (
                    <option key={version.jobId} value={version.jobId}>
                      {number(version.projectVersion)}: {dateTime(version.finishedAt ?? version.createdAt)}
                    </option>
                  ))}
              </select>
            </label>
          </div>
        )}
        {job && (
          <div className="sec">
            <Link className="b line" href={roomAddress("write", id)}>
              {t("deliver.change")}
            </Link>
          </div>
        )}
      </aside>
    </RoomShell>
  );
}

function Missing({ id, waiting, open }: { id: string; waiting: boolean; open: boolean }) {
  const { t } = useTranslation();
  if (waiting) return <div className="sk aspect-video" aria-busy="true" />;
  return (
    <div className="max-w-[60ch] py-8">
      <h2 className="head mb-3">{t("deliver.none")}</h2>
      <p className="mb-6 text-text2">{t(open ? "deliver.beingMade" : "deliver.noneText")}</p>
      <Link className="b go" href={roomAddress(open ? "render" : "write", id)}>
        {t(open ? "rooms.render" : "rooms.write")}
      </Link>
    </div>
  );
}

// A link for people without an account. The server says its secret once, so it is copied at once.
function Share({ project }: { project: Project }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const params = { path: { projectId: project.projectId } };
  const key = [...keys.project(project.projectId), "shares"];
  const [password, setPassword] = useState("");
  const [link, setLink] = useState("");
  const shares = useQuery({
    queryKey: key,
    queryFn: async () => (await answer(api.GET("/api/v1/projects/{projectId}/shares", { params }))).shares ?? [],
  });
  const make = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/projects/{projectId}/shares", { params, body: password ? { password } : {} })),
    onSuccess: async (share) => {
      const address = `${location.origin}/s/${share.token}`;
      setLink(address);
      setPassword("");
      await navigator.clipboard?.writeText(address).then(
        () => toast(t("deliver.copied")),
        () => undefined, // not allowed here: the link stands below
      );
      await client.invalidateQueries({ queryKey: key });
    },
  });
  const close = useMutation({
    mutationFn: (shareId: string) =>
      answer(api.DELETE("/api/v1/projects/{projectId}/shares/{shareId}", { params: { path: { projectId: project.projectId, shareId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <form
      className="sec grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <h2 className="h3">{t("deliver.share")}</h2>
      <p className="text-text2">{t("deliver.shareText")}</p>
      <label className="field">
        <span>{t("deliver.sharePassword")}</span>
        <input className="in" type="text" autoComplete="off" minLength={4} value={password} onChange={(event) => setPassword(event.target.value)} />
      </label>
      <button type="submit" className="b go" disabled={make.isPending}>
        <Icon name="link" />
        {t("deliver.shareGo")}
      </button>
      {link && (
        <label className="field">
          <span>{t("deliver.link")}</span>
          <input className="in" readOnly value={link} dir="ltr" onFocus={(event) => event.target.select()} />
        </label>
      )}
      <ProblemNote error={make.error ?? close.error} />
      {shares.data?.map((share) => (
        <div key={share.shareId} className="flex items-center gap-3">
          <span className="lab grow">
            {t("deliver.until", { date: dateTime(share.expiresAt) })}
            {", "}
            {t("deliver.views", { count: share.views, formatted: number(share.views) })}
          </span>
          <button type="button" className="b bad" onClick={() => close.mutate(share.shareId)}>
            {t("deliver.closeLink")}
          </button>
        </div>
      ))}
    </form>
  );
}
