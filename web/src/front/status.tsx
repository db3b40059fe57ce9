"use client";

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";
import { number } from "@/i18n/format";

interface Answer {
  ready: boolean;
  ms: number;
  version: string;
}

async function ask(): Promise<Answer> {
  const started = performance.now();
  const [ready, version] = await Promise.all([fetch("/ready"), fetch("/version")]);
  const body: unknown = await version.json();
  const name = typeof body === "object" && body && "version" in body ? String(body.version) : "";
  return { ready: ready.ok, ms: Math.round(performance.now() - started), version: name };
}

export function Status() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer | "none" | null>(null);
  useEffect(() => {
    ask().then(setAnswer, () => setAnswer("none"));
  }, []);
  return (
    <FrontPage title={t("front.status.title")} lead={t("front.status.lead")}>
      <div aria-live="polite" className="min-h-[160px] max-w-[60ch]">
        {answer === "none" && <p className="note fail">{t("front.status.bad")}</p>}
        {answer && answer !== "none" && (
          <div className={`note ${answer.ready ? "ok" : "warn"}`}>
            <b>{answer.ready ? t("front.status.ready") : t("front.status.notReady")}</b>
            <span>{t("front.status.answered", { ms: number(answer.ms) })}</span>
            {answer.version && (
              <span>
                {t("front.status.version")} <bdi>{answer.version}</bdi>
              </span>
            )}
          </div>
        )}
      </div>
    </FrontPage>
  );
}
