/** The draft as the API has it: the campaign, its objectives with their contracts, and its budget. */
import { useQueries } from "@tanstack/react-query";
import { queryOptions, useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";
import { useObjectives } from "@/lib/objectives";
import type { Draft } from "./draft";

// What is promised is looked at as it stands, also where another organizer changes it.
const FRESH_MS = 5_000;

export function useDraft() {
  const slug = useSlug();
  const path = { slug };
  const campaign = useQuery("get", "/api/v1/campaigns/{slug}/", { params: { path } });
  const objectives = useObjectives(slug, FRESH_MS);
  const budget = useQuery("get", "/api/v1/campaigns/{slug}/budget/", { params: { path } });
  const drafted = campaign.data?.state === "draft";
  const readiness = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/launch/",
    { params: { path } },
    { enabled: drafted },
  );
  const contracts = useQueries({
    queries: (objectives.data ?? []).map((objective) =>
      queryOptions("get", "/api/v1/objectives/{objective_id}/contract/", {
        params: { path: { objective_id: objective.id }, query: { limit: 1 } },
      }),
    ),
  });
  const all = [campaign, objectives, budget, ...(drafted ? [readiness] : []), ...contracts];
  const failed = all.find((query) => query.error);
  const ready = campaign.data && objectives.data && budget.data && all.every((query) => query.data);
  const data: Draft | undefined = ready
    ? {
        campaign: campaign.data!,
        objectives: objectives.data!,
        budget: budget.data!,
        lacks: readiness.data?.lacks ?? [],
        contracts: Object.fromEntries(
          contracts.flatMap((query) => query.data!.results.map((contract) => [contract.objective, contract])),
        ),
      }
    : undefined;
  return {
    data,
    error: failed?.error ?? null,
    isPending: !ready,
    refetch: () => Promise.all(all.map((query) => query.refetch())) as never,
  };
}
