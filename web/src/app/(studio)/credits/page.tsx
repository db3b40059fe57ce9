import type { Metadata } from "next";
import { Credits } from "@/studio/credits";

export const metadata: Metadata = { title: "Credits" };

export default function Page() {
  return <Credits />;
}
