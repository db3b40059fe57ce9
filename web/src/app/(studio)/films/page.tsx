import type { Metadata } from "next";
import { Films } from "@/studio/films";

export const metadata: Metadata = { title: "Films" };

export default function Page() {
  return <Films />;
}
