/** Which rule with which terms stands for an objective: what was typed and not sent yet, else what is set. */
import type { Draft } from "./draft";
import { RULES, type Typed, typedOf } from "./rules";

export const ALL = "all";

export interface Choice {
  name: string;
  typed: Typed;
}

/** What was typed and not sent, by the objective that it is for, or for all of them. */
export interface Unsent {
  whose: string;
  of: Record<string, Choice>;
}

const BEGIN: Choice = { name: "recursive", typed: RULES.recursive!.begin };

/** Those that are meant; what is no objective any more means all. */
export function meantBy(whose: string, objectives: Draft["objectives"]): Draft["objectives"] {
  const one = objectives.filter(({ id }) => id === whose);
  return one.length > 0 ? one : objectives;
}

export function choiceFor(
  whose: string,
  { objectives, contracts }: Pick<Draft, "objectives" | "contracts">,
): Choice {
  const set = contracts[meantBy(whose, objectives)[0]!.id];
  return set ? { name: set.mechanism, typed: typedOf(set.mechanism, set.terms) } : BEGIN;
}

/** After these terms were set: what was typed for whoever they are for is sent. */
export function sent(unsent: Unsent, whose: string): Unsent {
  const { [whose]: _, ...others } = unsent.of;
  return { whose, of: whose === ALL ? {} : others };
}
