"use client";

import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { roomAddress, useFilmId } from "./film-address";
import { useJobEvents } from "./job-events";
import { ReviewNote } from "./moderation";
import { ProblemNote } from "./problem-note";
import { cancelJob, isOpen, keys, makeFilm, useJobs, useProject, useQuote, type Job } from "./queries";
import { RenderFrames } from "./render-frames";
import { RoomShell } from "./room-shell";
import { clock, dateTime, number, percent } from "@/i18n/format";
import { Icon } from "@/parts/icon";

export function RenderRoom() {
  const id = useFilmId();
  const project = useProject(id);
  const jobs = useJobs(id);
  const job = jobs.data?.[0];
  return (
    <RoomShell room="render" id={id} project={project.data}>
      <section className="min-w-0 overflow-auto p-4 desk:p-6">
        <ProblemNote error={project.error ?? jobs.error} again={() => void jobs.refetch()} />
        {jobs.isPending && id !== "" && <div className="sk h-24" aria-busy="true" />}
        {jobs.data && (job ? <Progress key={job.jobId} id={id} job={job} /> : <NotYet id={id} />)}
        {job && <RenderFrames id={id} version={project.data?.version} />}
      </section>
      <aside className="pane e">
        <Order id={id} job={job} version={project.data?.version} />
        <Earlier jobs={jobs.data ?? []} />
      </aside>
    </RoomShell>
  );
}

// What is different after an order: the jobs, the state of the film, and the credits.
function ordered(client: QueryClient, id: string) {
  return Promise.all([keys.jobs(id), keys.project(id), keys.credits, keys.reviews].map((queryKey) => client.invalidateQueries({ queryKey })));
}

function NotYet({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-[60ch] py-8">
      <h2 className="head mb-3">{t("render.notYet")}</h2>
      <p className="mb-6 text-text2">{t("render.notYetText")}</p>
      <Link className="b line" href={roomAddress("write", id)}>
        {t("render.toDesk")}
      </Link>
    </div>
  );
}

// Counts down between two events, so that the time left falls evenly.
function useCountdown(seconds: number | undefined): number | undefined {
  const [left, setLeft] = useState(seconds);
  const [from, setFrom] = useState(seconds);
  if (from !== seconds) {
    setFrom(seconds);
    setLeft(seconds);
  }
  useEffect(() => {
    const timer = setInterval(() => setLeft((value) => (value === undefined ? value : Math.max(1, value - 1))), 1000);
    return () => clearInterval(timer);
  }, []);
  return left;
}

function Progress({ id, job }: { id: string; job: Job }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const event = useJobEvents(job, isOpen(job));
  const status = event?.status ?? job.status;
  const progress = status === "completed" ? 100 : Math.max(job.progress, event?.progress ?? 0);
  const left = useCountdown(event?.estimatedTimeRemaining ?? job.estimatedTimeRemaining);
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.jobId),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs(id) }),
  });
  const again = useMutation({
    mutationFn: () => makeFilm(id),
    onSuccess: () => ordered(client, id),
  });
  const open = status === "queued" || status === "processing";
  return (
    <>
      <div className="mb-5 flex flex-wrap items-baseline gap-x-5 gap-y-3">
        <p className="text-[44px] leading-none font-bold [font-stretch:80%]">{percent(progress)}</p>
        <p className="text-lead">
          {t(`render.state.${status}`)}
          {status === "processing" && left !== undefined && `, ${t("render.left", { time: clock(left) })}`}
        </p>
        <span className="ms-auto flex flex-wrap gap-2">
          {open && (
            <button type="button" className="b bad" disabled={cancel.isPending || job.cancelRequestedAt !== undefined} onClick={() => cancel.mutate()}>
              {job.cancelRequestedAt ? t("render.stopping") : t("render.stop")}
            </button>
          )}
          {status === "completed" && (
            <Link className="b go" href={roomAddress("deliver", id)}>
              <Icon name="play" />
              {t("render.watch")}
            </Link>
          )}
          {(status === "failed" || status === "cancelled") && (
            <button type="button" className="b go" disabled={again.isPending} onClick={() => again.mutate()}>
              <Icon name="retake" />
              {t("shell.again")}
            </button>
          )}
        </span>
      </div>
      <Steps job={job} progress={progress} done={status === "completed"} />
      <ProblemNote error={cancel.error ?? again.error} />
      {status === "failed" && (
        <div className="note fail mt-6 max-w-[70ch]" role="alert">
          <b>{t("render.failedTitle")}</b>
          <span>{event?.message ?? job.errorMessage}</span>
          <span className="text-text2">{t("render.failedText")}</span>
        </div>
      )}
      <ReviewNote projectId={id} stopped={status === "failed"} />
      {status === "cancelled" && <p className="note mt-6 max-w-[70ch]">{t("render.cancelledText")}</p>}
      {open && <p className="mt-8 max-w-[60ch] text-text2">{t("render.mayLeave")}</p>}
    </>
  );
}

const stepNames = ["script_analysis", "character_generation", "scene_generation", "image_composition", "video_synthesis", "audio_integration", "final_rendering"] as const;
type StepName = (typeof stepNames)[number];
const isStep = (name: string): name is StepName => (stepNames as readonly string[]).includes(name);

function Steps({ job, progress, done }: { job: Job; progress: number; done: boolean }) {
  const { t } = useTranslation();
  const steps = (job.steps ?? []).filter((step) => isStep(step.name));
  const rows = steps.map((step, i) => {
    const from = steps[i - 1]?.endsAt ?? 0;
    const share = Math.min(100, Math.max(0, ((progress - from) / (step.endsAt - from)) * 100));
    return { name: step.name as StepName, endsAt: step.endsAt, share: done ? 100 : share };
  });
  const now = rows.find((row) => row.share < 100);
  return (
    <>
      <ol className="steps">
        {rows.map((row) => (
          <li key={row.name} aria-current={row === now && !done ? "step" : undefined}>
            <span className={`bar ${row.share === 0 ? "zero" : row.share === 100 ? "done" : ""}`}>
              <i style={{ "--v": row.share } as React.CSSProperties} />
            </span>
            <b className={row.share === 0 ? "font-normal text-text3" : ""}>{t(`render.step.${row.name}`)}</b>
            <span className="lab">
              {row.share === 100 ? t("render.stepDone") : row.share > 0 ? percent(row.share) : t("render.stepTo", { percent: percent(row.endsAt) })}
            </span>
          </li>
        ))}
      </ol>
      <p className="vh" role="status">
        {done ? t("render.state.completed") : now && t("render.now", { step: t(`render.step.${now.name}`) })}
      </p>
    </>
  );
}

function Order({ id, job, version }: { id: string; job: Job | undefined; version: number | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const quote = useQuote(id, version).data;
  const make = useMutation({
    mutationFn: () => makeFilm(id),
    onSuccess: () => ordered(client, id),
  });
  const changed = job?.status === "completed" && version !== undefined && version > job.projectVersion;
  const open = isOpen(job);
  return (
    <div className="sec grid gap-3">
      <h2 className="h3">{open ? t("render.thisRun") : t("render.nextRun")}</h2>
      {open && job && (
        <dl className="kv">
          <dt className="lab">{t("render.held")}</dt>
          <dd>{t("credits.count", { count: job.credits, formatted: number(job.credits) })}</dd>
          <dt className="lab">{t("render.ordered")}</dt>
          <dd>{dateTime(job.createdAt)}</dd>
        </dl>
      )}
      {!open && quote && (
        <>
          <dl className="kv">
            <dt className="lab">{t("render.price")}</dt>
            <dd>{t("credits.count", { count: quote.credits, formatted: number(quote.credits) })}</dd>
            <dt className="lab">{t("write.length")}</dt>
            <dd>{clock(quote.lengthSeconds)}</dd>
            <dt className="lab">{t("render.resolution")}</dt>
            <dd>
              <bdi>{quote.resolution}</bdi>
            </dd>
            <dt className="lab">{t("render.takes")}</dt>
            <dd>{clock(quote.waitSeconds + quote.durationSeconds)}</dd>
          </dl>
          {changed && <p className="text-markline">{t("render.changed")}</p>}
          {quote.affordable || quote.unlimited ? (
            <button type="button" className={`b ${job ? "line" : "go"}`} disabled={make.isPending} onClick={() => make.mutate()}>
              <Icon name="play" />
              {job ? t("render.makeAnew") : t("write.make")}
            </button>
          ) : (
            <p className="note warn">
              {t("write.short")}{" "}
              <Link className="underline underline-offset-4" href="/credits/">
                {t("credits.buy")}
              </Link>
            </p>
          )}
          <ProblemNote error={make.error} />
        </>
      )}
    </div>
  );
}

function Earlier({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation();
  if (jobs.length < 2) return null;
  return (
    <div className="sec">
      <h2>{t("render.earlier")}</h2>
      <ul className="grid gap-2">
        {jobs.slice(1, 11).map((job) => (
          <li key={job.jobId} className="flex items-baseline gap-3">
            <span className="grow">{dateTime(job.createdAt)}</span>
            <span className="lab">{t(`render.state.${job.status}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
