/** What a campaign looks for, and what it asks only witnesses. */
import { useQuery as useTanstack } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { everyPage } from "./pages";

export type Objective = Schemas["Objective"];

const OBJECTIVES = "/api/v1/campaigns/{slug}/objectives/";

/** All of them, however many; read anew with the other lists of them. */
export function useObjectives(slug: string, staleTime = 60_000) {
  return useTanstack({
    queryKey: ["get", OBJECTIVES, "every one", slug],
    queryFn: () =>
      everyPage<Objective>((cursor) =>
        api.GET(OBJECTIVES, {
          params: { path: { slug }, query: { limit: 100, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    staleTime,
  });
}

/** The questions of several objectives at once, so that they are known when there is no connection. */
export function useQuestions(objective: string) {
  return useTanstack({
    queryKey: ["questions", objective],
    enabled: objective !== "",
    queryFn: () =>
      everyPage<Schemas["Fact"]>((cursor) =>
        api.GET("/api/v1/objectives/{objective_id}/facts/", {
          params: { path: { objective_id: objective }, query: { limit: 100, ...(cursor ? { cursor } : {}) } },
        }),
      ).then((facts) => facts.filter((fact) => !fact.withdrawn_at)),
    staleTime: 60_000,
  });
}
