import type { Metadata } from "next";
import { Docs } from "@/front/docs";

export const metadata: Metadata = { title: "Docs" };

export default function Page() {
  return <Docs />;
}
