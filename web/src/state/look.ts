// Theme: what was chosen, or by place: the front of house is bright, the rooms are dark.
import { useLayoutEffect } from "react";
import { create } from "zustand";

export type Theme = "light" | "dark";

interface Look {
  chosen: Theme | null;
  choose: (theme: Theme) => void;
}

export const useLook = create<Look>((set) => ({
  chosen: null,
  choose: (theme) => {
    localStorage.setItem("theme", theme);
    document.documentElement.dataset.theme = theme;
    set({ chosen: theme });
  },
}));

// Where nothing was chosen the place decides, also when one goes there without a new page.
export function useThemeOf(place: Theme): void {
  const chosen = useLook((look) => look.chosen);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = chosen ?? localStorage.getItem("theme") ?? place;
  }, [chosen, place]);
}

// Runs before the first paint, from the head of the page, so that nothing flashes. The language's
// words may still be on their way: until then the page is not shown (shell.css).
export function firstPaint(languages: string[], rtl: string[]): void {
  const root = document.documentElement;
  try {
    const inside = /^\/(films?|credits|account|admin|organisation)\//.test(location.pathname);
    root.dataset.theme = localStorage.getItem("theme") ?? (inside ? "dark" : "light");
    const wanted = [localStorage.getItem("language"), ...navigator.languages].map((tag) => tag?.split("-")[0]);
    const language = wanted.find((tag) => tag && languages.includes(tag)) ?? "en";
    root.lang = language;
    root.dir = rtl.includes(language) ? "rtl" : "ltr";
    if (language !== "en") root.dataset.words = "coming";
  } catch {
    root.dataset.theme = "light";
  }
}
