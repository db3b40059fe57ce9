import type { Metadata } from "next";
import { Gallery } from "@/front/gallery";

export const metadata: Metadata = { title: "Gallery" };

export default function Page() {
  return <Gallery />;
}
