"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "@/parts/zod";
import { AuthPage, nextAddress, useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { Providers } from "./providers";
import { enter } from "@/api/session";
import { Field, Tick } from "@/parts/form";

export function SignIn() {
  const { t } = useTranslation();
  const [needsCode, setNeedsCode] = useState(false);
  const schema = z.object({
    email: z.email(t("auth.badEmail")),
    password: z.string().min(1, t("auth.noPassword")),
    code: z.string(),
    rememberMe: z.boolean(),
  });
  const { form, failure, submit, error } = useAuthForm(
    schema,
    { email: "", password: "", code: "", rememberMe: false },
    async ({ code, ...values }, router) => {
      try {
        const body = { ...values, cookie: true, ...(code && { code }) };
        enter(await answer(api.POST("/api/v1/auth/login", { body })));
        router.replace(nextAddress());
      } catch (problem) {
        if (problem instanceof Problem && problem.code === "second-factor") setNeedsCode(true);
        throw problem;
      }
    },
  );
  return (
    <AuthPage title={t("auth.signIn")}>
      <form className="mb-8 grid gap-5" noValidate onSubmit={submit}>
        <Field label={t("auth.email")} type="email" autoComplete="username" error={error("email")} {...form.register("email")} />
        <Field label={t("auth.password")} type="password" autoComplete="current-password" error={error("password")} {...form.register("password")} />
        {needsCode && (
          <Field label={t("auth.code")} help={t("auth.codeHelp")} inputMode="numeric" autoComplete="one-time-code" autoFocus {...form.register("code")} />
        )}
        <Tick label={t("auth.remember")} {...form.register("rememberMe")} />
        {failure && (
          <p className="note fail" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="b go lg" disabled={form.formState.isSubmitting}>
          {t(form.formState.isSubmitting ? "auth.signingIn" : "auth.signIn")}
        </button>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <Link className="underline underline-offset-4" href="/forgot-password/">
            {t("auth.forgot")}
          </Link>
          <Link className="underline underline-offset-4" href="/sign-up/">
            {t("auth.noAccount")}
          </Link>
        </p>
      </form>
      <Providers />
    </AuthPage>
  );
}
