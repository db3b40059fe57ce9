import type { Metadata } from "next";
import { Privacy } from "@/front/privacy";

export const metadata: Metadata = { title: "Privacy" };

export default function Page() {
  return <Privacy />;
}
