import type { Metadata } from "next";
import { Suspense } from "react";
import { WriteRoom } from "@/studio/write-room";

export const metadata: Metadata = { title: "Write" };

export default function Page() {
  return (
    <Suspense>
      <WriteRoom />
    </Suspense>
  );
}
