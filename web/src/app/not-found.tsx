import { NotFound } from "@/front/not-found";
import { FrontShell } from "@/parts/front-shell";

export default function Page() {
  return (
    <FrontShell>
      <NotFound />
    </FrontShell>
  );
}
