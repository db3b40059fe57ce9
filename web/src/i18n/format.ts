// Numbers, lengths, dates and money as the chosen language writes them.
import i18next from "i18next";

const locale = () => i18next.language || "en";

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);

export const percent = (value: number) =>
  new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(value / 100);

export const money = (amount: number, currency = "USD") =>
  new Intl.NumberFormat(locale(), { style: "currency", currency, maximumFractionDigits: amount % 1 ? 2 : 0 }).format(amount);

export const date = (iso: string | number | Date) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(iso));

export const dateTime = (iso: string | number | Date) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

// 138 -> "2:18": the same in every language, as on a clapper.
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

// 3.375 -> "3.4 s", as the language writes it.
export const seconds = (value: number) =>
  new Intl.NumberFormat(locale(), { style: "unit", unit: "second", unitDisplay: "narrow", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

export function bytes(size: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let i = 0;
  while (size >= 1000 && i < units.length - 1) {
    size /= 1000;
    i++;
  }
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: units[i],
    unitDisplay: "short",
    maximumFractionDigits: size < 10 && i > 0 ? 1 : 0,
  }).format(size);
}
