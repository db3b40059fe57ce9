import type { Metadata } from "next";
import { Suspense } from "react";
import { DeliverRoom } from "@/studio/deliver-room";

export const metadata: Metadata = { title: "Deliver" };

export default function Page() {
  return (
    <Suspense>
      <DeliverRoom />
    </Suspense>
  );
}
