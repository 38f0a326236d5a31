import { describe, expect, it } from "vitest";
import { clockIn, momentOf } from "./time";

describe("a zone's clock", () => {
  it("is read and written", () => {
    expect(clockIn("America/Los_Angeles", "2026-05-01T20:30:00Z")).toBe("2026-05-01T13:30");
    expect(momentOf("America/Los_Angeles", "2026-05-01T13:30").toISOString()).toBe(
      "2026-05-01T20:30:00.000Z",
    );
    expect(momentOf("Asia/Kathmandu", "2026-05-01T00:10").toISOString()).toBe("2026-04-30T18:25:00.000Z");
  });

  it("is right on the days when clocks change", () => {
    // Madrid goes forward at 01:00 UTC on 29 March 2026, and back at 01:00 UTC on 25 October.
    expect(momentOf("Europe/Madrid", "2026-03-29T01:30").toISOString()).toBe("2026-03-29T00:30:00.000Z");
    expect(momentOf("Europe/Madrid", "2026-03-29T03:30").toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(momentOf("Europe/Madrid", "2026-10-25T02:30").toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(momentOf("Europe/Madrid", "2026-10-25T03:30").toISOString()).toBe("2026-10-25T02:30:00.000Z");
  });
});
