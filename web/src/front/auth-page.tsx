"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from "react-hook-form";
import type { ZodType } from "zod";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/studio/problem-note";

// The address to go to after signing in: only one of this site.
export function nextAddress(): string {
  const next = new URLSearchParams(location.search).get("next") ?? "/films/";
  return next.startsWith("/") && !next.startsWith("//") ? next : "/films/";
}

export function AuthPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="front grid gap-12 py-12 desk:grid-cols-12">
      <div className="desk:col-span-5">
        <h1 className="fh">{title}</h1>
        {lead && <p className="read mt-4 text-text2">{lead}</p>}
        <div className="mt-8 max-w-[420px]">{children}</div>
      </div>
      <div className="hidden desk:col-span-7 desk:block" aria-hidden="true">
        <span className="fr">
          <img src="/films/umbrella.webp" width={960} height={540} alt="" />
        </span>
      </div>
    </div>
  );
}

interface AuthForm<T extends FieldValues> {
  form: UseFormReturn<T>;
  failure: string | null;
  submit: (event: React.FormEvent) => void;
  error: (field: Path<T>) => string | undefined;
}

// A form whose faults stand at their fields, whether found here or by the server.
export function useAuthForm<T extends FieldValues>(
  schema: ZodType<T, T>,
  defaults: DefaultValues<T>,
  send: (values: T, router: ReturnType<typeof useRouter>) => Promise<void>,
): AuthForm<T> {
  const router = useRouter();
  const text = useProblemText();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<T>({ resolver: zodResolver(schema), defaultValues: defaults });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await send(values, router);
    } catch (error) {
      const known = error instanceof Problem ? error.faults.filter(({ field }) => field in values) : [];
      for (const { field, detail } of known) form.setError(field as Path<T>, { message: detail });
      if (known.length === 0) setFailure(text(error));
    }
  });
  return {
    form,
    failure,
    submit: (event) => void submit(event),
    error: (field) => form.getFieldState(field, form.formState).error?.message,
  };
}
