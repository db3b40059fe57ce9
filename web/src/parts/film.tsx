"use client";

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FilmName } from "@/front/films";

// A film of the examples folder behind its poster. Nothing is fetched before it is wanted; the one
// that is to play by itself does so silently, and not for those who asked for less motion.
export function Film({ name, playing = false }: { name: FilmName; playing?: boolean }) {
  const { t, i18n } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!playing || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    video.current?.play().catch(() => undefined); // a browser may want a touch first: the poster stays
  }, [playing]);
  return (
    <video
      ref={video}
      poster={`/films/${name}.webp`}
      preload="none"
      muted={playing}
      loop={playing}
      playsInline
      controls
      width={960}
      height={540}
      aria-label={t("front.hero.watch", { title: t(`front.films.${name}`) })}
    >
      <source src={`/films/${name}.mp4`} type="video/mp4" />
      <track kind="captions" src={`/films/${name}.vtt`} srcLang="en" label="English" default={i18n.language === "en"} />
    </video>
  );
}
