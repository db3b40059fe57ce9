"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AuditTable } from "./audit-table";
import { ModerationQueue } from "./moderation";
import { OfficeShell } from "./office-shell";
import { ProblemNote } from "./problem-note";
import { answer, api, type Schemas } from "@/api/client";
import { useSession } from "@/api/session";
import { bytes, dateTime, number, percent } from "@/i18n/format";

const tabs = ["queue", "moderation", "users", "audit"] as const;

export function Admin() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<(typeof tabs)[number]>("queue");
  const safe = useSession((session) => session.user?.secondFactor);
  if (!safe)
    return (
      <OfficeShell>
        <h1 className="head mb-6">{t("admin.title")}</h1>
        <div className="note warn max-w-[60ch]">
          <span>{t("admin.needsFactor")}</span>
          <Link className="b line justify-self-start" href="/account/">
            {t("account.factorStart")}
          </Link>
        </div>
      </OfficeShell>
    );
  return (
    <OfficeShell>
      <h1 className="head mb-6">{t("admin.title")}</h1>
      <Numbers />
      <div role="group" aria-label={t("admin.title")} className="mb-6 flex flex-wrap gap-1">
        {tabs.map((name) => (
          <button key={name} type="button" className="b quiet" aria-pressed={tab === name} onClick={() => setTab(name)}>
            {t(`admin.tab.${name}`)}
          </button>
        ))}
      </div>
      {tab === "queue" && <Queue />}
      {tab === "moderation" && <ModerationQueue />}
      {tab === "users" && <Users />}
      {tab === "audit" && <Audit />}
    </OfficeShell>
  );
}

function Numbers() {
  const { t } = useTranslation();
  const dashboard = useQuery({
    queryKey: ["admin", "dashboard"],
    queryFn: () => answer(api.GET("/api/v1/admin/dashboard")),
    refetchInterval: 5000,
  });
  const data = dashboard.data;
  if (!data) return <ProblemNote error={dashboard.error} />;
  const shown = ["users", "activeUsers", "queued", "processing", "completed", "failed", "creditsHeld", "moderationPending"] as const;
  return (
    <dl className="mb-8 grid grid-cols-2 gap-x-6 gap-y-4 border-y border-line py-4 lap:grid-cols-4 desk:grid-cols-9">
      {shown.map((name) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="lab">{t(`admin.number.${name}`)}</dt>
          <dd className={`big ${name === "failed" && data.failed > 0 ? "text-fail" : ""}`}>{number(data[name])}</dd>
        </div>
      ))}
      <div className="flex flex-col-reverse">
        <dt className="lab">{t("admin.number.storage")}</dt>
        <dd className="big">{bytes(data.storageBytes)}</dd>
      </div>
    </dl>
  );
}

function Queue() {
  const { t } = useTranslation();
  const jobs = useQuery({
    queryKey: ["admin", "jobs"],
    queryFn: async () => (await answer(api.GET("/api/v1/admin/jobs", { params: { query: { pageSize: 50 } } }))).jobs ?? [],
    refetchInterval: 3000,
  });
  return (
    <>
      <ProblemNote error={jobs.error} />
      {jobs.data?.length === 0 && <p className="text-text2">{t("admin.noJobs")}</p>}
      {jobs.data && jobs.data.length > 0 && (
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">{t("admin.film")}</th>
              <th scope="col">{t("admin.state")}</th>
              <th scope="col">{t("admin.tries")}</th>
              <th scope="col">{t("render.ordered")}</th>
              <th scope="col">{t("admin.why")}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.data?.map((job) => (
              <tr key={job.jobId}>
                <td>{job.title}</td>
                <td>
                  <span className={`chip ${chips[job.status]}`}>
                    {t(`render.state.${job.status}`)}
                    {job.status === "processing" && ` ${percent(job.progress)}`}
                  </span>
                </td>
                <td>{`${number(job.tries)} / ${number(job.maxTries)}`}</td>
                <td className="whitespace-nowrap text-text2">{dateTime(job.createdAt)}</td>
                <td className="text-text2">{job.errorMessage}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const chips: Record<Schemas["Job"]["status"], string> = { queued: "", processing: "run", completed: "ok", failed: "fail", cancelled: "" };

function Users() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const users = useQuery({
    queryKey: ["admin", "users", search],
    queryFn: async () => (await answer(api.GET("/api/v1/admin/users", { params: { query: { ...(search && { search }), pageSize: 50 } } }))).users ?? [],
    placeholderData: (before) => before,
  });
  return (
    <>
      <label className="field mb-4 max-w-[420px]">
        <span>{t("admin.findUser")}</span>
        <input className="in" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      <ProblemNote error={users.error} />
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t("auth.email")}</th>
            <th scope="col">{t("credits.plan")}</th>
            <th scope="col" className="r">
              {t("credits.title")}
            </th>
            <th scope="col">{t("admin.state")}</th>
            <th scope="col">{t("admin.acts")}</th>
          </tr>
        </thead>
        <tbody>
          {users.data?.map((user) => (
            <UserRow key={user.userId} user={user} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function UserRow({ user }: { user: Schemas["AdminUser"] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Schemas["AdminUserChange"]) =>
      answer(api.PATCH("/api/v1/admin/users/{userId}", { params: { path: { userId: user.userId } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["admin"] }),
  });
  return (
    <tr>
      <td>
        {user.email}
        <ProblemNote error={change.error} />
      </td>
      <td>{t(`credits.plans.${user.tier}`)}</td>
      <td className="r">{number(user.credits)}</td>
      <td>
        <span className={`chip ${user.suspended ? "fail" : "ok"}`}>{t(user.suspended ? "admin.suspended" : "admin.active")}</span>
      </td>
      <td>
        <span className="flex flex-wrap gap-1">
          <button type="button" className="b line" disabled={change.isPending} onClick={() => change.mutate({ grantCredits: 10 })}>
            {t("admin.grant", { count: 10, formatted: number(10) })}
          </button>
          <button type="button" className={user.suspended ? "b line" : "b bad"} disabled={change.isPending} onClick={() => change.mutate({ suspended: !user.suspended })}>
            {t(user.suspended ? "admin.restore" : "admin.suspend")}
          </button>
        </span>
      </td>
    </tr>
  );
}

function Audit() {
  const audit = useQuery({
    queryKey: ["admin", "audit"],
    queryFn: async () => (await answer(api.GET("/api/v1/admin/audit", { params: { query: { pageSize: 100 } } }))).rows ?? [],
  });
  return (
    <>
      <ProblemNote error={audit.error} />
      {audit.data && <AuditTable rows={audit.data} />}
    </>
  );
}
