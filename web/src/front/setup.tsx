"use client";

import { useTranslation } from "react-i18next";
import { AuthPage, useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { Field } from "@/parts/form";
import { z } from "@/parts/zod";

// The link that `film serve` prints at its first start: whoever has it becomes the administrator.
export function Setup() {
  const { t } = useTranslation();
  const { form, failure, submit, error } = useAuthForm(
    z.object({ email: z.email(t("auth.badEmail")), password: z.string().min(12, t("setup.rule")) }),
    { email: "", password: "" },
    async (values, router) => {
      const token = new URLSearchParams(location.search).get("token") ?? "";
      await answer(api.POST("/api/v1/setup", { body: { ...values, token } }));
      router.replace("/sign-in/?next=%2Faccount%2F");
    },
  );
  return (
    <AuthPage title={t("setup.title")} lead={t("setup.lead")}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        <Field label={t("auth.email")} type="email" autoComplete="username" error={error("email")} {...form.register("email")} />
        <Field label={t("auth.password")} type="password" autoComplete="new-password" help={t("setup.rule")} error={error("password")} {...form.register("password")} />
        {failure && (
          <p className="note fail" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="b go lg" disabled={form.formState.isSubmitting}>
          {t("auth.signUpGo")}
        </button>
      </form>
    </AuthPage>
  );
}
