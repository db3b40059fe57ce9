"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

const steps = [1, 2, 3, 4, 5, 6, 7] as const;

export function Features() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.features.title")} lead={t("front.features.lead")}>
      <ol className="border-t-2 border-text">
        {steps.map((n) => (
          <li key={n} className="grid gap-x-6 gap-y-1 border-b border-line py-5 desk:grid-cols-12">
            <span className="slate text-text3 desk:col-span-1">{n}</span>
            <h2 className="title desk:col-span-4">{t(`front.features.s${n}`)}</h2>
            <p className="read text-text2 desk:col-span-7">{t(`front.features.t${n}`)}</p>
          </li>
        ))}
      </ol>
      <h2 className="head mt-16 mb-4">{t("front.features.moreTitle")}</h2>
      <ul className="read grid gap-x-12 lap:grid-cols-2">
        {([1, 2, 3, 4, 5] as const).map((n) => (
          <li key={n} className="border-b border-line py-3">
            {t(`front.features.m${n}`)}
          </li>
        ))}
      </ul>
    </FrontPage>
  );
}
