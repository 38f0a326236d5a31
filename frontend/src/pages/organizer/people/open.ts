/** Everything that is open about people, with how much of it there is: lists end at `MOST`. */
import { useQuery as useAsked } from "@tanstack/react-query";
import { api, useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";
import { everyPage } from "@/lib/pages";
import { together } from "@/lib/together";
import { useAgenda } from "../agenda";

export const MOST = 100;

/** Every quarantine of the campaign, in force and lifted: they are few. */
export function useQuarantines() {
  const slug = useSlug();
  return useAsked({
    queryKey: ["quarantines", slug],
    queryFn: () =>
      everyPage((cursor) =>
        api.GET("/api/v1/campaigns/{slug}/quarantines/", {
          params: { path: { slug }, query: { limit: MOST, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
}

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
  const quarantines = useQuarantines();
  return together([agenda, signals, holds, objections, quarantines], () => ({
    quarantines: (quarantines.data ?? []).filter(({ lifted_at }) => !lifted_at),
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
