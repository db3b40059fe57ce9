// The words of the studio. English is in the bundle, the rooms' part of it only behind the door
// (rooms.ts); every other language is one file, fetched when it is chosen. Keys are typed by the English
// files, so a wrong key does not compile; tests/unit/words.test.ts proves that every other language has
// the same keys and the same placeholders.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import front from "./locales/en/front.json";
import type rooms from "./locales/en/rooms.json";
import { isLanguage, rightToLeft, type Language } from "./languages";

type Words = typeof front & typeof rooms;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Words };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: front } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

export async function setLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const words = (await import(`./locales/${language}.json`)) as { default: Words };
    i18next.addResourceBundle(language, "translation", words.default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? "rtl" : "ltr";
}

// The language that was chosen here before, or else the browser's first that there is.
export function preferredLanguage(): Language {
  const kept = localStorage.getItem("language");
  for (const tag of [kept, ...navigator.languages]) {
    const language = tag?.split("-")[0];
    if (language && isLanguage(language)) return language;
  }
  return "en";
}

export default i18next;
