"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

export function Privacy() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.privacy.title")}>
      <div className="prose">
        {([1, 2, 3, 4, 5] as const).map((n) => (
          <section key={n}>
            <h2>{t(`front.privacy.h${n}`)}</h2>
            <p>{t(`front.privacy.p${n}`)}</p>
          </section>
        ))}
      </div>
    </FrontPage>
  );
}
