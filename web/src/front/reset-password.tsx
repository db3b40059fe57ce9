"use client";

import { useTranslation } from "react-i18next";
import { z } from "@/parts/zod";
import { AuthPage, useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { leave } from "@/api/session";
import { Field } from "@/parts/form";

export function ResetPassword() {
  const { t } = useTranslation();
  const { form, failure, submit, error } = useAuthForm(
    z.object({ password: z.string().min(8, t("auth.passwordRule")) }),
    { password: "" },
    async ({ password }, router) => {
      const token = new URLSearchParams(location.search).get("token") ?? "";
      await answer(api.POST("/api/v1/auth/reset-password", { body: { token, password } }));
      leave(); // all sessions have ended, ours among them
      router.replace("/sign-in/");
    },
  );
  return (
    <AuthPage title={t("auth.reset")}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        <Field label={t("auth.newPassword")} type="password" autoComplete="new-password" help={t("auth.passwordRule")} error={error("password")} {...form.register("password")} />
        {failure && (
          <p className="note fail" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="b go lg" disabled={form.formState.isSubmitting}>
          {t("auth.resetGo")}
        </button>
      </form>
    </AuthPage>
  );
}
