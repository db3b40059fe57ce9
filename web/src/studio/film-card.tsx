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

export function FilmCard({ film }: { film: ProjectItem }) {
  const { t } = useTranslation();
  return (
    <article>
      <Link href={roomAddress(rooms[film.status], film.projectId)} className="group block">
        {film.thumbnail ? (
          <span className="fr">
            <img src={film.thumbnail} alt="" loading="lazy" />
          </span>
        ) : (
          <span className="fr leader">
            <span className="n">{film.status === "draft" ? <Icon name="pen" size={24} /> : <Icon name="reel" size={24} />}</span>
          </span>
        )}
        <b className="mt-3 block text-[17px] leading-6 group-hover:underline group-hover:underline-offset-4">{film.title}</b>
      </Link>
      <div className="flex items-center gap-2">
        <span className={`${inks[film.status]} grow`}>
          {t(`films.state.${film.status}`, { date: date(film.updatedAt) })}
        </span>
        <FilmMenu film={film} />
      </div>
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
