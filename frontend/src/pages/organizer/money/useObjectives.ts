/** The campaign's objectives by their ids. */
import type { Schemas } from "@/api/types";
import { useSlug } from "@/lib/campaign";
import { useObjectives as useEveryObjective } from "@/lib/objectives";

export function useObjectives(): Map<string, Schemas["Objective"]> {
  const read = useEveryObjective(useSlug());
  return new Map((read.data ?? []).map((objective) => [objective.id, objective]));
}
