"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { OfficeShell } from "./office-shell";
import { ProblemNote } from "./problem-note";
import { keys, useCredits } from "./queries";
import { answer, api } from "@/api/client";
import { clock, date, dateTime, money, number } from "@/i18n/format";
import { toast } from "@/state/toasts";

// The payment provider's page. Only of this site or by TLS: an address comes from the server.
function pay(address: string): void {
  const url = new URL(address, location.origin);
  if (url.origin === location.origin || url.protocol === "https:") location.assign(url);
}

export function Credits() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const credits = useCredits();
  const prices = useQuery({ queryKey: ["prices"], queryFn: () => answer(api.GET("/api/v1/credits/prices")) });
  const plan = useQuery({ queryKey: ["plan"], queryFn: () => answer(api.GET("/api/v1/subscriptions/me")) });
  const buy = useMutation({
    mutationFn: (quantity: number) => answer(api.POST("/api/v1/credits/purchase", { body: { quantity } })),
    onSuccess: async (order) => {
      await client.invalidateQueries({ queryKey: keys.credits });
      if (order.status === "paid") toast(t("credits.bought", { count: order.quantity, formatted: number(order.quantity) }));
      else pay(order.redirectUrl);
    },
  });
  const change = useMutation({
    mutationFn: (name: "free" | "pro" | "enterprise") => answer(api.POST("/api/v1/subscriptions/upgrade", { body: { plan: name } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.credits });
      await client.invalidateQueries({ queryKey: ["plan"] });
    },
  });
  const { data } = credits;
  return (
    <OfficeShell>
      <h1 className="head mb-6">{t("credits.title")}</h1>
      <ProblemNote error={credits.error} again={() => void credits.refetch()} />
      {data && (
        <div className="mb-10 flex flex-wrap items-end gap-x-12 gap-y-4">
          <p>
            <b className="text-[64px] leading-none font-extrabold [font-stretch:75%]">{data.unlimited ? "∞" : number(data.balance)}</b>{" "}
            <span className="lab">{t("credits.balance")}</span>
          </p>
          {data.held > 0 && <p className="text-text2">{t("credits.held", { count: data.held, formatted: number(data.held) })}</p>}
          <p className="text-text2">{t("credits.reset", { date: date(data.resetDate) })}</p>
        </div>
      )}
      <section className="mb-12" aria-labelledby="buy">
        <h2 id="buy" className="title mb-3">
          {t("credits.buy")}
        </h2>
        <ul className="grid gap-4 lap:grid-cols-2 desk:grid-cols-4">
          {prices.data?.packages?.map((pack) => (
            <li key={pack.quantity} className="card gap-3 p-4">
              <b className="big">{t("credits.count", { count: pack.quantity, formatted: number(pack.quantity) })}</b>
              <span className="text-text2">{t("credits.year")}</span>
              <button type="button" className="b line mt-auto" disabled={buy.isPending} onClick={() => buy.mutate(pack.quantity)}>
                {t("credits.buyFor", { price: money(pack.cents / 100) })}
              </button>
            </li>
          ))}
        </ul>
        <div className="mt-4">
          <ProblemNote error={buy.error} />
        </div>
      </section>
      <section className="mb-12" aria-labelledby="plans">
        <h2 id="plans" className="title mb-3">
          {t("credits.plan")}
        </h2>
        <ul className="grid gap-4 desk:grid-cols-3">
          {prices.data?.plans?.map((row) => {
            const here = row.plan === plan.data?.plan;
            return (
              <li key={row.plan} className={`card gap-2 p-4 ${here ? "on" : ""}`}>
                <b className="h3">{t(`credits.plans.${row.plan as "free" | "pro" | "enterprise"}`)}</b>
                <span>
                  <b className="big">{money(row.centsPerMonth / 100)}</b> <span className="lab">{t("front.price.month")}</span>
                </span>
                <span className="text-text2">
                  {row.creditsPerMonth < 0 ? t("credits.unlimited") : t("credits.monthly", { count: row.creditsPerMonth, formatted: number(row.creditsPerMonth) })}
                  {", "}
                  {t("credits.upTo", { length: clock(row.maxSeconds), height: row.height })}
                </span>
                {here ? (
                  <span className="chip run self-start">{t("credits.yourPlan")}</span>
                ) : (
                  row.plan !== "enterprise" && (
                    <button
                      type="button"
                      className="b line self-start"
                      disabled={change.isPending}
                      onClick={() => change.mutate(row.plan as "free" | "pro")}
                    >
                      {t("credits.changeTo", { plan: t(`credits.plans.${row.plan as "free" | "pro" | "enterprise"}`) })}
                    </button>
                  )
                )}
              </li>
            );
          })}
        </ul>
        {plan.data?.nextPlan && plan.data.periodEnd && (
          <p className="note mt-4 max-w-[60ch]">
            {t("credits.nextPlan", { plan: t(`credits.plans.${plan.data.nextPlan as "free" | "pro" | "enterprise"}`), date: date(plan.data.periodEnd) })}
          </p>
        )}
        <div className="mt-4">
          <ProblemNote error={change.error} />
        </div>
      </section>
      {data && data.history && data.history.length > 0 && (
        <section aria-labelledby="moves">
          <h2 id="moves" className="title mb-3">
            {t("credits.history")}
          </h2>
          <table className="tb">
            <thead>
              <tr>
                <th scope="col">{t("credits.what")}</th>
                <th scope="col">{t("credits.when")}</th>
                <th scope="col" className="r">
                  {t("credits.amount")}
                </th>
                <th scope="col" className="r">
                  {t("credits.after")}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.history.map((row) => (
                <tr key={row.transactionId}>
                  <td>{row.description}</td>
                  <td className="whitespace-nowrap text-text2">{dateTime(row.date)}</td>
                  <td className="r">
                    <bdi>{row.amount > 0 ? `+${number(row.amount)}` : number(row.amount)}</bdi>
                  </td>
                  <td className="r">{number(row.balanceAfter)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </OfficeShell>
  );
}
