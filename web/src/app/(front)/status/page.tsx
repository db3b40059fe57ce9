import type { Metadata } from "next";
import { Status } from "@/front/status";

export const metadata: Metadata = { title: "Status" };

export default function Page() {
  return <Status />;
}
