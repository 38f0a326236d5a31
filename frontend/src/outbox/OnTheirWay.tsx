/** Reports of a campaign that are not with the server yet, or have just come there; nothing where there are none. */
import { lazy, Suspense, useEffect } from "react";
import { useOutbox } from "./running";
import type { Kept } from "./store";

const load = () => import("./Outgoing");
const Outgoing = lazy(async () => ({ default: (await load()).Outgoing }));

export function OnTheirWay({
  owner,
  slug,
  onMend,
}: {
  owner: string;
  slug: string;
  onMend: (report: Kept) => void;
}) {
  // It is needed when there is no connection to fetch it by, so it comes as soon as the screen stands.
  useEffect(() => void load().catch(() => undefined), []);
  const { reports = [] } = useOutbox(owner);
  const shown = reports.filter((each) => each.slug === slug && each.state !== "writing");
  return shown.length === 0 ? null : (
    <Suspense fallback={null}>
      <Outgoing owner={owner} reports={shown} onMend={onMend} />
    </Suspense>
  );
}
