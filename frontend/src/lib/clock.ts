/** A campaign's clocks: axes of time are drawn in UTC, so a moment is moved to where its zone's clock stands. */
import { clockIn } from "./time";

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

/**
 * A period by when it begins: "28 Nov, 14:00" of hours, "28 Nov" of days and weeks, "Nov 2026" of months; the others with
 * the year as well where they stand among some that are so far apart that a day comes twice.
 */
export function periodName(
  kind: PeriodKind,
  start: string | Date,
  zone: string,
  language: string,
  { withYear = false } = {},
): string {
  const key = `${kind} ${zone} ${language} ${withYear}`;
  let format = names.get(key);
  if (!format) {
    const shown: Intl.DateTimeFormatOptions =
      kind === "hour"
        ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }
        : kind === "month"
          ? { month: "short" }
          : { day: "numeric", month: "short" };
    format = new Intl.DateTimeFormat(language, {
      ...shown,
      ...(withYear || kind === "month" ? { year: "numeric" } : {}),
      timeZone: zone,
    });
    names.set(key, format);
  }
  return format.format(new Date(start));
}

// A week that begins on the same day of the next year begins 52 weeks later.
const YEAR_MS = 364 * 86_400_000;

/** Whether times from the first to the last need their year to be told apart. */
export function needYear(first: string | Date | undefined, last: string | Date | undefined): boolean {
  return first !== undefined && last !== undefined && +new Date(last) - +new Date(first) >= YEAR_MS;
}

/** A time for reading and for programs. */
export interface Told {
  shown: string;
  iso: string;
}

/** Periods of a table, in their order. */
export function toldPeriods(
  kind: PeriodKind,
  starts: readonly string[],
  zone: string,
  language: string,
): Told[] {
  const withYear = needYear(starts[0], starts.at(-1));
  const length = { hour: 16, day: 10, week: 10, month: 7 }[kind];
  return starts.map((start) => ({
    shown: periodName(kind, start, zone, language, { withYear }),
    iso: clockIn(zone, start).slice(0, length),
  }));
}
