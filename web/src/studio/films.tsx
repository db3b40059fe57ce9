"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useDropzone } from "react-dropzone";
import { useTranslation } from "react-i18next";
import { FilmList, type View } from "./film-list";
import { PlaceChoice, placeQuery, type Place } from "./film-places";
import { scriptOf, useNewFilm } from "./new-film";
import { OfficeShell } from "./office-shell";
import { ProblemNote, useProblemText } from "./problem-note";
import { keys } from "./queries";
import { answer, api } from "@/api/client";
import { templateNames, templates } from "@/desk/templates";
import { Icon } from "@/parts/icon";
import { toast } from "@/state/toasts";

const kinds = ["all", "processing", "draft", "completed", "failed"] as const;
type Kind = (typeof kinds)[number];
const orders = ["newest", "changed", "title"] as const;
type Order = (typeof orders)[number];
const views = ["grid", "list"] as const;

function useFilms(status: Kind, search: string, sort: Order, place: Place) {
  return useInfiniteQuery({
    queryKey: [...keys.projects, status, search, sort, place],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/v1/projects", { params: { query: { status, sort, page: pageParam, pageSize: 20, ...(search && { search }), ...placeQuery(place) } } })),
    placeholderData: (before) => before, // the films stay while another order comes
    initialPageParam: 1,
    getNextPageParam: (last) => (last.page * last.pageSize < last.totalCount ? last.page + 1 : undefined),
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.projects?.some((film) => film.status === "processing")) ? 4000 : false,
  });
}

// A choice that is as it was left when one comes again.
function useKept<T extends string>(name: string, choices: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => choices.find((choice) => choice === localStorage.getItem(name)) ?? choices[0]);
  return [
    value,
    (next) => {
      localStorage.setItem(name, next);
      setValue(next);
    },
  ];
}

export function Films() {
  const { t } = useTranslation();
  const router = useRouter();
  const [kind, setKind] = useState<Kind>("all");
  const [search, setSearch] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const [order, setOrder] = useKept<Order>("films.order", orders);
  const [view, setView] = useKept<View>("films.view", views);
  const [place, setPlace] = useState<Place>("");
  const films = useFilms(kind, search, order, place);
  const text = useProblemText();
  const start = useNewFilm(t("films.untitled"), place);
  const list = films.data?.pages.flatMap((page) => page.projects ?? []);
  const nothingYet = list?.length === 0 && kind === "all" && search === "" && place === "";

  const drop = useDropzone({
    noClick: true,
    noKeyboard: true,
    multiple: false,
    onDrop: async ([file]) => {
      try {
        const found = file && (await scriptOf(file));
        if (found) start.mutate(found);
        else toast(t("films.badFile"));
      } catch (error) {
        toast(text(error));
      }
    },
  });

  // A script that was written on the front page before signing up becomes the first film.
  const begun = useRef(false);
  useEffect(() => {
    const script = sessionStorage.getItem("script");
    if (!script || begun.current) return;
    begun.current = true;
    sessionStorage.removeItem("script");
    start.mutate({ script }, { onError: () => sessionStorage.setItem("script", script) });
  }, [start]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || (event.target as HTMLElement).matches("input, textarea, select")) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [router]);

  return (
    <OfficeShell>
      <div {...drop.getRootProps({ className: `min-h-[70vh] ${drop.isDragActive ? "outline-2 outline-dashed outline-markline" : ""}` })}>
        <input {...drop.getInputProps({ "aria-label": t("films.import") })} />
        <div className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-3">
          <h1 className="head">{t("films.title")}</h1>
          <div role="group" aria-label={t("films.filter")} className="flex flex-wrap gap-1">
            {kinds.map((name) => (
              <button key={name} type="button" className="b quiet" aria-pressed={kind === name} onClick={() => setKind(name)}>
                {t(`films.kind.${name}`)}
              </button>
            ))}
          </div>
          <PlaceChoice place={place} choose={setPlace} />
          <label className="ms-auto min-w-[220px] max-lap:w-full">
            <span className="vh">{t("films.find")}</span>
            <input
              ref={field}
              className="in"
              type="search"
              placeholder={t("films.find")}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
          {!nothingYet && (
            <>
              <select className="in !w-auto" aria-label={t("films.order")} value={order} onChange={(event) => setOrder(event.target.value as Order)}>
                {orders.map((name) => (
                  <option key={name} value={name}>
                    {t(`films.orders.${name}`)}
                  </option>
                ))}
              </select>
              <div role="group" aria-label={t("films.view")} className="flex">
                {views.map((name) => (
                  <button key={name} type="button" className="b quiet sq" aria-pressed={view === name} aria-label={t(`films.views.${name}`)} title={t(`films.views.${name}`)} onClick={() => setView(name)}>
                    <Icon name={name === "grid" ? "board" : "list"} />
                  </button>
                ))}
              </div>
            </>
          )}
          <button type="button" className="b" onClick={drop.open}>
            {t("films.import")}
          </button>
          {!nothingYet && (
            <button type="button" className="b go" disabled={start.isPending} onClick={() => start.mutate({ script: templates.drama })}>
              <Icon name="plus" />
              {t("films.new")}
            </button>
          )}
        </div>
        <ProblemNote error={start.error} />
        <ProblemNote error={films.error} again={() => void films.refetch()} />
        {films.isPending && <Waiting />}
        {nothingYet && <Beginning start={(script) => start.mutate({ script })} busy={start.isPending} />}
        {list?.length === 0 && !nothingYet && <p className="py-12 text-text2">{t("films.noneFound")}</p>}
        {list && list.length > 0 && <FilmList list={list} view={view} />}
        {films.hasNextPage && (
          <button type="button" className="b line mt-8" disabled={films.isFetchingNextPage} onClick={() => void films.fetchNextPage()}>
            {t("shell.more")}
          </button>
        )}
      </div>
    </OfficeShell>
  );
}

function Waiting() {
  return (
    <div className="lib" aria-busy="true">
      {[0, 1, 2, 3].map((i) => (
        <div key={i}>
          <div className="sk aspect-video" />
          <div className="sk mt-3 h-5 w-2/3" />
        </div>
      ))}
    </div>
  );
}

// An empty studio teaches: what kinds of films there are, each a page to write over.
function Beginning({ start, busy }: { start: (script: string) => void; busy: boolean }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="begin">
      <h2 id="begin" className="title mb-1">
        {t("films.begin")}
      </h2>
      <p className="mb-6 max-w-[60ch] text-text2">{t("films.beginText")}</p>
      <ul className="grid gap-4 lap:grid-cols-2 desk:grid-cols-3">
        {templateNames.map((name) => (
          <li key={name} className="card">
            <pre className="script h-36 overflow-hidden p-4 text-[13px] leading-[18px] whitespace-pre-wrap text-text2" aria-hidden="true" dir="ltr">
              {templates[name].split("\n").slice(2, 12).join("\n")}
            </pre>
            <div className="mt-auto border-t border-line p-4">
              <h3 className="h3">{t(`films.template.${name}`)}</h3>
              <p className="mb-3 text-text2">{t(`films.template.${name}Text`)}</p>
              <button type="button" className={`b ${name === "drama" ? "go" : "line"}`} disabled={busy} onClick={() => start(templates[name])}>
                {t("films.startWith", { name: t(`films.template.${name}`) })}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
