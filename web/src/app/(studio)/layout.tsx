import type { ReactNode } from "react";
import { StudioProviders } from "@/studio/providers";

export default function Layout({ children }: { children: ReactNode }) {
  return <StudioProviders>{children}</StudioProviders>;
}
