"use client";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "@/parts/zod";
import { AuthPage, useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { Field } from "@/parts/form";

export function ForgotPassword() {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  const { form, failure, submit, error } = useAuthForm(z.object({ email: z.email(t("auth.badEmail")) }), { email: "" }, async (body) => {
    await answer(api.POST("/api/v1/auth/forgot-password", { body }));
    setSent(true);
  });
  return (
    <AuthPage title={t("auth.forgot")} lead={t("auth.forgotLead")}>
      {sent ? (
        <p className="note ok" role="status">
          {t("auth.forgotSent")}
        </p>
      ) : (
        <form className="grid gap-5" noValidate onSubmit={submit}>
          <Field label={t("auth.email")} type="email" autoComplete="username" error={error("email")} {...form.register("email")} />
          {failure && (
            <p className="note fail" role="alert">
              {failure}
            </p>
          )}
          <button type="submit" className="b go lg" disabled={form.formState.isSubmitting}>
            {t("auth.forgotGo")}
          </button>
        </form>
      )}
    </AuthPage>
  );
}
