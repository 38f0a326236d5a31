/** Everything that is open about people, with how much of it there is: lists end at `MOST`. */
import { useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";
import { together } from "@/lib/together";
import { useAgenda } from "../agenda";

export const MOST = 100;

export function useOpenTrust() {
  const path = { slug: useSlug() };
  const every = { refetchInterval: 30_000 };
  const agenda = useAgenda();
  const signals = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/signals/",
    { params: { path, query: { state: "open", limit: MOST } } },
    every,
  );
  const holds = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/holds/",
    { params: { path, query: { state: "active", limit: MOST } } },
    every,
  );
  const objections = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/objections/",
    { params: { path, query: { state: "open", limit: MOST } } },
    every,
  );
  return together([agenda, signals, holds, objections], () => ({
    signals: signals.data?.results ?? [],
    holds: holds.data?.results ?? [],
    objections: objections.data?.results ?? [],
    waiting: {
      signals: agenda.data?.signals ?? 0,
      holds: agenda.data?.holds ?? 0,
      objections: agenda.data?.objections ?? 0,
    },
  }));
}

export type OpenTrust = NonNullable<ReturnType<typeof useOpenTrust>["data"]>;
