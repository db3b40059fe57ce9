"use client";

import Link from "next/link";
import { useTranslation } from "react-i18next";
import { money } from "@/i18n/format";

const plans = [
  { plan: "own", href: "/docs/" },
  { plan: "free", href: "/sign-up/", amount: 0 },
  { plan: "pro", href: "/sign-up/", amount: 29 },
  { plan: "enterprise", href: "/contact/", amount: 299 },
] as const;

export function PriceTable() {
  const { t } = useTranslation();
  return (
    <div className="price">
      {plans.map((row) => (
        <div key={row.plan}>
          <b className="h3">{t(`front.price.${row.plan}`)}</b>
          <p>
            <b className="text-[48px] leading-[48px] font-extrabold [font-stretch:75%]">
              {"amount" in row ? money(row.amount) : t("front.price.ownPrice")}
            </b>{" "}
            {"amount" in row && row.amount > 0 && <span className="lab">{t("front.price.month")}</span>}
          </p>
          <p className="grow text-text2">{t(`front.price.${row.plan}Text`)}</p>
          <Link className={`b ${row.plan === "free" ? "go" : "line"}`} href={row.href} prefetch={false}>
            {t(`front.price.${row.plan}Go`)}
          </Link>
        </div>
      ))}
    </div>
  );
}
