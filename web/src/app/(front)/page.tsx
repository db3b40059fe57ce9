import { Landing } from "@/front/landing";

export default function Page() {
  return <Landing />;
}
