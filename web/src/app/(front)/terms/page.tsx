import type { Metadata } from "next";
import { Terms } from "@/front/terms";

export const metadata: Metadata = { title: "Terms" };

export default function Page() {
  return <Terms />;
}
