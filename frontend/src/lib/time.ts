/** Times: how long ago in words, and the exact one by a campaign's clock with the zone named. */

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 days ago", "in 2 hours"; within a minute it is "now". */
export function relative(at: string | Date, now: Date, language: string): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const formatter = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) {
      return formatter.format(Math.trunc(seconds / length), unit);
    }
  }
  return formatter.format(0, "second");
}

export function exact(at: string | Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(at));
}

export function day(at: string | Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: zone }).format(new Date(at));
}

/** The zone of whoever looks, for what belongs to no campaign. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A time as the clock of a zone shows it, for a field: "2026-05-01T14:30". */
export function clockIn(zone: string, at: string | Date): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(at));
  return parts.replace(" ", "T");
}

/** The moment at which a zone's clock shows this; of the two in the hour that comes twice, the first. */
export function momentOf(zone: string, clock: string): Date {
  const wanted = Date.parse(`${clock}:00Z`);
  // What the zone is ahead by, guessed from its clock and corrected once where the guess lies across a change.
  const ahead = (moment: number) => Date.parse(`${clockIn(zone, new Date(moment))}:00Z`) - moment;
  const first = wanted - ahead(wanted - 86_400_000);
  const found = clockIn(zone, new Date(first)) === clock ? first : wanted - ahead(wanted - ahead(wanted));
  return new Date(found);
}
