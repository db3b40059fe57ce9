"use client";

import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCredits } from "./queries";
import { answer, api } from "@/api/client";
import { leave, useSession } from "@/api/session";
import { number } from "@/i18n/format";
import { Icon } from "@/parts/icon";
import { useLook } from "@/state/look";

// The end of every bar inside: credits and account.
export function BarEnd() {
  const { t } = useTranslation();
  const credits = useCredits().data;
  return (
    <>
      <Link className="chip" href="/credits/" title={t("credits.title")}>
        <Icon name="ticket" />
        {credits?.unlimited ? t("credits.unlimited") : t("credits.count", { count: credits?.balance ?? 0, formatted: credits ? number(credits.balance) : "–" })}
      </Link>
      <AccountMenu />
    </>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const router = useRouter();
  const user = useSession((session) => session.user);
  const choose = useLook((look) => look.choose);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const go = (address: string) => {
    close();
    router.push(address);
  };
  const signOut = async () => {
    close();
    await answer(api.POST("/api/v1/auth/logout")).catch(() => undefined); // gone here even when the server is not there
    leave();
  };
  return (
    <>
      <button
        type="button"
        className="b sq rounded-full"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t("account.menu", { name: user?.fullName || user?.email || "" })}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="user" />
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem disabled>{user?.email}</MenuItem>
        <MenuItem onClick={() => go("/account/")}>{t("account.title")}</MenuItem>
        <MenuItem onClick={() => go("/organisation/")}>{t("organisation.title")}</MenuItem>
        <MenuItem onClick={() => go("/credits/")}>{t("credits.title")}</MenuItem>
        <MenuItem onClick={() => go("/help/")}>{t("front.nav.help")}</MenuItem>
        <MenuItem onClick={() => choose(document.documentElement.dataset.theme === "dark" ? "light" : "dark")}>{t("shell.theme")}</MenuItem>
        <MenuItem onClick={() => void signOut()}>{t("account.signOut")}</MenuItem>
      </Menu>
    </>
  );
}
