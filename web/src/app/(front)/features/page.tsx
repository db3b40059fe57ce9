import type { Metadata } from "next";
import { Features } from "@/front/features";

export const metadata: Metadata = { title: "Features" };

export default function Page() {
  return <Features />;
}
