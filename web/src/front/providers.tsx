"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { nextAddress } from "./auth-page";
import { answer, api } from "@/api/client";
import type { components } from "@/api/schema";
import { resume } from "@/api/session";
import { Field } from "@/parts/form";
import { useProblemText } from "@/studio/problem-note";

// How a sign-in elsewhere went, as the server tells it in the address.
function toldIn(search: string): { how: string | null; problem: string | null } {
  const query = new URLSearchParams(search);
  return { how: query.get("provider"), problem: query.get("problem") };
}

// The other ways to sign in, as links, and the rest of a sign-in that came back from one.
export function Providers() {
  const { t } = useTranslation();
  const router = useRouter();
  const text = useProblemText();
  const [providers, setProviders] = useState<components["schemas"]["Provider"][]>([]);
  const [needsCode, setNeedsCode] = useState(false);
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    async function look() {
      const { how, problem } = toldIn(location.search);
      const known = problem === "forbidden" || problem === "conflict" ? problem : "other";
      if (how === "done" && (await resume())) {
        router.replace(nextAddress());
        return;
      }
      const list = await answer(api.GET("/api/v1/auth/providers")).catch(() => null); // then there is the form alone
      setProviders(list?.providers ?? []);
      setNeedsCode(how === "code");
      setFailure(how === "failed" || how === "done" ? t(`auth.provider.${known}`) : null);
    }
    void look();
  }, [router, t]);

  async function sendCode() {
    try {
      await answer(api.POST("/api/v1/auth/providers/code", { body: { code } }));
      await resume();
      router.replace(nextAddress());
    } catch (problem) {
      setFailure(text(problem));
    }
  }

  return (
    <div className="grid gap-3">
      {failure && (
        <p className="note fail" role="alert">
          {failure}
        </p>
      )}
      {needsCode && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void sendCode();
          }}
        >
          <Field label={t("auth.code")} help={t("auth.codeHelp")} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} />
          <button type="submit" className="b go">
            {t("auth.signIn")}
          </button>
        </form>
      )}
      {providers.map(({ name, label, url }) => (
        <a key={name} className="b line" href={`${url}?next=${encodeURIComponent(nextAddress())}`}>
          {t("auth.provider.with", { name: label })}
        </a>
      ))}
    </div>
  );
}
