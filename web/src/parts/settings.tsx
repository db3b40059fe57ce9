"use client";

import { useTranslation } from "react-i18next";
import { setLanguage } from "@/i18n";
import { isLanguage, languages } from "@/i18n/languages";
import { useLook } from "@/state/look";
import { Icon } from "./icon";

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <label className="flex items-center gap-2">
      <Icon name="globe" />
      <span className="vh">{t("shell.language")}</span>
      <select
        className="in"
        value={i18n.language}
        onChange={(event) => {
          const language = event.target.value;
          if (!isLanguage(language)) return;
          localStorage.setItem("language", language);
          void setLanguage(language);
        }}
      >
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const choose = useLook((look) => look.choose);
  const flip = () => choose(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  return (
    <button type="button" className="b quiet sq" onClick={flip} aria-label={t("shell.theme")} title={t("shell.theme")}>
      <Icon name="sun" />
    </button>
  );
}
