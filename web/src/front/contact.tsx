"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

export function Contact() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.contact.title")} lead={t("front.contact.lead")}>
      <p className="note max-w-[60ch]">{t("front.contact.none")}</p>
    </FrontPage>
  );
}
