"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/parts/icon";
import { clock, number } from "@/i18n/format";
import { estimate } from "@/desk/estimate";

const sample = `INT. CAFE - EVENING

Rain behind the windows. One red umbrella. BEN, 20s, and PRIYA, 20s, hold it at the same time.

BEN
That's mine. It is red, and it has a handle.

PRIYA
(sarcastic)
A handle! What a remarkable umbrella.
`;

// What is written here goes along to the sign-up and becomes the first film.
export function TryBox() {
  const { t } = useTranslation();
  const router = useRouter();
  const [script, setScript] = useState(sample);
  const { words, length_s } = estimate(script);
  const go = () => {
    sessionStorage.setItem("script", script);
    router.push("/sign-up/");
  };
  return (
    <form
      className="flex min-h-[320px] flex-col rounded-control bg-bench text-text"
      data-theme="light"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label className="flex grow">
        <span className="vh">{t("front.hero.scriptLabel")}</span>
        <textarea
          className="script grow resize-none rounded-control bg-bench px-5 py-4 text-[16px] leading-[23px]"
          value={script}
          spellCheck={false}
          maxLength={20000}
          dir="auto"
          onChange={(event) => setScript(event.target.value)}
        />
      </label>
      <div className="flex flex-wrap items-center gap-3 border-t border-line p-3">
        <span className="lab">
          {t("front.hero.words", { count: words, formatted: number(words) })}, {t("front.hero.about", { length: clock(length_s) })}
        </span>
        <button type="submit" className="b go ms-auto" disabled={words === 0}>
          <Icon name="play" />
          {t("front.hero.go")}
        </button>
      </div>
    </form>
  );
}
