"use client";

import "video.js/dist/video-js.css";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type Player from "video.js/dist/types/player";

interface Props {
  film: string;
  poster?: string | undefined;
  captions?: { src: string; language: string } | undefined;
}

// The film. Its keys are video.js's own: space, arrows, M, F, and C for captions, which are on at first.
export function FilmPlayer({ film, poster, captions }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const label = t("deliver.captions");
  useEffect(() => {
    let player: Player | undefined;
    let gone = false;
    void import("video.js").then(({ default: videojs }) => {
      if (gone || !place.current) return;
      const element = document.createElement("video-js");
      element.classList.add("vjs-big-play-centered", "vjs-fill");
      place.current.append(element);
      player = videojs(element, {
        controls: true,
        preload: "metadata",
        playbackRates: [0.5, 1, 1.5, 2],
        userActions: { hotkeys: true },
        ...(poster && { poster }),
        sources: [{ src: film, type: "video/mp4" }],
        tracks: captions ? [{ kind: "captions", src: captions.src, srclang: captions.language, label, default: true }] : [],
        controlBar: { pictureInPictureToggle: true },
      });
    });
    return () => {
      gone = true;
      player?.dispose();
    };
  }, [film, poster, captions, label]);
  return <div ref={place} className="fr" data-vjs-player="" role="region" aria-label={t("deliver.player")} />;
}
