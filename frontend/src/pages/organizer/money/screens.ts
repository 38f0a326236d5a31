import type { Roles } from "@/lib/roles";

/** The screens of money that somebody has: the budget with the fundings, what was paid for what, and all the rest. */
export function moneyOf({ organizer, reviewer, treasurer, operator }: Roles) {
  const books = organizer || treasurer;
  return { books, fundings: books || operator, settlements: books || reviewer };
}
