// Runs before the first paint, from the head of the page, so that nothing flashes. The language's
// words may still be on their way: until then the page is not shown (shell.css).
export function firstPaint(languages: string[], rtl: string[]): void {
  const root = document.documentElement;
  try {
    const inside = /^\/(films?|credits|account|admin|organisation|invitation)\//.test(location.pathname);
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
