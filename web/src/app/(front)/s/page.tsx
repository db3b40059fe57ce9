import type { Metadata } from "next";
import { Shared } from "@/front/shared";

export const metadata: Metadata = { title: "A film" };

export default function Page() {
  return <Shared />;
}
