import type { Metadata } from "next";
import { Setup } from "@/front/setup";

export const metadata: Metadata = { title: "First administrator" };

export default function Page() {
  return <Setup />;
}
