"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote } from "./problem-note";
import { keys } from "./queries";
import { answer, api, type Schemas } from "@/api/client";
import { marked } from "@/desk/marked";
import { dateTime, number } from "@/i18n/format";

type Item = Schemas["ModerationItem"];
type Review = Schemas["Review"];
const states = ["pending", "approved", "rejected"] as const;
const chips: Record<Item["state"], string> = { pending: "warn", approved: "ok", rejected: "fail" };

// For administrators: scripts that the rules stopped, the oldest first, with the words that did it.
export function ModerationQueue() {
  const { t } = useTranslation();
  const [state, setState] = useState<Item["state"]>("pending");
  const [page, setPage] = useState(1);
  const queue = useQuery({
    queryKey: ["admin", "moderation", state, page],
    queryFn: () => answer(api.GET("/api/v1/admin/moderation", { params: { query: { state, page, pageSize: 20 } } })),
    refetchInterval: 10_000,
  });
  const list = queue.data;
  return (
    <>
      <div role="group" aria-label={t("moderation.show")} className="mb-6 flex flex-wrap gap-1">
        {states.map((name) => (
          <button
            key={name}
            type="button"
            className="b quiet"
            aria-pressed={state === name}
            onClick={() => {
              setState(name);
              setPage(1);
            }}
          >
            {t(`moderation.states.${name}`)}
          </button>
        ))}
      </div>
      <ProblemNote error={queue.error} again={() => void queue.refetch()} />
      {queue.isPending && <div className="sk h-40" aria-busy="true" />}
      {list?.items.length === 0 && <p className="py-6 text-text2">{t(state === "pending" ? "moderation.nothing" : "moderation.none")}</p>}
      <ul className="grid gap-6">
        {list?.items.map((item) => (
          <li key={item.itemId}>
            <Case item={item} />
          </li>
        ))}
      </ul>
      {list && list.totalCount > 20 && (
        <div className="mt-6 flex gap-2">
          <button type="button" className="b line" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t("shell.back")}
          </button>
          <button type="button" className="b line" disabled={page * 20 >= list.totalCount} onClick={() => setPage(page + 1)}>
            {t("shell.more")}
          </button>
        </div>
      )}
    </>
  );
}

function Case({ item }: { item: Item }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const decide = useMutation({
    mutationFn: (decision: "approve" | "reject") =>
      answer(
        api.POST("/api/v1/admin/moderation/{itemId}", {
          params: { path: { itemId: item.itemId } },
          body: { decision, ...(reason.trim() && { reason: reason.trim() }) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["admin"] }),
  });
  return (
    <article className="card" aria-label={item.title}>
      <div className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="h3 grow">{item.title}</h2>
          <span className={`chip ${chips[item.state]}`}>{t(item.appeal && item.state === "pending" ? "moderation.appealed" : `moderation.states.${item.state}`)}</span>
          <span className="chip">{t("moderation.score", { formatted: number(item.score) })}</span>
        </div>
        <p className="text-text2">
          {dateTime(item.createdAt)}
          {", "}
          {t("moderation.found", { terms: item.flaggedTerms })}
        </p>
        {item.reason && <p>{t("moderation.reasonWas", { reason: item.reason })}</p>}
        {item.appeal && (
          <blockquote className="border-s-2 border-edge ps-3">
            <span className="lab block">{t("moderation.appealOf")}</span>
            {item.appeal}
          </blockquote>
        )}
      </div>
      <pre className="script max-h-72 overflow-auto border-y border-line p-4 whitespace-pre-wrap" tabIndex={0} role="region" aria-label={t("moderation.script", { title: item.title })} dir="auto">
        {marked(item.script, item.flaggedTerms).map((piece, i) => (i % 2 ? <mark key={i}>{piece}</mark> : piece))}
      </pre>
      {item.state === "pending" && (
        <div className="flex flex-wrap items-end gap-3 p-4">
          <label className="field min-w-[220px] grow">
            <span>{t("moderation.reason")}</span>
            <input className="in" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <button type="button" className="b line" disabled={decide.isPending} onClick={() => decide.mutate("approve")}>
            {t("moderation.approve")}
          </button>
          {/* Whoever is refused is owed a reason. */}
          <button type="button" className="b bad" disabled={decide.isPending || reason.trim() === ""} onClick={() => decide.mutate("reject")}>
            {t("moderation.reject")}
          </button>
        </div>
      )}
      <ProblemNote error={decide.error} />
    </article>
  );
}

// For the owner of a film: that a person looks at the script first, what was decided, and the appeal.
export function ReviewNote({ projectId, stopped }: { projectId: string; stopped: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [words, setWords] = useState("");
  const reviews = useQuery({
    queryKey: keys.reviews,
    queryFn: async () => (await answer(api.GET("/api/v1/moderation"))).reviews,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "pending") ? 10_000 : false),
  });
  const review = reviews.data?.find((one) => one.projectId === projectId); // the newest
  const appeal = useMutation({
    mutationFn: ({ itemId }: Review) => answer(api.POST("/api/v1/moderation/{itemId}/appeal", { params: { path: { itemId } }, body: { appeal: words.trim() } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.reviews }),
  });
  if (!review || (review.state !== "pending" && !stopped)) return null;
  if (review.state === "pending") return <p className="note warn mt-6 max-w-[70ch]">{t(review.appeal ? "moderation.appealWaits" : "moderation.waits")}</p>;
  if (review.state === "approved") return review.appeal ? <p className="note ok mt-6 max-w-[70ch]">{t("moderation.appealWon")}</p> : null;
  if (review.appeal) return <p className="note mt-6 max-w-[70ch]">{t("moderation.appealLost")}</p>;
  return (
    <form
      className="note mt-6 max-w-[70ch]"
      onSubmit={(event) => {
        event.preventDefault();
        appeal.mutate(review);
      }}
    >
      <label className="field">
        <span>{t("moderation.disagree")}</span>
        <textarea className="in min-h-24" required maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <button type="submit" className="b line justify-self-start" disabled={appeal.isPending || words.trim() === ""}>
        {t("moderation.appealGo")}
      </button>
      <ProblemNote error={appeal.error} />
    </form>
  );
}
