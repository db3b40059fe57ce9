"use client";

import Snackbar from "@mui/material/Snackbar";
import { ThemeProvider } from "@mui/material/styles";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { accessToken, useSession } from "@/api/session";
import "@/i18n/rooms";
import { muiTheme } from "@/design/mui";
import { useThemeOf } from "@/state/look";
import { dropToast, useToasts } from "@/state/toasts";

// All behind the door: who is not signed in is sent to sign in and comes back here.
export function StudioProviders({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            retry: (count, error) => count < 3 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <ThemeProvider theme={muiTheme}>
        <Door>{children}</Door>
        <Toasts />
      </ThemeProvider>
    </QueryClientProvider>
  );
}

// The shell is kept for when there is no connection; only for those who work here.
function useOfflineShell(): void {
  useEffect(() => {
    if (process.env.NODE_ENV === "production") navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
  }, []);
}

function Door({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const router = useRouter();
  const state = useSession((session) => session.state);
  useOfflineShell();
  useThemeOf("dark");
  const [failed, setFailed] = useState(false);
  const [knocks, setKnocks] = useState(1);
  useEffect(() => {
    accessToken().catch(() => setFailed(true));
  }, [knocks]);
  const knock = () => {
    setFailed(false);
    setKnocks(knocks + 1);
  };
  useEffect(() => {
    if (state !== "out") return;
    router.replace(`/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`);
  }, [state, router]);
  if (state === "in") return children;
  return (
    <main className="wrap" aria-busy={!failed}>
      {failed ? (
        <div className="note fail max-w-[60ch]" role="alert">
          <b>{t("problem.offline")}</b>
          <button type="button" className="b line justify-self-start" onClick={knock}>
            {t("shell.again")}
          </button>
        </div>
      ) : (
        <span className="vh">{t("shell.loading")}</span>
      )}
    </main>
  );
}

function Toasts() {
  const { t } = useTranslation();
  const first = useToasts(({ list }) => list[0]);
  return (
    <Snackbar
      key={first?.id}
      open={first !== undefined}
      message={first?.text}
      autoHideDuration={5000}
      onClose={(_, reason) => reason !== "clickaway" && first && dropToast(first.id)}
      anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
      sx={{ bottom: { xs: 72, md: 88 } }}
      action={
        first?.undo && (
          <button
            type="button"
            className="b quiet"
            onClick={() => {
              first.undo?.();
              dropToast(first.id);
            }}
          >
            {t("shell.undo")}
          </button>
        )
      }
    />
  );
}
