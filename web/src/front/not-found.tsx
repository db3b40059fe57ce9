"use client";

import Link from "next/link";
import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.notFound.title")} lead={t("front.notFound.text")}>
      <Link className="b go lg" href="/">
        {t("front.notFound.go")}
      </Link>
    </FrontPage>
  );
}
