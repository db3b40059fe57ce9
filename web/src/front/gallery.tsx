"use client";

import { useTranslation } from "react-i18next";
import { films } from "./films";
import { clock } from "@/i18n/format";
import { Film } from "@/parts/film";
import { FrontPage } from "@/parts/front-shell";

export function Gallery() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.gallery.title")} lead={t("front.gallery.lead")}>
      <div className="grid gap-x-6 gap-y-12 desk:grid-cols-2">
        {films.map(({ name, length_s }) => (
          <figure key={name}>
            <span className="fr">
              <Film name={name} />
            </span>
            <figcaption className="pt-3">
              <span className="flex items-baseline gap-4">
                <b className="title">{t(`front.films.${name}`)}</b>
                <span className="lab ms-auto">{clock(length_s)}</span>
              </span>
              <span className="read text-text2">{t(`front.films.${name}About`)}</span>
            </figcaption>
          </figure>
        ))}
      </div>
    </FrontPage>
  );
}
