import type { Metadata } from "next";
import { Suspense } from "react";
import { BoardRoom } from "@/studio/board-room";

export const metadata: Metadata = { title: "Board" };

export default function Page() {
  return (
    <Suspense>
      <BoardRoom />
    </Suspense>
  );
}
