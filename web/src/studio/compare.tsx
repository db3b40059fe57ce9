"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { filmFiles } from "./files";
import { ProblemNote } from "./problem-note";
import { downloads, type Job } from "./queries";
import { clock, dateTime, number } from "@/i18n/format";
import { Icon } from "@/parts/icon";

// Two versions of a film side by side at one time; one of them is heard.
export function Compare({ jobs }: { jobs: [Job, Job] }) {
  const { t } = useTranslation();
  const films = [useFilm(jobs[0]), useFilm(jobs[1])];
  const videos = useRef<(HTMLVideoElement | null)[]>([]);
  const [playing, setPlaying] = useState(false);
  const [heard, setHeard] = useState(0);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const each = (act: (video: HTMLVideoElement) => void) => videos.current.forEach((video) => video && act(video));
  const play = () => {
    if (playing) each((video) => video.pause());
    else each((video) => void video.play());
    setPlaying(!playing);
  };
  const seek = (to: number) => {
    each((video) => (video.currentTime = Math.min(to, video.duration || to)));
    setAt(to);
  };
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const [first, second] = videos.current;
      if (!first) return;
      setAt(first.currentTime);
      // The second is led by the first.
      if (second && !second.ended && Math.abs(second.currentTime - first.currentTime) > 0.15) second.currentTime = first.currentTime;
      if (first.ended) setPlaying(false);
    }, 250);
    return () => clearInterval(timer);
  }, [playing]);
  return (
    <section aria-label={t("deliver.compare")}>
      <ProblemNote error={films[0]?.error ?? films[1]?.error} />
      <div className="grid gap-3 lap:grid-cols-2">
        {jobs.map((job, i) => (
          <figure key={job.jobId}>
            <span className="fr">
              {films[i]?.url && (
                <video
                  ref={(video) => void (videos.current[i] = video)}
                  src={films[i].url}
                  poster={films[i].poster}
                  muted={heard !== i}
                  playsInline
                  preload="auto"
                  aria-label={dateTime(job.finishedAt ?? job.createdAt)}
                  onLoadedMetadata={(event) => {
                    const { duration } = event.currentTarget;
                    setLength((before) => Math.max(before, duration));
                  }}
                />
              )}
            </span>
            <figcaption className="mt-2 flex items-center gap-3">
              <span className="slate">{number(job.projectVersion)}</span>
              <span className="grow text-text2">{dateTime(job.finishedAt ?? job.createdAt)}</span>
              <button type="button" className="b quiet" aria-pressed={heard === i} onClick={() => setHeard(i)}>
                <Icon name="sound" />
                {t("deliver.heard")}
              </button>
            </figcaption>
          </figure>
        ))}
      </div>
      <div className="mt-3 flex items-center gap-3">
        <button type="button" className="b go sq" aria-label={t(playing ? "deliver.pause" : "deliver.play")} onClick={play}>
          <Icon name={playing ? "pause" : "play"} />
        </button>
        <input
          type="range"
          className="slide grow"
          dir="ltr"
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          aria-label={t("board.reel")}
          aria-valuetext={clock(at)}
          onChange={(event) => seek(Number(event.target.value))}
        />
        <span className="lab" dir="ltr">
          {clock(at)} / {clock(length)}
        </span>
      </div>
    </section>
  );
}

function useFilm(job: Job) {
  const files = useQuery({ queryKey: ["downloads", job.jobId], queryFn: () => downloads(job.jobId), staleTime: 30 * 60_000 });
  const parts = filmFiles(files.data);
  return { url: parts?.film, poster: parts?.poster, error: files.error };
}
