import type { ReactNode } from "react";
import { FrontShell } from "@/parts/front-shell";

export default function Layout({ children }: { children: ReactNode }) {
  return <FrontShell>{children}</FrontShell>;
}
