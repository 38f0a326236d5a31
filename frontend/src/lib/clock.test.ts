import { describe, expect, it } from "vitest";
import { onClock, periodName, toldPeriods } from "./clock";

describe("a campaign's clock", () => {
  it("reads in UTC what the zone's clock shows, also where the clocks change", () => {
    expect(onClock("2009-12-05T15:00:00Z", "America/New_York").toISOString()).toBe(
      "2009-12-05T10:00:00.000Z",
    );
    expect(onClock("2026-10-25T00:30:00Z", "Europe/Berlin").toISOString()).toBe("2026-10-25T02:30:00.000Z");
    expect(onClock("2026-10-25T01:30:00Z", "Europe/Berlin").toISOString()).toBe("2026-10-25T02:30:00.000Z");
    expect(onClock("2026-11-28T00:00:00Z", "UTC").getUTCHours()).toBe(0);
  });

  it("names periods by when they begin there", () => {
    expect(periodName("day", "2009-12-05T04:00:00Z", "America/New_York", "en")).toBe("Dec 4");
    expect(periodName("week", "2009-12-05T05:00:00Z", "America/New_York", "es")).toBe("5 dic");
    expect(periodName("month", "2009-12-05T05:00:00Z", "UTC", "en")).toBe("Dec 2009");
    expect(periodName("hour", "2009-12-05T15:00:00Z", "UTC", "en-GB")).toBe("5 Dec, 15:00");
  });

  it("tell the year where a day comes twice, and are whole dates for programs", () => {
    const zone = "America/New_York";
    const year = ["2025-11-24T05:00:00Z", "2026-11-16T05:00:00Z", "2026-11-23T05:00:00Z"];
    expect(toldPeriods("week", year.slice(0, 2), zone, "en").map(({ shown }) => shown)).toEqual([
      "Nov 24",
      "Nov 16",
    ]);
    expect(toldPeriods("week", year, zone, "en")).toEqual([
      { shown: "Nov 24, 2025", iso: "2025-11-24" },
      { shown: "Nov 16, 2026", iso: "2026-11-16" },
      { shown: "Nov 23, 2026", iso: "2026-11-23" },
    ]);
    expect(toldPeriods("hour", ["2026-07-01T18:00:00Z"], zone, "en")[0]!.iso).toBe("2026-07-01T14:00");
    expect(toldPeriods("month", ["2026-07-01T04:00:00Z"], zone, "en")[0]).toEqual({
      shown: "Jul 2026",
      iso: "2026-07",
    });
  });
});
