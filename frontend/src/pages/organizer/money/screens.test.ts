import { describe, expect, it } from "vitest";
import type { Roles } from "@/lib/roles";
import { moneyOf } from "./screens";

const NONE: Roles = { organizer: false, reviewer: false, treasurer: false, operator: false };

describe("the screens of money", () => {
  it("are those that the API opens to a role", () => {
    const seen = (roles: Partial<Roles>) => {
      const { books, fundings, settlements } = moneyOf({ ...NONE, ...roles });
      return [books, fundings, settlements];
    };
    expect(seen({ organizer: true, reviewer: true })).toEqual([true, true, true]);
    expect(seen({ treasurer: true })).toEqual([true, true, true]);
    expect(seen({ reviewer: true })).toEqual([false, false, true]);
    expect(seen({ operator: true })).toEqual([false, true, false]);
    expect(seen({ reviewer: true, operator: true })).toEqual([false, true, true]);
  });
});
