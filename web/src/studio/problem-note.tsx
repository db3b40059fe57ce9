"use client";

import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

// The sentence for a failure: the server's own, which says what to do, or ours when none came.
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t("problem.ours");
    if (error.status === 0) return t("problem.offline");
    if (error.status === 429) return t("problem.rate", { count: error.retryAfter_s ?? 60 });
    return error.message || t("problem.ours");
  };
}

export function ProblemNote({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!error) return null;
  return (
    <div className="note fail" role="alert">
      <span>{text(error)}</span>
      {again && (
        <button type="button" className="b line justify-self-start" onClick={again}>
          {t("shell.again")}
        </button>
      )}
    </div>
  );
}
