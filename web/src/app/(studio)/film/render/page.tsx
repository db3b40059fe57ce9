import type { Metadata } from "next";
import { Suspense } from "react";
import { RenderRoom } from "@/studio/render-room";

export const metadata: Metadata = { title: "Render" };

export default function Page() {
  return (
    <Suspense>
      <RenderRoom />
    </Suspense>
  );
}
