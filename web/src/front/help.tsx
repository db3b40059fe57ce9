"use client";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FrontPage } from "@/parts/front-shell";

const articles = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const plain = (text: string) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export function Help() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const found = articles.filter((n) => {
    const text = plain(`${t(`front.help.q${n}`)} ${t(`front.help.a${n}`)}`);
    return words.every((word) => text.includes(word));
  });
  return (
    <FrontPage title={t("front.help.title")}>
      <label className="field max-w-[60ch]">
        <span>{t("front.help.find")}</span>
        <input className="in" type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      </label>
      <div aria-live="polite" className="mt-6 max-w-[68ch] border-t border-line">
        {found.length === 0 && <p className="read py-6">{t("front.help.none")}</p>}
        {found.map((n) => (
          <section key={n} className="border-b border-line py-5">
            <h2 className="text-read mb-1 font-medium">{t(`front.help.q${n}`)}</h2>
            <p className="read text-text2">{t(`front.help.a${n}`)}</p>
          </section>
        ))}
      </div>
    </FrontPage>
  );
}
