"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "./auth-page";
import { answer, api } from "@/api/client";
import { useProblemText } from "@/studio/problem-note";

export function VerifyEmail() {
  const { t } = useTranslation();
  const text = useProblemText();
  const asked = useRef(false); // the link is good once, and effects may run twice
  const [state, setState] = useState<"asking" | "done" | { failure: string }>("asking");
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const token = new URLSearchParams(location.search).get("token") ?? "";
    answer(api.POST("/api/v1/auth/verify-email", { body: { token } })).then(
      () => setState("done"),
      (error: unknown) => setState({ failure: text(error) }),
    );
  }, [text]);
  return (
    <AuthPage title={t("auth.verify")}>
      <div aria-live="polite" className="grid gap-5">
        {state === "asking" && <p>{t("shell.loading")}</p>}
        {state === "done" && <p className="note ok">{t("auth.verified")}</p>}
        {typeof state === "object" && <p className="note fail">{state.failure}</p>}
        <Link className="b go lg justify-self-start" href="/films/">
          {t("front.nav.toFilms")}
        </Link>
      </div>
    </AuthPage>
  );
}
