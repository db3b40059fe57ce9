"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CastList, Estimate, SceneList, Versions } from "./desk-panes";
import { DeskPage } from "./desk-page";
import { roomAddress, useFilmId } from "./film-address";
import { ProblemNote } from "./problem-note";
import { keys, makeFilm, useProject, type Project } from "./queries";
import { RoomShell } from "./room-shell";
import { answer, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { Conflict, DraftKeeper, Refused, type Draft, type DraftState, type Saved } from "@/desk/draft";
import { lines, scenes, speakers } from "@/desk/fountain";

export function WriteRoom() {
  const id = useFilmId();
  const project = useProject(id);
  if (project.data) return <Desk key={id} id={id} project={project.data} />;
  return (
    <RoomShell room="write" id={id} project={undefined}>
      <div className="p-6 desk:col-span-3">
        <ProblemNote error={project.error} again={() => void project.refetch()} />
        {project.isPending && <div className="sk mx-auto h-[60vh] max-w-[61ch]" aria-busy="true" />}
      </div>
    </RoomShell>
  );
}

const savedOf = ({ title, script, version }: Project): Saved => ({ title, script, version });

async function save(id: string, draft: Draft, version: number): Promise<Project> {
  try {
    return await answer(
      api.PATCH("/api/v1/projects/{projectId}", {
        params: { path: { projectId: id } },
        headers: { "If-Match": `"${version}"` },
        body: { title: draft.title.trim() || "–", script: draft.script || " " },
      }),
    );
  } catch (error) {
    if (error instanceof Problem && error.status === 412) throw new Conflict();
    if (error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429)
      throw new Refused(error.faults[0]?.detail ? `${error.message} ${error.faults[0].detail}` : error.message);
    throw error;
  }
}

function Desk({ id, project }: { id: string; project: Project }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const router = useRouter();
  const page = useRef<HTMLTextAreaElement>(null);
  const [state, setState] = useState<DraftState>({ kind: "saved", at: null });
  const [draft, setDraft] = useState<Draft>({ title: project.title, script: project.script });
  const [place, setPlace] = useState(0); // the line that the caret is in
  const keeper = useRef<DraftKeeper | null>(null);
  const first = useRef(project);

  useEffect(() => {
    const made = new DraftKeeper(
      id,
      savedOf(first.current),
      async (change, version) => {
        const saved = await save(id, change, version);
        client.setQueryData(keys.project(id), saved);
        return { ...change, version: saved.version };
      },
      localStorage,
      setState,
    );
    keeper.current = made;
    setDraft(made.draft);
    const again = () => void made.send();
    addEventListener("online", again);
    return () => {
      removeEventListener("online", again);
      void made.send();
      made.close();
    };
  }, [id, client]);

  const change = useCallback((part: Partial<Draft>) => {
    keeper.current?.change(part);
    setDraft((before) => ({ ...before, ...part }));
  }, []);

  const parsed = useMemo(() => lines(draft.script), [draft.script]);
  const list = useMemo(() => scenes(parsed), [parsed]);
  const cast = useMemo(() => speakers(parsed), [parsed]);

  const make = useMutation({
    mutationFn: async () => {
      if (!(await keeper.current?.send())) throw new Problem(0, "offline", "");
      return makeFilm(id);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.jobs(id) });
      void client.invalidateQueries({ queryKey: keys.credits });
      void client.invalidateQueries({ queryKey: keys.project(id) });
      router.push(roomAddress("render", id));
    },
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      make.mutate();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [make]);

  const goTo = (line: number) => {
    const field = page.current;
    if (!field) return;
    const at = draft.script.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0);
    field.focus();
    field.setSelectionRange(at, at);
    document.getElementById(`line-${line}`)?.scrollIntoView({ block: "center" });
    setPlace(line);
  };

  const settle = async (mine: boolean) => {
    const theirs = await answer(api.GET("/api/v1/projects/{projectId}", { params: { path: { projectId: id } } }));
    if (mine) await keeper.current?.keepMine(theirs.version);
    else {
      keeper.current?.takeTheirs(savedOf(theirs));
      setDraft({ title: theirs.title, script: theirs.script });
    }
    client.setQueryData(keys.project(id), theirs);
  };

  const making = project.status === "processing";
  return (
    <RoomShell room="write" id={id} project={{ ...project, title: draft.title }} news={t(`write.${state.kind}`)}>
      <aside className="pane s only-desk" aria-label={t("write.scenes")}>
        <SceneList scenes={list} place={place} goTo={goTo} />
        <Versions id={id} version={project.version} take={(script) => change({ script })} />
      </aside>
      <section className="min-w-0 overflow-auto" aria-label={t("write.page")}>
        <div className="mx-auto max-w-[calc(61ch+96px)] px-4 pt-6 desk:px-12">
          <label className="vh" htmlFor="title">
            {t("write.title")}
          </label>
          <input id="title" className="in title" maxLength={100} value={draft.title} onChange={(event) => change({ title: event.target.value })} />
          {state.kind === "conflict" && (
            <div className="note warn mt-4" role="alert">
              <b>{t("write.conflictTitle")}</b>
              <span>{t("write.conflictText")}</span>
              <span className="flex flex-wrap gap-2">
                <button type="button" className="b line" onClick={() => void settle(true)}>
                  {t("write.keepMine")}
                </button>
                <button type="button" className="b line" onClick={() => void settle(false)}>
                  {t("write.takeTheirs")}
                </button>
              </span>
            </div>
          )}
          {state.kind === "refused" && (
            <p className="note fail mt-4" role="alert">
              {state.reason}
            </p>
          )}
          {making && <p className="note warn mt-4">{t("write.beingMade")}</p>}
        </div>
        <DeskPage ref={page} script={draft.script} parsed={parsed} cast={cast} locked={making} change={(script) => change({ script })} moved={setPlace} />
      </section>
      <aside className="pane e" aria-label={t("write.review")}>
        <Estimate id={id} script={draft.script} version={project.version} busy={make.isPending} locked={making} make={() => make.mutate()}>
          <ProblemNote error={make.error} />
        </Estimate>
        <CastList cast={cast} parsed={parsed} />
      </aside>
    </RoomShell>
  );
}
