"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "./icon";
import { useThemeOf } from "@/state/look";
import { LanguageChoice, ThemeSwitch } from "./settings";

export function FrontShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  useThemeOf("light");
  return (
    <>
      <a className="b skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="front fnav">
        <Link className="logo text-lead" href="/">
          <Mark />
          {t("shell.name")}
        </Link>
        <nav aria-label={t("front.nav.label")} className="flex flex-wrap items-center gap-x-6 max-lap:order-last max-lap:w-full lap:ms-auto">
          <Link href="/gallery/">{t("front.nav.films")}</Link>
          <Link href="/features/">{t("front.nav.features")}</Link>
          <Link href="/pricing/">{t("front.nav.pricing")}</Link>
          <Link href="/docs/">{t("front.nav.docs")}</Link>
          <Link href="/sign-in/" prefetch={false}>{t("front.nav.signIn")}</Link>
        </nav>
        <span className="max-lap:ms-auto">
          <ThemeSwitch />
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="front flex flex-wrap items-center gap-x-6 border-t border-line py-6">
        <span className="lab">{t("shell.name")}</span>
        <nav aria-label={t("front.foot.label")} className="fnav grow text-label text-text2">
          {(["about", "help", "contact", "status", "privacy", "terms"] as const).map((page) => (
            <Link key={page} href={`/${page}/`}>
              {t(`front.nav.${page}`)}
            </Link>
          ))}
        </nav>
        <LanguageChoice />
      </footer>
    </>
  );
}

export function FrontPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="front py-12">
      <h1 className="fh">{title}</h1>
      {lead && <p className="read mt-4 max-w-[60ch] text-text2">{lead}</p>}
      <div className="mt-8">{children}</div>
    </div>
  );
}
