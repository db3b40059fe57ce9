"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AuditTable } from "./audit-table";
import { OfficeShell } from "./office-shell";
import { organisationAddress, organisationsKey, useOrganisations, type Organisation } from "./organisation-queries";
import { Members } from "./organisation-members";
import { ProblemNote } from "./problem-note";
import { answer, api } from "@/api/client";
import { bytes, clock, date, number } from "@/i18n/format";
import { Field } from "@/parts/form";
import { Part } from "@/parts/part";
import { toast } from "@/state/toasts";

// All organisations one is in, or the one that the address names.
export function OrganisationPage() {
  const { t } = useTranslation();
  const id = useSearchParams().get("id");
  const list = useOrganisations();
  const one = list.data?.find(({ organizationId }) => organizationId === id);
  return (
    <OfficeShell>
      {one ? (
        <One key={one.organizationId} one={one} />
      ) : (
        <>
          <h1 className="head mb-2">{t("organisation.title")}</h1>
          <p className="mb-6 max-w-[60ch] text-text2">{t("organisation.text")}</p>
          <ProblemNote error={list.error} again={() => void list.refetch()} />
          {list.isPending && <div className="sk h-24 max-w-[720px]" aria-busy="true" />}
          <ul className="max-w-[720px]">
            {list.data?.map((row) => (
              <li key={row.organizationId} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-4">
                <Link className="title grow underline-offset-4 hover:underline" href={organisationAddress(row.organizationId)}>
                  {row.name}
                </Link>
                <span className="lab">{t("organisation.memberCount", { count: row.memberCount, formatted: number(row.memberCount) })}</span>
                <span className="chip">{t(`organisation.role.${row.role}`)}</span>
              </li>
            ))}
          </ul>
          {list.data && <NewOne />}
        </>
      )}
    </OfficeShell>
  );
}

function NewOne() {
  const { t } = useTranslation();
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/organizations", { body: { name: name.trim() } })),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: organisationsKey });
      router.push(organisationAddress(made.organizationId));
    },
  });
  return (
    <form
      className="flex max-w-[720px] flex-wrap items-end gap-3 border-t border-line py-8"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className="min-w-[240px] grow">
        <Field label={t("organisation.name")} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <button type="submit" className="b go" disabled={make.isPending || name.trim() === ""}>
        {t("organisation.make")}
      </button>
      <ProblemNote error={make.error} />
    </form>
  );
}

function One({ one }: { one: Organisation }) {
  const { t } = useTranslation();
  const rules = one.role === "admin";
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="head">{one.name}</h1>
        <span className="chip">{t(`organisation.role.${one.role}`)}</span>
        <Link className="b quiet ms-auto" href="/organisation/">
          {t("organisation.all")}
        </Link>
      </div>
      {(rules || one.role === "producer") && <Usage id={one.organizationId} />}
      <div className="grid gap-x-12 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Members one={one} />
        {rules && (
          <div>
            <Rename one={one} />
            <Ending one={one} />
          </div>
        )}
      </div>
      {rules && <Log id={one.organizationId} />}
    </>
  );
}

const path = (organizationId: string) => ({ params: { path: { organizationId } } });

function Usage({ id }: { id: string }) {
  const { t } = useTranslation();
  const usage = useQuery({ queryKey: [...organisationsKey, id, "usage"], queryFn: () => answer(api.GET("/api/v1/organizations/{organizationId}/usage", path(id))) });
  const data = usage.data;
  if (!data) return usage.error ? <ProblemNote error={usage.error} /> : <div className="sk mb-8 h-24" aria-busy="true" />;
  const shown = [
    [t("organisation.films"), number(data.films)],
    [t("organisation.length"), clock(data.filmMilliseconds / 1000)],
    [t("organisation.credits"), number(data.credits)],
    [t("organisation.stored"), bytes(data.storedBytes)],
  ];
  return (
    <section className="mb-8 border-y border-line py-4" aria-label={t("organisation.usage")}>
      <p className="lab mb-3">{t("organisation.since", { date: date(data.since) })}</p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lap:grid-cols-4">
        {shown.map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="lab">{name}</dt>
            <dd className="big">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Rename({ one }: { one: Organisation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(one.name);
  const save = useMutation({
    mutationFn: () => answer(api.PATCH("/api/v1/organizations/{organizationId}", { ...path(one.organizationId), body: { name: name.trim() } })),
    onSuccess: () => {
      toast(t("account.saved"));
      return client.invalidateQueries({ queryKey: organisationsKey });
    },
  });
  return (
    <Part title={t("organisation.name")}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <label className="min-w-[200px] grow">
          <span className="vh">{t("organisation.name")}</span>
          <input className="in" required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" className="b" disabled={save.isPending || name.trim() === "" || name.trim() === one.name}>
          {t("shell.save")}
        </button>
      </form>
      <ProblemNote error={save.error} />
    </Part>
  );
}

function Ending({ one }: { one: Organisation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE("/api/v1/organizations/{organizationId}", path(one.organizationId))),
    onSuccess: () => {
      client.setQueryData<Organisation[]>(organisationsKey, (list) => list?.filter((other) => other !== one));
      router.push("/organisation/");
    },
  });
  return (
    <Part title={t("organisation.delete")}>
      <p className="text-text2">{t("organisation.deleteText")}</p>
      <button type="button" className="b bad justify-self-start" disabled={remove.isPending || one.projectCount > 0} onClick={() => remove.mutate()}>
        {t("organisation.delete")}
      </button>
      <ProblemNote error={remove.error} />
    </Part>
  );
}

function Log({ id }: { id: string }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const log = useQuery({
    queryKey: [...organisationsKey, id, "audit", page],
    queryFn: async () => (await answer(api.GET("/api/v1/organizations/{organizationId}/audit", { params: { path: { organizationId: id }, query: { page, pageSize: 20 } } }))).rows,
    placeholderData: (before) => before,
  });
  return (
    <Part title={t("admin.tab.audit")}>
      <ProblemNote error={log.error} />
      {log.data && <AuditTable rows={log.data} />}
      <div className="flex gap-2">
        {page > 1 && (
          <button type="button" className="b line" onClick={() => setPage(page - 1)}>
            {t("shell.back")}
          </button>
        )}
        {log.data?.length === 20 && (
          <button type="button" className="b line" onClick={() => setPage(page + 1)}>
            {t("shell.more")}
          </button>
        )}
      </div>
    </Part>
  );
}
