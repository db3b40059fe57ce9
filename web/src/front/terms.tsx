"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

export function Terms() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.terms.title")}>
      <div className="prose">
        {([1, 2, 3, 4, 5] as const).map((n) => (
          <section key={n}>
            <h2>{t(`front.terms.h${n}`)}</h2>
            <p>{t(`front.terms.p${n}`)}</p>
          </section>
        ))}
      </div>
    </FrontPage>
  );
}
