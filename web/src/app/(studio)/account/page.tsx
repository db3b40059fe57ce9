import type { Metadata } from "next";
import { Account } from "@/studio/account";

export const metadata: Metadata = { title: "Account" };

export default function Page() {
  return <Account />;
}
