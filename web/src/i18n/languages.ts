// Only a language whose file is complete stands here.
export const languages = {
  en: "English",
  es: "Español",
  fr: "Français",
  de: "Deutsch",
  pt: "Português",
  ja: "日本語",
  zh: "中文",
  ar: "العربية",
  hi: "हिन्दी",
  ta: "தமிழ்",
} as const;

export type Language = keyof typeof languages;

export const rightToLeft: ReadonlySet<string> = new Set(["ar", "he", "fa", "ur"]);

export function isLanguage(tag: string): tag is Language {
  return tag in languages;
}
