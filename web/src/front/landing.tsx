"use client";

import Link from "next/link";
import { useTranslation } from "react-i18next";
import { films } from "./films";
import { PriceTable } from "./price-table";
import { TryBox } from "./try-box";
import { Film } from "@/parts/film";
import { clock } from "@/i18n/format";

const strip = ["lighthouse-2", "pongal", "umbrella", "market-2", "pongal-2", "lighthouse", "market", "umbrella-2"];

export function Landing() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="marquee">
        <span className="front block">
          <span className="cq">
            <span className="line">
              <b>{t("front.hero.in")}</b>
              <span className="ms-auto flex gap-2">
                {(["pongal", "umbrella", "market"] as const).map((name) => (
                  <span className="fr opt" key={name}>
                    <img
                      src={`/films/${name}.webp`}
                      width={960}
                      height={540}
                      alt={t(`front.films.${name}Alt`)}
                    />
                  </span>
                ))}
              </span>
            </span>
            <span className="line two">
              <span className="block max-w-[27em] text-[clamp(17px,1.7cqi,32px)] leading-[1.32]">{t("front.hero.lead")}</span>
              <b>{t("front.hero.out")}</b>
            </span>
          </span>
        </span>
      </h1>

      <section data-theme="dark" className="bg-bench">
        <div className="front grid gap-6 py-6 desk:grid-cols-[5fr_7fr]">
          <TryBox />
          <figure className="min-w-0">
            <span className="fr">
              <Film name="lighthouse" playing />
            </span>
            <figcaption className="flex flex-wrap gap-x-4 pt-2">
              <b>{t("front.films.lighthouse")}</b>
              <span className="lab">{t("front.hero.made")}</span>
            </figcaption>
          </figure>
        </div>
      </section>

      <section className="front py-24">
        <div className="grid gap-6 desk:grid-cols-12">
          <h2 className="fh desk:col-span-7">{t("front.edit.title")}</h2>
          <p className="read self-end text-text2 desk:col-span-5">{t("front.edit.text")}</p>
        </div>
        <p className="script mt-8 text-[clamp(16px,1.5vw,22px)] leading-normal" dir="ltr" lang="en">
          <s className="text-text3">{t("front.edit.old")}</s>{" "}
          <span className="bg-mark px-1.5 py-0.5 text-onmark">{t("front.edit.new")}</span>
        </p>
        <div className="mt-4 mb-3 flex h-[clamp(44px,5.6vw,96px)] gap-1" dir="ltr" aria-hidden="true">
          {strip.map((shot, i) => (
            <span key={shot} className={`fr h-full flex-1 ${i === 4 ? "picked" : "opacity-50 grayscale"}`} style={{ aspectRatio: "auto" }}>
              <img src={`/films/${shot}.webp`} width={960} height={540} alt="" loading="lazy" />
            </span>
          ))}
        </div>
        <p className="text-text2">{t("front.edit.foot")}</p>
      </section>

      <section className="front pb-24">
        <div className="flex flex-wrap items-baseline gap-4 border-t-2 border-text py-4">
          <h2 className="fh text-[clamp(32px,3vw,56px)]">{t("front.now.title")}</h2>
          <span className="lab ms-auto">{t("front.now.note")}</span>
        </div>
        <div className="grid gap-x-6 gap-y-8 lap:grid-cols-2">
          {films.map(({ name, length_s }) => (
            <figure key={name}>
              <span className="fr">
                <Film name={name} />
              </span>
              <figcaption className="flex items-baseline gap-4 pt-2">
                <b className="title">{t(`front.films.${name}`)}</b>
                <span className="lab ms-auto">{clock(length_s)}</span>
              </figcaption>
            </figure>
          ))}
        </div>
      </section>

      <section data-theme="dark" className="bg-bench">
        <div className="front grid gap-8 py-20 desk:grid-cols-12">
          <h2 className="fh desk:col-span-5">{t("front.own.title")}</h2>
          <dl className="desk:col-span-7">
            {(["cable", "computer", "same", "take", "open"] as const).map((key) => (
              <div key={key} className="grid gap-x-6 gap-y-1 border-t border-line py-4 lap:grid-cols-[2fr_3fr]">
                <dt className="text-read font-medium">{t(`front.own.${key}`)}</dt>
                <dd className="read text-text2">{t(`front.own.${key}Text`)}</dd>
              </div>
            ))}
          </dl>
        </div>
      </section>

      <section className="front pt-24 pb-12">
        <h2 className="fh mb-6">{t("front.price.title")}</h2>
        <PriceTable />
        <p className="mt-6">
          <Link className="underline underline-offset-4" href="/pricing/">
            {t("front.price.questions")}
          </Link>
        </p>
      </section>
    </>
  );
}
