import { describe, expect, it } from "vitest";
import { fromClock, toClock, zones } from "./zoned";

describe("clock times of a field", () => {
  it("come back as they were", () => {
    for (const zone of ["UTC", "Europe/Rome", "Asia/Kathmandu", "America/St_Johns"]) {
      expect(toClock(fromClock("2026-10-25T01:30", zone), zone)).toBe("2026-10-25T01:30");
    }
  });

  it("are empty without a moment, and no moment without a time", () => {
    expect(toClock(null, "UTC")).toBe("");
    expect(fromClock("", "UTC")).toBeNull();
    expect(zones()).toContain("Europe/Rome");
  });
});
