"use client";

import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  error?: string | undefined;
  help?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

export function Field({ label, error, help, ...input }: FieldProps) {
  const id = useId();
  const said = error ? `${id}-err` : help ? `${id}-help` : undefined;
  return (
    <div className="field">
      <label className="font-medium" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="in" aria-invalid={error ? true : undefined} aria-describedby={said} {...input} />
      {error ? (
        <span id={`${id}-err`} className="err" role="alert">
          {error}
        </span>
      ) : (
        help && (
          <span id={`${id}-help`} className="lab">
            {help}
          </span>
        )
      )}
    </div>
  );
}

export function Tick({ label, ...input }: InputHTMLAttributes<HTMLInputElement> & { label: ReactNode; ref?: Ref<HTMLInputElement> }) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input type="checkbox" className="size-6 shrink-0 accent-(--mark)" {...input} />
      <span>{label}</span>
    </label>
  );
}
