"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { roomAddress } from "./film-address";
import { ProblemNote } from "./problem-note";
import { downloads, useJobs } from "./queries";
import { noAnswer } from "@/api/problem";
import { peaksOf } from "@/desk/peaks";
import { bytes, clock } from "@/i18n/format";
import { Icon } from "@/parts/icon";

const stems = ["dialogue", "music", "effects", "music-and-effects"] as const;
type Stem = (typeof stems)[number];

export function useFilmFiles(id: string) {
  const jobs = useJobs(id);
  const job = jobs.data?.find(({ status }) => status === "completed");
  const files = useQuery({
    queryKey: ["downloads", job?.jobId],
    queryFn: () => downloads(job?.jobId ?? ""),
    enabled: job !== undefined,
    staleTime: 30 * 60_000, // links are good for an hour
  });
  return { job, files: files.data?.files, error: jobs.error ?? files.error, waiting: jobs.isPending || files.isFetching };
}

export function NoFilmYet({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-[60ch] py-6">
      <h2 className="title mb-2">{t("deliver.none")}</h2>
      <p className="mb-5 text-text2">{text}</p>
      <Link className="b line" href={roomAddress("render", id)}>
        {t("rooms.render")}
      </Link>
    </div>
  );
}

// The finished film's sound in its parts, seen and heard one by one.
export function StemsDesk({ id }: { id: string }) {
  const { t } = useTranslation();
  const { job, files, error, waiting } = useFilmFiles(id);
  if (error) return <ProblemNote error={error} />;
  if (!files) return waiting ? <div className="sk h-40" aria-busy="true" /> : <NoFilmYet id={id} text={t("sound.noStems")} />;
  return (
    <>
      <h2 className="title mb-1">{t("sound.stemsTitle")}</h2>
      <p className="mb-6 max-w-[70ch] text-text2">{t("sound.stemsText")}</p>
      <ul className="grid gap-6">
        {stems.map((stem) => {
          const file = files.find(({ name }) => name === `stem-${stem}.wav`);
          return file && <StemRow key={stem} stem={stem} url={file.url} size={file.size} jobId={job?.jobId ?? ""} />;
        })}
      </ul>
    </>
  );
}

async function* piecesOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function StemRow({ stem, url, size, jobId }: { stem: Stem; url: string; size: number; jobId: string }) {
  const { t } = useTranslation();
  const sound = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const [playing, setPlaying] = useState(false);
  const outline = useQuery({
    queryKey: ["peaks", jobId, stem],
    queryFn: async () => {
      const answer = await fetch(url);
      if (!answer.ok || !answer.body) throw noAnswer();
      return peaksOf(piecesOf(answer.body), 600);
    },
    staleTime: Infinity,
  });
  const seek = (to: number) => {
    if (sound.current && Number.isFinite(sound.current.duration)) sound.current.currentTime = Math.min(sound.current.duration, Math.max(0, to));
  };
  const click = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * length);
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 5, ArrowRight: at + 5, Home: 0, End: length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    seek(to);
  };
  const name = t(`sound.stem.${stem}`);
  return (
    <li>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <button
          type="button"
          className="b sq"
          aria-label={t(playing ? "sound.pause" : "sound.play", { name })}
          onClick={() => {
            for (const other of document.querySelectorAll("audio")) if (other !== sound.current) other.pause();
            if (playing) sound.current?.pause();
            else void sound.current?.play();
          }}
        >
          <Icon name={playing ? "pause" : "play"} />
        </button>
        <h3 className="h3 grow">{name}</h3>
        <span className="lab" dir="ltr">
          {clock(at)} / {clock(length)}
        </span>
        <a className="b quiet" href={url} download aria-label={t("deliver.download", { name: `stem-${stem}.wav` })}>
          <Icon name="out" />
          {bytes(size)}
        </a>
      </div>
      {outline.data ? (
        <svg
          className="wave"
          viewBox="0 0 600 72"
          preserveAspectRatio="none"
          role="slider"
          tabIndex={0}
          aria-label={t("sound.placeIn", { name })}
          aria-valuemin={0}
          aria-valuemax={Math.round(length)}
          aria-valuenow={Math.round(at)}
          aria-valuetext={clock(at)}
          onClick={click}
          onKeyDown={press}
        >
          <path d={shape(outline.data, 0, 600)} />
          <path className="heard" d={shape(outline.data, 0, length ? Math.floor((at / length) * 600) : 0)} />
        </svg>
      ) : outline.error ? (
        <ProblemNote error={outline.error} again={() => void outline.refetch()} />
      ) : (
        <div className="sk h-[72px]" aria-busy="true" />
      )}
      <audio
        ref={sound}
        src={url}
        preload="metadata"
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setLength(event.currentTarget.duration)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
    </li>
  );
}

// Loudness over time, the same above and below the middle. Quiet sound is drawn larger than it is.
function shape(peaks: readonly number[], from: number, to: number): string {
  const tops: string[] = [];
  const ends: string[] = [];
  for (let i = from; i < to; i++) {
    const height = Math.max(0.5, Math.sqrt(peaks[i] ?? 0) * 35);
    tops.push(`${i} ${(36 - height).toFixed(1)}`);
    ends.unshift(`${i} ${(36 + height).toFixed(1)}`);
  }
  return tops.length ? `M${tops.join("L")}L${ends.join("L")}Z` : "";
}
