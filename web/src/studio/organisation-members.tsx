"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organisationsKey, roles, type Organisation, type Role } from "./organisation-queries";
import { ProblemNote } from "./problem-note";
import { answer, api } from "@/api/client";
import { useSession } from "@/api/session";
import { date } from "@/i18n/format";
import { Field } from "@/parts/form";
import { Part } from "@/parts/part";

function RoleChoice({ label, value, disabled, choose }: { label: string; value: Role; disabled?: boolean; choose: (role: Role) => void }) {
  const { t } = useTranslation();
  return (
    <select className="in !w-auto" aria-label={label} value={value} disabled={disabled} onChange={(event) => choose(event.target.value as Role)}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`organisation.role.${role}`)}
        </option>
      ))}
    </select>
  );
}

// Who is in it, with what each may do; whoever rules it gives roles, invites and takes back.
export function Members({ one }: { one: Organisation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const router = useRouter();
  const me = useSession((session) => session.user?.userId);
  const organizationId = one.organizationId;
  const rules = one.role === "admin";
  const members = useQuery({
    queryKey: [...organisationsKey, organizationId, "members"],
    queryFn: async () => (await answer(api.GET("/api/v1/organizations/{organizationId}/members", { params: { path: { organizationId } } }))).members,
  });
  const done = () => client.invalidateQueries({ queryKey: organisationsKey });
  const change = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      answer(api.PATCH("/api/v1/organizations/{organizationId}/members/{userId}", { params: { path: { organizationId, userId } }, body: { role } })),
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: (userId: string) => answer(api.DELETE("/api/v1/organizations/{organizationId}/members/{userId}", { params: { path: { organizationId, userId } } })),
    onSuccess: (_, userId) => {
      if (userId !== me) return done();
      // Who has left asks no more about it.
      client.setQueryData<Organisation[]>(organisationsKey, (list) => list?.filter((other) => other.organizationId !== organizationId));
      router.push("/organisation/");
      return undefined;
    },
  });
  return (
    <Part title={t("organisation.members")}>
      <ul>
        {members.data?.map((member) => (
          <li key={member.userId} className="flex flex-wrap items-center gap-3 border-b border-line py-3">
            <span className="min-w-0 grow">
              <span className="block truncate">{member.fullName || <bdi>{member.email}</bdi>}</span>
              <span className="lab block truncate">
                {member.fullName && <bdi>{member.email}, </bdi>}
                {t("organisation.joined", { date: date(member.joinedAt) })}
              </span>
            </span>
            {rules ? (
              <RoleChoice label={t("organisation.roleOf", { name: member.email })} value={member.role} disabled={change.isPending} choose={(role) => change.mutate({ userId: member.userId, role })} />
            ) : (
              <span className="chip">{t(`organisation.role.${member.role}`)}</span>
            )}
            {(rules || member.userId === me) && (
              <button type="button" className="b bad" disabled={remove.isPending} onClick={() => remove.mutate(member.userId)}>
                {t(member.userId === me ? "organisation.leave" : "organisation.remove")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={members.error ?? change.error ?? remove.error} />
      {rules && <Invitations organizationId={organizationId} />}
      <dl className="grid gap-x-4 gap-y-1 lap:grid-cols-[auto_1fr]">
        {roles.map((role) => (
          <div key={role} className="contents">
            <dt className="font-medium">{t(`organisation.role.${role}`)}</dt>
            <dd className="mb-2 text-text2">{t(`organisation.may.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Invitations({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = [...organisationsKey, organizationId, "invitations"];
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("writer");
  const open = useQuery({
    queryKey: key,
    queryFn: async () => (await answer(api.GET("/api/v1/organizations/{organizationId}/invitations", { params: { path: { organizationId } } }))).invitations,
  });
  const done = () => client.invalidateQueries({ queryKey: [...organisationsKey, organizationId] });
  const invite = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/organizations/{organizationId}/invitations", { params: { path: { organizationId } }, body: { email: email.trim(), role } })),
    onSuccess: () => {
      setEmail("");
      return done();
    },
  });
  const takeBack = useMutation({
    mutationFn: (invitationId: string) => answer(api.DELETE("/api/v1/organizations/{organizationId}/invitations/{invitationId}", { params: { path: { organizationId, invitationId } } })),
    onSuccess: done,
  });
  return (
    <>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <div className="min-w-[220px] grow">
          <Field label={t("organisation.inviteMail")} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        </div>
        <RoleChoice label={t("organisation.as")} value={role} choose={setRole} />
        <button type="submit" className="b" disabled={invite.isPending || email.trim() === ""}>
          {t("organisation.invite")}
        </button>
      </form>
      <ul>
        {open.data?.map((one) => (
          <li key={one.invitationId} className="flex flex-wrap items-center gap-3 border-b border-line py-3">
            <span className="min-w-0 grow">
              <bdi className="block truncate">{one.email}</bdi>
              <span className="lab">{t("organisation.invited", { date: date(one.expiresAt) })}</span>
            </span>
            <span className="chip">{t(`organisation.role.${one.role}`)}</span>
            <button type="button" className="b bad" disabled={takeBack.isPending} onClick={() => takeBack.mutate(one.invitationId)}>
              {t("organisation.takeBack")}
            </button>
          </li>
        ))}
      </ul>
      <ProblemNote error={open.error ?? invite.error ?? takeBack.error} />
    </>
  );
}
