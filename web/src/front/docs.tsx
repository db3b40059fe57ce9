"use client";

import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

const scene = `INT. LAMP ROOM - NIGHT

MIRA, 30s, a young engineer in a yellow raincoat, kneels beside the dead lamp.

MIRA
(not looking up)
Who would notice one dark night?`;

const commands = `make film SCRIPT=my.fountain    # sets up, builds, makes out/my.mp4
build/film breakdown my.fountain
build/film storyboard my.fountain -o board.png
build/film serve                 # this site, on your machine`;

export function Docs() {
  const { t } = useTranslation();
  return (
    <FrontPage title={t("front.docs.title")} lead={t("front.docs.lead")}>
      <div className="prose">
        <h2>{t("front.docs.siteTitle")}</h2>
        <ol>
          {([1, 2, 3, 4, 5] as const).map((n) => (
            <li key={n}>{t(`front.docs.site${n}`)}</li>
          ))}
        </ol>
        <h2>{t("front.docs.fountainTitle")}</h2>
        <p>{t("front.docs.fountainText")}</p>
        <pre lang="en" tabIndex={0}>{scene}</pre>
        <h2>{t("front.docs.cliTitle")}</h2>
        <p>{t("front.docs.cliText")}</p>
        <pre lang="en" tabIndex={0}>{commands}</pre>
        <h2>{t("front.docs.apiTitle")}</h2>
        <p>{t("front.docs.apiText")}</p>
        <p>
          <a href="/api/docs">{t("front.docs.apiGo")}</a>
        </p>
      </div>
    </FrontPage>
  );
}
