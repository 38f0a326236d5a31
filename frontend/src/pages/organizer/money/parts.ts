/** Where the received money is: the parts that add up to it, in the order in which money moves. */
import type { TFunction } from "i18next";
import type { Schemas } from "@/api/types";

export const PARTS = [
  "free",
  "promised",
  "held",
  "payable",
  "in_payout",
  "paid",
  "charity",
  "solidarity",
  "refunded",
] as const;
export type Part = (typeof PARTS)[number];

export function partsOf(budget: Schemas["Budget"]): { part: Part; minor: number; share: number }[] {
  const received = budget.received.amount_minor;
  return PARTS.map((part) => {
    const minor = budget[part].amount_minor;
    return { part, minor, share: received > 0 ? minor / received : 0 };
  });
}

/** Whether the parts add up to what was received, as the ledger promises; said when they do not. */
export function addsUp(budget: Schemas["Budget"]): boolean {
  return PARTS.reduce((sum, part) => sum + budget[part].amount_minor, 0) === budget.received.amount_minor;
}

export const SAYS: Record<Part, { word: (t: TFunction) => string; means: (t: TFunction) => string }> = {
  free: { word: (t) => t("Free"), means: (t) => t("No promise can claim it.") },
  promised: {
    word: (t) => t("Promised"),
    means: (t) => t("What is still to be found can cost at most this."),
  },
  held: { word: (t) => t("Held"), means: (t) => t("Earned, and kept for the days that the rules say.") },
  payable: { word: (t) => t("Payable"), means: (t) => t("Earned, and ready for the next payout.") },
  in_payout: { word: (t) => t("In payout"), means: (t) => t("On its way to people.") },
  paid: { word: (t) => t("Paid"), means: (t) => t("Arrived.") },
  charity: { word: (t) => t("Charity"), means: (t) => t("Remainders and pledges for the charity.") },
  solidarity: {
    word: (t) => t("Solidarity"),
    means: (t) => t("Remainders and pledges for the solidarity pool."),
  },
  refunded: { word: (t) => t("Refunded"), means: (t) => t("Given back to who funded it.") },
};
