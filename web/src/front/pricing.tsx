"use client";

import { useTranslation } from "react-i18next";
import { PriceTable } from "./price-table";
import { FrontPage } from "@/parts/front-shell";

export function Pricing() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.price.title")} lead={t("front.price.lead")}>
      <PriceTable />
      <h2 className="head mt-16 mb-4">{t("front.price.questions")}</h2>
      <dl className="border-t border-line">
        {([1, 2, 3, 4, 5] as const).map((n) => (
          <div key={n} className="grid gap-x-6 gap-y-1 border-b border-line py-4 desk:grid-cols-[2fr_3fr]">
            <dt className="text-read font-medium">{t(`front.price.q${n}`)}</dt>
            <dd className="read text-text2">{t(`front.price.a${n}`)}</dd>
          </div>
        ))}
      </dl>
    </FrontPage>
  );
}
