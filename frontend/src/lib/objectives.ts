/** What a campaign looks for, and what it asks only witnesses. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { everyPage } from "./pages";

export type Objective = Schemas["Objective"];

const OBJECTIVES = "/api/v1/campaigns/{slug}/objectives/";

/** Whether reports of it are taken now. */
export function isOpen({ window }: Objective, now: number): boolean {
  const { opens_at, closes_at } = window;
  return (!opens_at || Date.parse(opens_at) <= now) && (!closes_at || Date.parse(closes_at) > now);
}

/** Whether all of it that is paid for is found. */
export function isFound({ found, quota = 1 }: Objective): boolean {
  return found >= quota;
}

/** All of them, however many. */
export function readObjectives(slug: string): Promise<Objective[]> {
  return everyPage((cursor) =>
    api.GET(OBJECTIVES, { params: { path: { slug }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } }),
  );
}

/** Read anew with the other lists of them. */
export function objectivesOf(slug: string, staleTime = 60_000) {
  return queryOptions({
    queryKey: ["get", OBJECTIVES, "every one", slug],
    queryFn: () => readObjectives(slug),
    staleTime,
  });
}

export function useObjectives(slug: string, staleTime?: number) {
  return useQuery(objectivesOf(slug, staleTime));
}

/** What witnesses of it are asked. */
export async function readQuestions(objective: string): Promise<Schemas["Fact"][]> {
  const facts = await everyPage<Schemas["Fact"]>((cursor) =>
    api.GET("/api/v1/objectives/{objective_id}/facts/", {
      params: { path: { objective_id: objective }, query: { limit: 100, ...(cursor ? { cursor } : {}) } },
    }),
  );
  return facts.filter((fact) => !fact.withdrawn_at);
}

export function questionsOf(objective: string) {
  return queryOptions({
    queryKey: ["questions", objective],
    queryFn: () => readQuestions(objective),
    staleTime: 60_000,
  });
}

export function useQuestions(objective: string) {
  return useQuery({ ...questionsOf(objective), enabled: objective !== "" });
}
