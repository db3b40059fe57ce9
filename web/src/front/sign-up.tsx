"use client";

import Link from "next/link";
import { Trans, useTranslation } from "react-i18next";
import { z } from "@/parts/zod";
import { AuthPage, useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { enter } from "@/api/session";
import { Field, Tick } from "@/parts/form";

export function SignUp() {
  const { t, i18n } = useTranslation();
  const schema = z.object({
    fullName: z.string().max(100),
    email: z.email(t("auth.badEmail")),
    password: z.string().min(8, t("auth.passwordRule")).regex(/\p{Lu}/u, t("auth.passwordRule")).regex(/\d/, t("auth.passwordRule")),
    agreed: z.boolean().refine(Boolean, t("auth.mustAgree")),
  });
  const { form, failure, submit, error } = useAuthForm(
    schema,
    { fullName: "", email: "", password: "", agreed: false },
    async ({ email, password, fullName }, router) => {
      await answer(
        api.POST("/api/v1/auth/register", {
          body: { email, password, locale: i18n.language, ...(fullName.trim() && { fullName: fullName.trim() }) },
        }),
      );
      enter(await answer(api.POST("/api/v1/auth/login", { body: { email, password, cookie: true, rememberMe: false } })));
      router.replace("/films/");
    },
  );
  return (
    <AuthPage title={t("auth.signUp")} lead={t("auth.signUpLead")}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        <Field label={t("auth.name")} help={t("auth.nameHelp")} autoComplete="name" error={error("fullName")} {...form.register("fullName")} />
        <Field label={t("auth.email")} type="email" autoComplete="username" error={error("email")} {...form.register("email")} />
        <Field label={t("auth.password")} type="password" autoComplete="new-password" help={t("auth.passwordRule")} error={error("password")} {...form.register("password")} />
        <div className="grid gap-1">
          <Tick
            label={
              <Trans
                t={t}
                i18nKey="auth.agree"
                components={{
                  terms: <Link className="underline underline-offset-4" href="/terms/" />,
                  privacy: <Link className="underline underline-offset-4" href="/privacy/" />,
                }}
              />
            }
            {...form.register("agreed")}
          />
          {error("agreed") && (
            <span className="text-fail" role="alert">
              {error("agreed")}
            </span>
          )}
        </div>
        {failure && (
          <p className="note fail" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="b go lg" disabled={form.formState.isSubmitting}>
          {t(form.formState.isSubmitting ? "auth.signingUp" : "auth.signUpGo")}
        </button>
        <p>
          <Link className="underline underline-offset-4" href="/sign-in/">
            {t("auth.haveAccount")}
          </Link>
        </p>
      </form>
    </AuthPage>
  );
}
