/** When there may be enough to say something: by the pace of the last periods, as far as there is any. */
import type { Measure, Report } from "./words";

const DAY_MS = 86_400_000;
const RECENT = 4;
const FARTHEST_DAYS = 366;

/** How many people join a day, over the last complete periods; 0 where nobody does. */
export function joinsPerDay(growth: Report["growth"]): number {
  const last = growth.complete;
  const first = Math.max(last - RECENT, 0);
  const [from, to] = [growth.periods[first], growth.periods[last] ?? growth.periods.at(-1)];
  if (!from || !to || last <= first) {
    return 0;
  }
  const days = (Date.parse(to.start) - Date.parse(from.start)) / DAY_MS;
  const joins = growth.joins.slice(first, last).reduce((sum, each) => sum + each, 0);
  return days > 0 ? joins / days : 0;
}

/** In how many days there may be as many people as it takes; null where the pace says nothing about it. */
export function daysUntilEnough(
  { needed, n }: Pick<Measure, "needed" | "n">,
  growth: Report["growth"],
): number | null {
  if (needed === null || n >= needed) {
    return null;
  }
  const pace = joinsPerDay(growth);
  const days = pace > 0 ? Math.ceil((needed - n) / pace) : Number.POSITIVE_INFINITY;
  return days <= FARTHEST_DAYS ? days : null;
}
