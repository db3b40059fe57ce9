import type { Metadata } from "next";
import { Suspense } from "react";
import { InvitationPage } from "@/studio/invitation";

export const metadata: Metadata = { title: "Invitation" };

export default function Page() {
  return (
    <Suspense>
      <InvitationPage />
    </Suspense>
  );
}
