/** The draft as the API has it: the campaign, its objectives with their contracts, and its budget. */
import { useQuery as useTanstack } from "@tanstack/react-query";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useSlug } from "@/lib/campaign";
import { useObjectives } from "@/lib/objectives";
import { everyPage } from "@/lib/pages";
import type { Draft } from "./draft";

const CONTRACTS = "/api/v1/campaigns/{slug}/contracts/";
// What is promised is looked at as it stands, also where another organizer changes it.
const FRESH_MS = 5_000;

export function useDraft() {
  const slug = useSlug();
  const path = { slug };
  const campaign = useQuery("get", "/api/v1/campaigns/{slug}/", { params: { path } });
  const objectives = useObjectives(slug, FRESH_MS);
  const contracts = useTanstack({
    queryKey: ["get", CONTRACTS, "every one", slug],
    queryFn: () =>
      everyPage<Schemas["CampaignContract"]>((cursor) =>
        api.GET(CONTRACTS, { params: { path, query: { limit: 100, ...(cursor ? { cursor } : {}) } } }),
      ),
  });
  const budget = useQuery("get", "/api/v1/campaigns/{slug}/budget/", { params: { path } });
  const drafted = campaign.data?.state === "draft";
  const readiness = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/launch/",
    { params: { path } },
    { enabled: drafted },
  );
  const all = [campaign, objectives, contracts, budget, ...(drafted ? [readiness] : [])];
  const failed = all.find((query) => query.error);
  const ready =
    campaign.data && objectives.data && contracts.data && budget.data && all.every((query) => query.data);
  const data: Draft | undefined = ready
    ? {
        campaign: campaign.data!,
        objectives: objectives.data!,
        budget: budget.data!,
        lacks: readiness.data?.lacks ?? [],
        contracts: Object.fromEntries(contracts.data!.map((contract) => [contract.objective, contract])),
      }
    : undefined;
  return {
    data,
    error: failed?.error ?? null,
    isPending: !ready,
    refetch: () => Promise.all(all.map((query) => query.refetch())) as never,
  };
}
