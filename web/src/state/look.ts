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
