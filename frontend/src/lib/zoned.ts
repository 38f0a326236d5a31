/** What `<input type="datetime-local">` shows and gives, by a campaign's clock; and the zones to choose from. */
import { clockIn, momentOf } from "./time";

/** "2026-11-29T14:30" of a moment, by the zone's clock; empty for no moment. */
export function toClock(at: string | null | undefined, zone: string): string {
  return at ? clockIn(zone, at) : "";
}

/** The moment at which the zone's clock shows that, as the API takes it; null where it is no time. */
export function fromClock(clock: string, zone: string): string | null {
  return Number.isNaN(Date.parse(clock)) ? null : momentOf(zone, clock).toISOString();
}

export function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}
