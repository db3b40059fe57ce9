"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslation } from "react-i18next";
import { OfficeShell } from "./office-shell";
import { organisationAddress, organisationsKey } from "./organisation-queries";
import { ProblemNote } from "./problem-note";
import { answer, api } from "@/api/client";
import { useSession } from "@/api/session";
import { toast } from "@/state/toasts";

// The link of the mail: nobody joins by merely opening it.
export function InvitationPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const client = useQueryClient();
  const token = useSearchParams().get("token") ?? "";
  const email = useSession((session) => session.user?.email ?? "");
  const join = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/organizations/join", { body: { token } })),
    onSuccess: async (joined) => {
      await client.invalidateQueries({ queryKey: organisationsKey });
      toast(t("organisation.welcome", { name: joined.name }));
      router.replace(organisationAddress(joined.organizationId));
    },
  });
  return (
    <OfficeShell>
      <h1 className="head mb-2">{t("organisation.invitation")}</h1>
      <p className="mb-6 max-w-[60ch] text-text2">{t("organisation.invitationText", { email })}</p>
      <ProblemNote error={join.error} />
      <button type="button" className="b go lg mt-4" disabled={join.isPending || token === ""} onClick={() => join.mutate()}>
        {t("organisation.join")}
      </button>
    </OfficeShell>
  );
}
