"use client";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAuthForm } from "./auth-page";
import { answer, api } from "@/api/client";
import { Field } from "@/parts/form";
import { FrontPage } from "@/parts/front-shell";
import { z } from "@/parts/zod";

// A letter to the administrators. People do not see the field "website"; machines fill it in.
export function Contact() {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  const wanted = t("front.contact.wanted");
  const schema = z.object({ name: z.string(), email: z.email(t("auth.badEmail")), message: z.string().min(1, wanted), website: z.string() });
  const { form, failure, submit, error } = useAuthForm(schema, { name: "", email: "", message: "", website: "" }, async (body) => {
    await answer(api.POST("/api/v1/contact", { body }));
    setSent(true);
  });
  const wrong = error("message");
  return (
    <FrontPage title={t("front.contact.title")} lead={t("front.contact.lead")}>
      {sent ? (
        <p className="note ok max-w-[60ch]" role="status">
          {t("front.contact.sent")}
        </p>
      ) : (
        <form className="grid max-w-[60ch] gap-5" noValidate onSubmit={submit}>
          <Field label={t("auth.name")} autoComplete="name" maxLength={100} error={error("name")} {...form.register("name")} />
          <Field label={t("auth.email")} type="email" autoComplete="email" error={error("email")} {...form.register("email")} />
          <div className="field">
            <label className="font-medium" htmlFor="letter">
              {t("front.contact.message")}
            </label>
            <textarea id="letter" className="in" rows={8} maxLength={5000} dir="auto" aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? "letter-err" : undefined} {...form.register("message")} />
            {wrong && (
              <span id="letter-err" className="err" role="alert">
                {wrong}
              </span>
            )}
          </div>
          <input type="text" className="hidden" tabIndex={-1} autoComplete="off" aria-hidden="true" {...form.register("website")} />
          {failure && (
            <p className="note fail" role="alert">
              {failure}
            </p>
          )}
          <button type="submit" className="b go lg justify-self-start" disabled={form.formState.isSubmitting}>
            {t("front.contact.go")}
          </button>
        </form>
      )}
    </FrontPage>
  );
}
