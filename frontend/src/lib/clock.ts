/** A campaign's clocks: axes of time are drawn in UTC, so a moment is moved to where its zone's clock stands. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let known = formatters.get(zone);
  if (!known) {
    known = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, known);
  }
  return known;
}

/** The moment whose UTC reads as the zone's clock does at this one. */
export function onClock(at: string | Date, zone: string): Date {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(new Date(at))) {
    parts[type] = Number(value);
  }
  return new Date(
    Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!),
  );
}

export type PeriodKind = "hour" | "day" | "week" | "month";

const names = new Map<string, Intl.DateTimeFormat>();

/** A period by when it begins: "28 Nov, 14:00" of hours, "28 Nov" of days and weeks, "Nov 2026" of months. */
export function periodName(kind: PeriodKind, start: string | Date, zone: string, language: string): string {
  const key = `${kind} ${zone} ${language}`;
  let format = names.get(key);
  if (!format) {
    const shown: Intl.DateTimeFormatOptions =
      kind === "hour"
        ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }
        : kind === "month"
          ? { month: "short", year: "numeric" }
          : { day: "numeric", month: "short" };
    format = new Intl.DateTimeFormat(language, { ...shown, timeZone: zone });
    names.set(key, format);
  }
  return format.format(new Date(start));
}
