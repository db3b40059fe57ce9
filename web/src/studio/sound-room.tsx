"use client";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CaptionsDesk } from "./captions-desk";
import { useFilmId } from "./film-address";
import { ProblemNote } from "./problem-note";
import { useProject } from "./queries";
import { RoomShell } from "./room-shell";
import { StemsDesk } from "./sound-stems";
import { MusicDesk, VoicesDesk } from "./sound-voices";

const desks = ["voices", "stems", "captions"] as const;
type Desk = (typeof desks)[number];

// What is heard, and what is read of it: voices and music before the film, stems and captions after.
export function SoundRoom() {
  const { t } = useTranslation();
  const id = useFilmId();
  const project = useProject(id);
  const [desk, setDesk] = useState<Desk>(() => desks.find((name) => location.hash === `#${name}`) ?? "voices");
  const choose = (name: Desk) => {
    setDesk(name);
    history.replaceState(null, "", `#${name}`);
  };
  return (
    <RoomShell room="sound" id={id} project={project.data}>
      <section className="min-w-0 overflow-auto" aria-label={t("rooms.sound")}>
        <div className="mx-auto w-full max-w-[1120px] px-4 pt-5 pb-12 desk:px-6">
          <div role="group" aria-label={t("rooms.sound")} className="mb-6 flex flex-wrap gap-1">
            {desks.map((name) => (
              <button key={name} type="button" className="b quiet" aria-pressed={desk === name} onClick={() => choose(name)}>
                {t(`sound.${name}`)}
              </button>
            ))}
          </div>
          <ProblemNote error={project.error} again={() => void project.refetch()} />
          {project.isPending && id !== "" && <div className="sk h-48" aria-busy="true" />}
          {project.data && desk === "voices" && (
            <>
              <VoicesDesk project={project.data} />
              <MusicDesk project={project.data} />
            </>
          )}
          {project.data && desk === "stems" && <StemsDesk id={id} />}
          {project.data && desk === "captions" && <CaptionsDesk key={project.data.version} project={project.data} />}
        </div>
      </section>
    </RoomShell>
  );
}
