import type { Metadata } from "next";
import { ToProject } from "@/front/to-project";

export const metadata: Metadata = { title: "Your film" };

export default function Page() {
  return <ToProject />;
}
