"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { dateTime } from "@/i18n/format";
import "@/i18n/rooms";
import { FileList, filmFiles } from "@/studio/files";
import { useProblemText } from "@/studio/problem-note";

const FilmPlayer = dynamic(() => import("@/studio/player").then((module) => module.FilmPlayer), { ssr: false });

type State = { kind: "asking" } | { kind: "locked"; wrong: boolean } | { kind: "gone"; reason: string } | { kind: "open"; film: Schemas["SharedFilm"] };

// A film behind a link, /s/TOKEN, for people without an account.
export function Shared() {
  const { t } = useTranslation();
  const text = useProblemText();
  const asked = useRef(false);
  const [state, setState] = useState<State>({ kind: "asking" });
  const [password, setPassword] = useState("");

  const open = (given?: string) => {
    const token = location.pathname.split("/")[2] ?? "";
    answer(api.POST("/api/v1/shared/{token}", { params: { path: { token } }, body: given ? { password: given } : {} })).then(
      (film) => setState({ kind: "open", film }),
      (error: unknown) => {
        const locked = error instanceof Problem && (error.code === "sign-in" || error.code === "forbidden");
        setState(locked ? { kind: "locked", wrong: error.code === "forbidden" } : { kind: "gone", reason: text(error) });
      },
    );
  };
  useEffect(() => {
    if (asked.current) return; // each look counts
    asked.current = true;
    open();
  });

  const parts = state.kind === "open" ? filmFiles(state.film.film) : null;
  return (
    <div className="front py-8">
      {state.kind === "asking" && <div className="sk aspect-video max-h-[70vh]" aria-busy="true" />}
      {state.kind === "gone" && (
        <div className="max-w-[60ch] py-12">
          <h1 className="fh mb-4">{t("shared.gone")}</h1>
          <p className="read text-text2">{state.reason}</p>
        </div>
      )}
      {state.kind === "locked" && (
        <form
          className="grid max-w-[420px] gap-4 py-12"
          onSubmit={(event) => {
            event.preventDefault();
            open(password);
          }}
        >
          <h1 className="fh">{t("shared.locked")}</h1>
          <label className="field">
            <span>{t("auth.password")}</span>
            <input className="in" type="password" required value={password} onChange={(event) => setPassword(event.target.value)} />
          </label>
          {state.wrong && (
            <p className="text-fail" role="alert">
              {t("shared.wrong")}
            </p>
          )}
          <button type="submit" className="b go lg">
            {t("shared.watch")}
          </button>
        </form>
      )}
      {state.kind === "open" && parts && (
        <>
          <div className="mx-auto max-w-[1280px]">
            <FilmPlayer {...parts} />
            <h1 className="head mt-4">{state.film.title}</h1>
            <p className="lab mb-6">{t("deliver.until", { date: dateTime(state.film.expiresAt) })}</p>
            <div className="max-w-[60ch]">
              <FileList files={state.film.film.files ?? []} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
