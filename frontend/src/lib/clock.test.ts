import { describe, expect, it } from "vitest";
import { onClock, periodName } from "./clock";

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
});
