"use client";

import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { roomAddress, type RoomName } from "./film-address";
import { useProblemText } from "./problem-note";
import { keys, type ProjectItem } from "./queries";
import { answer, api } from "@/api/client";
import { date } from "@/i18n/format";
import { Icon } from "@/parts/icon";
import { toast } from "@/state/toasts";

const rooms: Record<ProjectItem["status"], RoomName> = { draft: "write", processing: "render", completed: "deliver", failed: "render" };
const inks = { draft: "text-text3", processing: "text-markline", completed: "text-text3", failed: "text-fail" } as const;

interface Props {
  film: ProjectItem;
  chosen: boolean;
  choose: (chosen: boolean) => void;
}

function Picture({ film }: { film: ProjectItem }) {
  if (film.thumbnail)
    return (
      <span className="fr">
        <img src={film.thumbnail} alt="" loading="lazy" />
      </span>
    );
  return (
    <span className="fr leader">
      <span className="n">
        <Icon name={film.status === "draft" ? "pen" : "reel"} size={24} />
      </span>
    </span>
  );
}

// One that is being made stays out of what is done to many: it cannot be deleted.
function Choose({ film, chosen, choose, className }: Props & { className: string }) {
  const { t } = useTranslation();
  return (
    <label className={`grid size-11 place-items-center ${className}`}>
      <span className="vh">{t("films.choose", { title: film.title })}</span>
      <input
        type="checkbox"
        className="size-6 accent-(--mark)"
        checked={chosen}
        disabled={film.status === "processing"}
        onChange={(event) => choose(event.target.checked)}
      />
    </label>
  );
}

export function FilmCard({ film, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <article className="relative">
      <Link href={roomAddress(rooms[film.status], film.projectId)} className="group block">
        <span className={`block rounded-[2px] ${chosen ? "outline-3 outline-offset-2 outline-pick" : ""}`}>
          <Picture film={film} />
        </span>
        <b className="mt-3 block text-[17px] leading-6 group-hover:underline group-hover:underline-offset-4">{film.title}</b>
      </Link>
      <Choose film={film} chosen={chosen} choose={choose} className="absolute start-0 top-0" />
      <div className="flex items-center gap-2">
        <span className={`${inks[film.status]} grow`}>
          {t(`films.state.${film.status}`, { date: date(film.updatedAt) })}
        </span>
        <FilmMenu film={film} />
      </div>
    </article>
  );
}

export function FilmRow({ film, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <article className={`flex items-center gap-2 border-b border-line py-2 lap:gap-4 ${chosen ? "bg-markwash" : ""}`}>
      <Choose film={film} chosen={chosen} choose={choose} className="shrink-0" />
      <Link href={roomAddress(rooms[film.status], film.projectId)} className="group flex min-w-0 grow items-center gap-3 lap:gap-4">
        <span className="w-20 shrink-0 lap:w-28">
          <Picture film={film} />
        </span>
        <span className="min-w-0 lap:flex lap:grow lap:items-baseline lap:gap-4">
          <b className="block truncate group-hover:underline group-hover:underline-offset-4 lap:grow">{film.title}</b>
          <span className={`${inks[film.status]} block lap:w-64 lap:shrink-0`}>{t(`films.state.${film.status}`, { date: date(film.updatedAt) })}</span>
        </span>
      </Link>
      <FilmMenu film={film} />
    </article>
  );
}

function FilmMenu({ film }: { film: ProjectItem }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const text = useProblemText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const params = { params: { path: { projectId: film.projectId } } };
  const refresh = () => client.invalidateQueries({ queryKey: keys.projects });
  const failed = (error: Error) => toast(text(error));
  const restore = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/projects/{projectId}/restore", params)),
    onSuccess: refresh,
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE("/api/v1/projects/{projectId}", params)),
    onSuccess: () => {
      toast(t("films.deleted", { title: film.title }), () => restore.mutate());
      return refresh();
    },
    onError: failed,
  });
  const copy = useMutation({
    mutationFn: async () => {
      const whole = await answer(api.GET("/api/v1/projects/{projectId}", params));
      return answer(
        api.POST("/api/v1/projects", {
          body: { title: t("films.copyOf", { title: whole.title }).slice(0, 100), script: whole.script, settings: whole.settings },
        }),
      );
    },
    onSuccess: refresh,
    onError: failed,
  });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <button
        type="button"
        className="b quiet sq"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t("films.actions", { title: film.title })}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(() => copy.mutate())}>
          <Icon name="copy" /> {t("films.copy")}
        </MenuItem>
        <MenuItem className="text-fail" disabled={film.status === "processing"} onClick={choose(() => remove.mutate())}>
          <Icon name="trash" /> {t("shell.delete")}
        </MenuItem>
      </Menu>
    </>
  );
}
