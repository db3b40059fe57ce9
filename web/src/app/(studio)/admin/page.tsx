import type { Metadata } from "next";
import { Admin } from "@/studio/admin";

export const metadata: Metadata = { title: "Admin" };

export default function Page() {
  return <Admin />;
}
