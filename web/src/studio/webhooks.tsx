"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote } from "./problem-note";
import { answer, api, type Schemas } from "@/api/client";
import { dateTime, number } from "@/i18n/format";
import { Field, Tick } from "@/parts/form";
import { Part } from "@/parts/part";

type Webhook = Schemas["Webhook"];
type Delivery = Schemas["WebhookDelivery"];

const key = ["webhooks"];
const events = ["video.completed", "video.failed"] as const;
const eventWords = { "video.completed": "finished", "video.failed": "stopped" } as const;
const chips: Record<Delivery["state"], string> = { pending: "run", delivered: "ok", failed: "fail" };
const path = (webhookId: string) => ({ params: { path: { webhookId } } });

// Programs that are told when a film is finished or stopped; the secret for the signatures is shown once.
export function Webhooks() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const hooks = useQuery({ queryKey: key, queryFn: async () => (await answer(api.GET("/api/v1/webhooks"))).webhooks });
  const [url, setUrl] = useState("");
  const [wanted, setWanted] = useState<readonly string[]>(events);
  const make = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/webhooks", { body: { url: url.trim(), events: [...wanted] } })),
    onSuccess: () => {
      setUrl("");
      return client.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <Part title={t("webhooks.title")}>
      <p className="text-text2">{t("webhooks.text")}</p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-[240px] grow">
            <Field label={t("webhooks.url")} type="url" dir="ltr" required maxLength={1000} placeholder="https://" value={url} onChange={(event) => setUrl(event.target.value)} />
          </div>
          <button type="submit" className="b" disabled={make.isPending || wanted.length === 0}>
            {t("webhooks.make")}
          </button>
        </div>
        <fieldset className="flex flex-wrap gap-x-6">
          <legend className="vh">{t("webhooks.when")}</legend>
          {events.map((name) => (
            <Tick
              key={name}
              label={t(`webhooks.event.${eventWords[name]}`)}
              checked={wanted.includes(name)}
              onChange={(event) => setWanted(event.target.checked ? [...wanted, name] : wanted.filter((one) => one !== name))}
            />
          ))}
        </fieldset>
      </form>
      {make.data?.secret && (
        <label className="field">
          <span>{t("webhooks.secret")}</span>
          <input className="in script" readOnly dir="ltr" value={make.data.secret} onFocus={(event) => event.target.select()} />
        </label>
      )}
      <ProblemNote error={hooks.error ?? make.error} />
      <ul>
        {hooks.data?.map((hook) => (
          <li key={hook.webhookId} className="border-b border-line py-3">
            <Hook hook={hook} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Hook({ hook }: { hook: Webhook }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const done = () => client.invalidateQueries({ queryKey: key });
  const turn = useMutation({ mutationFn: () => answer(api.PATCH("/api/v1/webhooks/{webhookId}", { ...path(hook.webhookId), body: { enabled: !hook.enabled } })), onSuccess: done });
  const remove = useMutation({ mutationFn: () => answer(api.DELETE("/api/v1/webhooks/{webhookId}", path(hook.webhookId))), onSuccess: done });
  const test = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/webhooks/{webhookId}/test", path(hook.webhookId))),
    onSuccess: () => {
      setOpen(true);
      return client.invalidateQueries({ queryKey: [...key, hook.webhookId] });
    },
  });
  return (
    <div className="grid gap-3" role="group" aria-label={hook.url}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 grow">
          <bdi className="script block break-all" dir="ltr">{hook.url}</bdi>
          <span className="lab">{hook.events.map((name) => t(`webhooks.event.${eventWords[name as keyof typeof eventWords]}`)).join(", ")}</span>
        </span>
        {!hook.enabled && <span className="chip warn">{t("webhooks.off")}</span>}
        <span className="flex flex-wrap gap-1">
          <button type="button" className="b line" disabled={test.isPending || !hook.enabled} onClick={() => test.mutate()}>
            {t("webhooks.test")}
          </button>
          <button type="button" className="b quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("webhooks.log")}
          </button>
          <button type="button" className="b quiet" disabled={turn.isPending} onClick={() => turn.mutate()}>
            {t(hook.enabled ? "webhooks.turnOff" : "webhooks.turnOn")}
          </button>
          <button type="button" className="b bad" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t("shell.delete")}
          </button>
        </span>
      </div>
      <ProblemNote error={turn.error ?? remove.error ?? test.error} />
      {open && <Deliveries webhookId={hook.webhookId} />}
    </div>
  );
}

function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const log = useQuery({
    queryKey: [...key, webhookId],
    queryFn: async () => (await answer(api.GET("/api/v1/webhooks/{webhookId}/deliveries", { params: { path: { webhookId }, query: { pageSize: 20 } } }))).deliveries,
    refetchInterval: (query) => (query.state.data?.some(({ state }) => state === "pending") ? 2000 : false),
  });
  const again = useMutation({
    mutationFn: (deliveryId: string) => answer(api.POST("/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/retry", { params: { path: { webhookId, deliveryId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: [...key, webhookId] }),
  });
  return (
    <>
      <ProblemNote error={log.error ?? again.error} />
      {log.data?.length === 0 && <p className="text-text2">{t("webhooks.nothing")}</p>}
      <ul className="border-s-2 border-line ps-4" aria-label={t("webhooks.log")}>
        {log.data?.map((sent) => (
          <li key={sent.deliveryId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className={`chip ${chips[sent.state]}`}>{t(`webhooks.state.${sent.state}`)}</span>
            <span className="script" dir="ltr">{sent.event}</span>
            <span className="lab">{dateTime(sent.createdAt)}</span>
            <span className="text-text2">
              {sent.lastStatus > 0 ? t("webhooks.answered", { status: sent.lastStatus }) : sent.lastProblem}
              {sent.state === "pending" && sent.tries > 0 && ` ${t("webhooks.next", { tries: number(sent.tries), date: dateTime(sent.nextAt) })}`}
            </span>
            {sent.state === "failed" && (
              <button type="button" className="b line ms-auto" disabled={again.isPending} onClick={() => again.mutate(sent.deliveryId)}>
                {t("webhooks.again")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
