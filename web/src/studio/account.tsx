"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OfficeShell } from "./office-shell";
import { ProblemNote } from "./problem-note";
import { Webhooks } from "./webhooks";
import { answer, api } from "@/api/client";
import { leave, useSession } from "@/api/session";
import { date, dateTime } from "@/i18n/format";
import { Field } from "@/parts/form";
import { Part } from "@/parts/part";
import { LanguageChoice } from "@/parts/settings";
import { toast } from "@/state/toasts";

export function Account() {
  const { t } = useTranslation();
  return (
    <OfficeShell>
      <h1 className="head mb-6">{t("account.title")}</h1>
      <div className="max-w-[720px] desk:max-w-[1440px] desk:columns-2 desk:gap-12">
        <Profile />
        <Password />
        <SecondFactor />
        <Sessions />
        <ApiKeys />
        <Webhooks />
        <Deletion />
      </div>
    </OfficeShell>
  );
}

function Profile() {
  const { t } = useTranslation();
  const user = useSession((session) => session.user);
  const [name, setName] = useState(user?.fullName ?? "");
  const save = useMutation({
    mutationFn: () => answer(api.PATCH("/api/v1/users/me", { body: { fullName: name.trim() } })),
    onSuccess: (changed) => {
      useSession.setState({ user: changed });
      toast(t("account.saved"));
    },
  });
  const verify = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/auth/verify-email/send")),
    onSuccess: () => toast(t("account.mailSent")),
  });
  return (
    <Part title={t("account.profile")}>
      <p className="flex flex-wrap items-center gap-3">
        <bdi>{user?.email}</bdi>
        {user?.verified ? (
          <span className="chip ok">{t("account.verified")}</span>
        ) : (
          <>
            <span className="chip warn">{t("account.unverified")}</span>
            <button type="button" className="b line" disabled={verify.isPending} onClick={() => verify.mutate()}>
              {t("account.sendMail")}
            </button>
          </>
        )}
      </p>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className="min-w-[240px] grow">
          <Field label={t("auth.name")} autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <button type="submit" className="b" disabled={save.isPending || name.trim() === ""}>
          {t("shell.save")}
        </button>
      </form>
      <LanguageChoice />
      <ProblemNote error={save.error ?? verify.error} />
    </Part>
  );
}

function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/users/me/password", { body: { currentPassword: current, newPassword: wanted } })),
    onSuccess: () => {
      setCurrent("");
      setWanted("");
      toast(t("account.passwordSet"));
    },
  });
  return (
    <Part title={t("auth.password")}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Field label={t("account.currentPassword")} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />
        <Field label={t("auth.newPassword")} help={t("auth.passwordRule")} type="password" autoComplete="new-password" required minLength={8} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        <button type="submit" className="b justify-self-start" disabled={change.isPending}>
          {t("account.changePassword")}
        </button>
      </form>
      <ProblemNote error={change.error} />
    </Part>
  );
}

function SecondFactor() {
  const { t } = useTranslation();
  const user = useSession((session) => session.user);
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<string[]>([]);
  const start = useMutation({ mutationFn: () => answer(api.POST("/api/v1/users/me/second-factor")) });
  const set = (secondFactor: boolean) => {
    setCode("");
    start.reset();
    if (user) useSession.setState({ user: { ...user, secondFactor } });
  };
  const confirm = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/users/me/second-factor/confirm", { body: { code } })),
    onSuccess: ({ recoveryCodes }) => {
      setCodes(recoveryCodes ?? []);
      set(true);
    },
  });
  const stop = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/users/me/second-factor/stop", { body: { code } })),
    onSuccess: () => {
      setCodes([]);
      set(false);
    },
  });
  const asking = start.data !== undefined || user?.secondFactor;
  return (
    <Part title={t("account.factor")}>
      <p className="text-text2">{t(user?.secondFactor ? "account.factorOn" : "account.factorText")}</p>
      {codes.length > 0 && (
        <div className="note ok" role="status">
          <b>{t("account.recovery")}</b>
          <ul className="script grid grid-cols-2 gap-1" dir="ltr">
            {codes.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      {!asking && (
        <button type="button" className="b justify-self-start" disabled={start.isPending} onClick={() => start.mutate()}>
          {t("account.factorStart")}
        </button>
      )}
      {start.data && (
        <p>
          {t("account.factorSecret")} <code className="script break-all" dir="ltr">{start.data.secret}</code>{" "}
          <a className="underline underline-offset-4" href={start.data.otpauthUrl}>
            {t("account.factorOpen")}
          </a>
        </p>
      )}
      {asking && (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            (user?.secondFactor ? stop : confirm).mutate();
          }}
        >
          <div className="w-[200px]">
            <Field label={t("auth.code")} inputMode="numeric" autoComplete="one-time-code" required value={code} onChange={(event) => setCode(event.target.value)} />
          </div>
          <button type="submit" className={`b ${user?.secondFactor ? "bad" : ""}`} disabled={confirm.isPending || stop.isPending}>
            {t(user?.secondFactor ? "account.factorStop" : "account.factorConfirm")}
          </button>
        </form>
      )}
      <ProblemNote error={start.error ?? confirm.error ?? stop.error} />
    </Part>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ["sessions"];
  const sessions = useQuery({ queryKey: key, queryFn: async () => (await answer(api.GET("/api/v1/users/me/sessions"))).sessions ?? [] });
  const end = useMutation({
    mutationFn: (sessionId: string) => answer(api.DELETE("/api/v1/users/me/sessions/{sessionId}", { params: { path: { sessionId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Part title={t("account.sessions")}>
      <ul>
        {sessions.data?.map((session) => (
          <li key={session.sessionId} className="flex flex-wrap items-center gap-3 border-b border-line py-3">
            <span className="min-w-0 grow">
              <span className="block truncate">{session.device ?? session.ip ?? "–"}</span>
              <span className="lab">{t("account.lastSeen", { date: dateTime(session.lastUsedAt) })}</span>
            </span>
            {session.current ? (
              <span className="chip">{t("account.thisOne")}</span>
            ) : (
              <button type="button" className="b bad" onClick={() => end.mutate(session.sessionId)}>
                {t("account.endSession")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={sessions.error ?? end.error} />
    </Part>
  );
}

function ApiKeys() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ["api-keys"];
  const [name, setName] = useState("");
  const keys = useQuery({ queryKey: key, queryFn: async () => (await answer(api.GET("/api/v1/users/me/api-keys"))).keys ?? [] });
  const make = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/users/me/api-keys", { body: { name: name.trim(), scopes: "read write" } })),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: key });
    },
  });
  const revoke = useMutation({
    mutationFn: (keyId: string) => answer(api.DELETE("/api/v1/users/me/api-keys/{keyId}", { params: { path: { keyId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Part title={t("account.keys")}>
      <p className="text-text2">{t("account.keysText")}</p>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className="min-w-[240px] grow">
          <Field label={t("account.keyName")} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <button type="submit" className="b" disabled={make.isPending}>
          {t("account.keyMake")}
        </button>
      </form>
      {make.data?.key && (
        <label className="field">
          <span>{t("account.keyOnce")}</span>
          <input className="in script" readOnly dir="ltr" value={make.data.key} onFocus={(event) => event.target.select()} />
        </label>
      )}
      <ul>
        {keys.data?.map((one) => (
          <li key={one.keyId} className="flex flex-wrap items-center gap-3 border-b border-line py-3">
            <span className="grow">
              {one.name} <bdi className="script text-text2">{one.prefix}…</bdi>
              <span className="lab block">{t("account.until", { date: date(one.expiresAt) })}</span>
            </span>
            <button type="button" className="b bad" onClick={() => revoke.mutate(one.keyId)}>
              {t("account.keyRevoke")}
            </button>
          </li>
        ))}
      </ul>
      <ProblemNote error={keys.error ?? make.error ?? revoke.error} />
    </Part>
  );
}

function Deletion() {
  const { t } = useTranslation();
  const email = useSession((session) => session.user?.email ?? "");
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE("/api/v1/users/me")),
    onSuccess: leave,
  });
  return (
    <Part title={t("account.delete")}>
      <p className="text-text2">{t("account.deleteText")}</p>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <div className="min-w-[240px] grow">
          <Field label={t("account.deleteType")} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
        <button type="submit" className="b bad" disabled={remove.isPending || typed !== email}>
          {t("account.deleteGo")}
        </button>
      </form>
      <ProblemNote error={remove.error} />
    </Part>
  );
}
