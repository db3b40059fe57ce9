"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

// The address that mails name, /projects/ID, leads to the film.
export function ToProject() {
  const router = useRouter();
  useEffect(() => {
    const id = location.pathname.split("/")[2] ?? "";
    router.replace(id ? `/film/deliver/?id=${encodeURIComponent(id)}` : "/films/");
  }, [router]);
  return <div className="front py-24" aria-busy="true" />;
}
