"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { FilmCard, FilmRow } from "./film-card";
import { MoveTo } from "./film-places";
import { useProblemText } from "./problem-note";
import { keys, type ProjectItem } from "./queries";
import { answer, api, type Schemas } from "@/api/client";
import { number } from "@/i18n/format";
import { Icon } from "@/parts/icon";
import { toast } from "@/state/toasts";

export type View = "grid" | "list";

// Films as pictures or as rows; some of them can be chosen, for what is done to many at once.
export function FilmList({ list, view }: { list: ProjectItem[]; view: View }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const free = list.filter((film) => film.status !== "processing").map((film) => film.projectId);
  const picked = free.filter((id) => chosen.has(id)); // one that is no longer shown is no longer chosen
  const choose = (id: string) => (on: boolean) => setChosen(new Set(on ? [...picked, id] : picked.filter((other) => other !== id)));
  const One = view === "grid" ? FilmCard : FilmRow;
  return (
    <>
      {picked.length > 0 && <Many picked={picked} all={() => setChosen(new Set(free))} none={() => setChosen(new Set())} />}
      <ul className={view === "grid" ? "lib" : "border-t border-line"}>
        {list.map((film) => (
          <li key={film.projectId}>
            <One film={film} chosen={picked.includes(film.projectId)} choose={choose(film.projectId)} />
          </li>
        ))}
      </ul>
    </>
  );
}

// Does the same to each; the answer tells how many were done and why the first of the others was not.
async function each(ids: string[], act: (id: string) => Promise<unknown>) {
  const results = await Promise.allSettled(ids.map(act));
  const done = ids.filter((_, i) => results[i]?.status === "fulfilled");
  const failure = results.find((result) => result.status === "rejected")?.reason as Error | undefined;
  return { done, failure };
}

function Many({ picked, all, none }: { picked: string[]; all: () => void; none: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const text = useProblemText();
  const finish = (failure: Error | undefined) => {
    if (failure) toast(text(failure));
    return client.invalidateQueries({ queryKey: keys.projects });
  };
  const restore = useMutation({
    mutationFn: (ids: string[]) => each(ids, (projectId) => answer(api.POST("/api/v1/projects/{projectId}/restore", { params: { path: { projectId } } }))),
    onSuccess: ({ failure }) => finish(failure),
  });
  const remove = useMutation({
    mutationFn: () => each(picked, (projectId) => answer(api.DELETE("/api/v1/projects/{projectId}", { params: { path: { projectId } } }))),
    onSuccess: ({ done, failure }) => {
      if (done.length > 0) toast(t("films.deletedMany", { count: done.length, formatted: number(done.length) }), () => restore.mutate(done));
      return finish(failure);
    },
  });
  const move = useMutation({
    mutationFn: (folder?: Schemas["Folder"]) =>
      each(picked, (projectId) => {
        const params = { path: { projectId } };
        return answer(folder ? api.PATCH("/api/v1/projects/{projectId}", { params, body: { folderId: folder.folderId } }) : api.DELETE("/api/v1/projects/{projectId}/folder", { params }));
      }),
    onSuccess: ({ done, failure }, folder) => {
      if (done.length > 0) toast(folder ? t("films.moved", { name: folder.name }) : t("films.movedOut"));
      none();
      void client.invalidateQueries({ queryKey: keys.folders });
      return finish(failure);
    },
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape") none();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [none]);
  return (
    <div className="sticky top-0 z-10 mb-4 flex flex-wrap items-center gap-2 rounded-control bg-control p-2 ps-4">
      <b className="grow" role="status">
        {t("films.chosen", { count: picked.length, formatted: number(picked.length) })}
      </b>
      <button type="button" className="b quiet" onClick={all}>
        {t("films.chooseAll")}
      </button>
      <button type="button" className="b quiet" onClick={none}>
        {t("films.chooseNone")}
      </button>
      <MoveTo busy={move.isPending} move={move.mutate} />
      <button type="button" className="b bad" disabled={remove.isPending} onClick={() => remove.mutate()}>
        <Icon name="trash" />
        {t("shell.delete")}
      </button>
    </div>
  );
}
