"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

export function About() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.about.title")}>
      <div className="prose">
        <p>{t("front.about.p1")}</p>
        <p>{t("front.about.p2")}</p>
        <p>{t("front.about.p3")}</p>
      </div>
    </FrontPage>
  );
}
