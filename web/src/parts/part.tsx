import type { ReactNode } from "react";

// One matter on a page of the office, under a hairline.
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="break-inside-avoid border-t border-line py-8">
      <h2 className="title mb-4">{title}</h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">{children}</div>
    </section>
  );
}
