import type { Metadata } from "next";
import { Suspense } from "react";
import { SoundRoom } from "@/studio/sound-room";

export const metadata: Metadata = { title: "Sound" };

export default function Page() {
  return (
    <Suspense>
      <SoundRoom />
    </Suspense>
  );
}
