/**
 * What the pulse is read from. It is asked for again every few seconds while somebody looks; the browser asks with the
 * ETag of what it has, and an answer that is the same changes nothing on the screen.
 */
import { keepPreviousData } from "@tanstack/react-query";
import { useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";

export const EVERY_MS = 8_000;
const again = { refetchInterval: EVERY_MS } as const;

export type CohortsBy = "period" | "generation" | "branch";

export function useReport() {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participation/",
    { params: { path: { slug: useSlug() } } },
    again,
  );
}

export function useOpenAlerts() {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/alerts/",
    { params: { path: { slug: useSlug() }, query: { state: "open" } } },
    again,
  );
}

/** Retention by groups; by periods it stands in the report. Branches are counted by week. */
export function useGroupedRetention(by: CohortsBy) {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participation/retention/",
    {
      params: {
        path: { slug: useSlug() },
        query: by === "branch" ? { cohort_by: by, period: "week" } : { cohort_by: by },
      },
    },
    { ...again, enabled: by !== "period", placeholderData: keepPreviousData },
  );
}

export function useBranches(root: string | null) {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participation/branches/",
    { params: { path: { slug: useSlug() }, query: { depth: 6, most: 30, ...(root ? { root } : {}) } } },
    { ...again, placeholderData: keepPreviousData },
  );
}

export function useForecast() {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/forecast/",
    { params: { path: { slug: useSlug() } } },
    {
      // While a newer one is on its way it is looked for often.
      refetchInterval: ({ state }) =>
        state.data?.state === "queued" || state.data?.state === "running" ? 1_500 : EVERY_MS,
    },
  );
}
