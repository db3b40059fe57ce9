"use client";

import { useEffect, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import i18next, { preferredLanguage, setLanguage } from "@/i18n";

// Gives the words to all below. Pages are prerendered in English; another language comes after the
// page is alive, so that server and browser agree on the first picture.
export function Words({ children }: { children: ReactNode }) {
  useEffect(() => {
    const show = () => delete document.documentElement.dataset.words;
    setLanguage(preferredLanguage()).then(show, show);
    // Chosen in another window, it is the language here too.
    const follow = (event: StorageEvent) => {
      if (event.key === "language") void setLanguage(preferredLanguage());
    };
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }, []);
  return <I18nextProvider i18n={i18next}>{children}</I18nextProvider>;
}
