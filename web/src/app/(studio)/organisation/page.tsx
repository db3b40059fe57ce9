import type { Metadata } from "next";
import { Suspense } from "react";
import { OrganisationPage } from "@/studio/organisation";

export const metadata: Metadata = { title: "Organisations" };

export default function Page() {
  return (
    <Suspense>
      <OrganisationPage />
    </Suspense>
  );
}
