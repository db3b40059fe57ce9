"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BarEnd } from "./bar";
import { OfflineNote } from "./offline-note";
import { Mark } from "@/parts/icon";
import { useSession } from "@/api/session";

// Films, credits, account, admin: one bar, one page.
export function OfficeShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const here = usePathname();
  const admin = useSession((session) => session.user?.role === "admin");
  const places = [
    { href: "/films/", name: t("films.title") },
    { href: "/credits/", name: t("credits.title") },
    ...(admin ? [{ href: "/admin/", name: t("admin.title") }] : []),
  ];
  return (
    <div className="app">
      <a className="b skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="top">
        <span>
          <Link className="logo" href="/">
            <Mark />
            <span className="only-lap">{t("shell.name")}</span>
            <span className="vh only-hand">{t("shell.name")}</span>
          </Link>
          <nav aria-label={t("shell.places")} className="-m-1 flex min-w-0 gap-1 overflow-x-auto p-1">
            {places.map(({ href, name }) => (
              <Link key={href} className="b quiet max-lap:!px-2" href={href} aria-current={here === href ? "page" : undefined}>
                {name}
              </Link>
            ))}
          </nav>
        </span>
        <span className="only-desk" />
        <span>
          <BarEnd />
        </span>
      </header>
      <main id="main" tabIndex={-1} className="min-w-0">
        <OfflineNote />
        <div className="wrap">{children}</div>
      </main>
    </div>
  );
}
