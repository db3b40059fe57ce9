"use client";

import "video.js/dist/video-js.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type Player from "video.js/dist/types/player";
import type { Chapter } from "@/desk/chapters";
import { clock } from "@/i18n/format";

interface Props {
  film: string;
  poster?: string | undefined;
  captions?: { src: string; language: string } | undefined;
  chapters?: Chapter[] | undefined;
}

// The film. Its keys are video.js's own: space, arrows, M, F, and C for captions, which are on at first.
export function FilmPlayer({ film, poster, captions, chapters }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const label = t("deliver.captions");
  useEffect(() => {
    let made: Player | undefined;
    let gone = false;
    void import("video.js").then(({ default: videojs }) => {
      if (gone || !place.current) return;
      const element = document.createElement("video-js");
      element.classList.add("vjs-big-play-centered", "vjs-fill");
      place.current.append(element);
      made = videojs(element, {
        controls: true,
        preload: "metadata",
        playbackRates: [0.5, 1, 1.5, 2],
        userActions: { hotkeys: true },
        ...(poster && { poster }),
        sources: [{ src: film, type: "video/mp4" }],
        tracks: captions ? [{ kind: "captions", src: captions.src, srclang: captions.language, label, default: true }] : [],
        controlBar: { pictureInPictureToggle: true },
      });
      setPlayer(made);
    });
    return () => {
      gone = true;
      made?.dispose();
      setPlayer(null);
    };
  }, [film, poster, captions, label]);
  return (
    <>
      <div ref={place} className="fr" data-vjs-player="" role="region" aria-label={t("deliver.player")} />
      {chapters && chapters.length > 1 && player && <Chapters player={player} list={chapters} />}
    </>
  );
}

// In the player's own menu, and as a list below it.
function Chapters({ player, list }: { player: Player; list: Chapter[] }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const names = list.map((chapter, i) => chapter.title || t(i === 0 ? "board.card" : "board.credits"));
  const label = t("deliver.chapters");
  const cues = useMemo(() => list.map((chapter, i) => new VTTCue(chapter.start_s, chapter.end_s, chapter.title || t(i === 0 ? "board.card" : "board.credits"))), [list, t]);
  useEffect(() => {
    // The types know the element; what comes back for it in a player without native tracks has a track too.
    const { track } = player.addRemoteTextTrack({ kind: "chapters", label, srclang: document.documentElement.lang }, false) as unknown as { track: { addCue: (cue: VTTCue) => void } };
    for (const cue of cues) track.addCue(cue);
    const look = () => setAt(player.currentTime() ?? 0);
    player.on("timeupdate", look);
    return () => {
      player.off("timeupdate", look);
    };
  }, [player, cues, label]);
  const now = list.findLastIndex((chapter) => chapter.start_s <= at + 0.1);
  return (
    <nav aria-label={label} className="mt-3">
      <ol className="flex flex-wrap gap-1">
        {list.map((chapter, i) => (
          <li key={chapter.start_s}>
            <button
              type="button"
              className="b quiet"
              aria-current={i === now ? "true" : undefined}
              onClick={() => {
                player.currentTime(chapter.start_s);
                void player.play();
              }}
            >
              <span className="lab" dir="ltr">
                {clock(chapter.start_s)}
              </span>
              {names[i]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
