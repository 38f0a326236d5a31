/** What a draft has and what it lacks, as the launch will look at it. */
import type { Campaign, Schemas } from "@/api/types";

export const STEPS = ["story", "objectives", "split", "budget", "launch"] as const;
export type StepName = (typeof STEPS)[number];

export interface Draft {
  campaign: Campaign;
  objectives: Schemas["Objective"][];
  /** The newest contract of each objective that has one, by the objective's id. */
  contracts: Record<string, Schemas["CampaignContract"]>;
  budget: Schemas["Budget"];
  /** What the launch would be refused for now, as the API says. */
  lacks: Schemas["Lack"][];
}

/** What is wise before a launch and is not asked for. */
export type Advice = { kind: "no_story" } | { kind: "no_charity" } | { kind: "no_end" };

const STEP_OF_LACK: Record<string, StepName> = {
  campaign_closed: "story",
  no_objective: "objectives",
  contract_missing: "split",
  contract_does_not_fit: "split",
  escrow_falls_short: "budget",
};

export const STEP_OF_ADVICE: Record<Advice["kind"], StepName> = {
  no_story: "story",
  no_end: "story",
  no_charity: "split",
};

/** Where what is missing is mended. */
export function stepOf(lack: Pick<Schemas["Lack"], "code">): StepName {
  return STEP_OF_LACK[lack.code.replaceAll("-", "_")] ?? "launch";
}

/** The most that all promises can cost. */
export function worstCaseMinor(objectives: Pick<Schemas["Objective"], "prize_minor" | "quota">[]): number {
  return objectives.reduce((sum, objective) => sum + objective.prize_minor * (objective.quota ?? 1), 0);
}

/** Received money that nothing else has taken. In a draft nothing is promised yet, so all of it is free. */
export function thereMinor(budget: Draft["budget"]): number {
  return budget.free.amount_minor + budget.promised.amount_minor;
}

export function advice({ campaign }: Pick<Draft, "campaign">): Advice[] {
  const found: Advice[] = [];
  if (!campaign.description?.trim()) {
    found.push({ kind: "no_story" });
  }
  if (!campaign.ends_at) {
    found.push({ kind: "no_end" });
  }
  if (campaign.remainder_to === "charity" && !campaign.charity_name?.trim()) {
    found.push({ kind: "no_charity" });
  }
  return found;
}

/** Which steps have all that the launch asks of them. */
export function doneSteps(draft: Pick<Draft, "campaign" | "objectives" | "lacks">): Set<StepName> {
  const open = new Set<StepName>(draft.lacks.map(stepOf));
  if (!draft.campaign.description?.trim()) {
    open.add("story");
  }
  if (draft.objectives.length === 0) {
    // Nothing to split and nothing to pay is not the same as done.
    open.add("split");
    open.add("budget");
  }
  open.add("launch");
  return new Set(STEPS.filter((step) => !open.has(step)));
}
