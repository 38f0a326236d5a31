/** The campaign's objectives by their ids. */
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useSlug } from "@/lib/campaign";

export function useObjectives(): Map<string, Schemas["Objective"]> {
  const read = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/objectives/",
    { params: { path: { slug: useSlug() }, query: { limit: 100 } } },
    { staleTime: 60_000 },
  );
  return new Map((read.data?.results ?? []).map((objective) => [objective.id, objective]));
}
