// Only a language whose file is complete stands here.
export const languages = {
  en: "English",
  es: "Español",
  ar: "العربية",
} as const;

export type Language = keyof typeof languages;

export const rightToLeft: ReadonlySet<string> = new Set(["ar", "he", "fa", "ur"]);

export function isLanguage(tag: string): tag is Language {
  return tag in languages;
}
