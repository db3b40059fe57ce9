import type { Metadata } from "next";
import { Suspense } from "react";
import { CastRoom } from "@/studio/cast-room";

export const metadata: Metadata = { title: "Cast" };

export default function Page() {
  return (
    <Suspense>
      <CastRoom />
    </Suspense>
  );
}
