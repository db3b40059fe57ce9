import "@fontsource-variable/anek-latin/standard.css";
import "@fontsource-variable/anek-tamil/standard.css";
import "@fontsource-variable/anek-devanagari/standard.css";
import "@fontsource-variable/noto-sans-arabic/standard.css";
import "@fontsource/courier-prime/latin-400.css";
import "@fontsource/courier-prime/latin-700.css";
import "@fontsource/courier-prime/latin-400-italic.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { languages, rightToLeft } from "@/i18n/languages";
import { Words } from "@/parts/words";
import { firstPaint } from "@/state/first-paint";

export const metadata: Metadata = {
  title: { default: "AI Film Studio", template: "%s – AI Film Studio" },
  description: "A screenplay in, a finished film out: cast, drawn, voiced, scored and captioned.",
  manifest: "/manifest.webmanifest",
  icons: { icon: "/icon.svg", apple: "/icon-192.png" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#121212" };

export default function Layout({ children }: { children: ReactNode }) {
  const script = `(${firstPaint.toString()})(${JSON.stringify(Object.keys(languages))},${JSON.stringify([...rightToLeft])})`;
  return (
    <html lang="en" dir="ltr" data-theme="light" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </head>
      <body>
        <Words>{children}</Words>
      </body>
    </html>
  );
}
