"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BarEnd } from "./bar";
import { roomAddress, roomNames, type RoomName } from "./film-address";
import { OfflineNote } from "./offline-note";
import type { Project } from "./queries";
import { Icon, Mark, type IconName } from "@/parts/icon";

const icons: Record<RoomName, IconName> = { write: "pen", cast: "people", board: "board", sound: "sound", render: "reel", deliver: "out" };

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

interface Props {
  room: RoomName;
  id: string;
  project: Project | undefined;
  news?: ReactNode; // saved, saving
  reel?: ReactNode;
  children: ReactNode;
}

// A room of one film: the same bar in each, the rooms in film order, the reel at the foot.
export function RoomShell({ room, id, project, news, reel, children }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const name = roomNames[Number(event.key) - 1];
      if (name) router.push(roomAddress(name, id));
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [router, id]);
  return (
    <div className="app fix">
      <a className="b skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="top">
        <span>
          <Link className="logo" href="/films/" aria-label={t("films.title")}>
            <Mark />
          </Link>
          <span className="lab only-lap text-body">/</span>
          <b className="truncate">{project?.title}</b>
          <span className="lab only-lap truncate" role="status">
            {news}
          </span>
        </span>
        <nav className="rooms" aria-label={t("rooms.label")}>
          {roomNames.map((name) => (
            <Link key={name} href={roomAddress(name, id)} aria-current={name === room ? "page" : undefined}>
              <Icon name={icons[name]} />
              {t(`rooms.${name}`)}
            </Link>
          ))}
        </nav>
        <span>
          <BarEnd />
        </span>
      </header>
      <div className="flex min-h-0 min-w-0 flex-col">
        <OfflineNote />
        <main id="main" tabIndex={-1} className={`work ${room} min-h-0 grow`}>
          <h1 className="vh">
            {t(`rooms.${room}`)}: {project?.title}
          </h1>
          {children}
        </main>
      </div>
      {reel}
    </div>
  );
}
