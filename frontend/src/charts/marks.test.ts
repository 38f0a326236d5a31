import { describe, expect, it } from "vitest";
import { apart, roundTop } from "./marks";

describe("names beside their lines", () => {
  it("stay where there is room, and else are moved apart in their order", () => {
    expect(apart([1, 5, 9], 2, 0, 10)).toEqual([1, 5, 9]);
    expect(apart([5, 5.5, 1], 2, 0, 10)).toEqual([5, 7, 1]);
    expect(apart([9.5, 10, 9.9], 2, 0, 10)).toEqual([6, 10, 8]);
  });

  it("share the room where it is too small for all", () => {
    expect(apart([3, 3, 3], 9, 0, 10)).toEqual([0, 5, 10]);
    expect(apart([], 1, 0, 1)).toEqual([]);
  });
});

describe("an axis", () => {
  it("ends on a round number that nothing is above", () => {
    expect(roundTop(91)).toEqual({ top: 100, ticks: [0, 50, 100] });
    expect(roundTop(0.43, { whole: false }).ticks).toEqual([0, 0.2, 0.4, 0.6]);
    expect(roundTop(4)).toEqual({ top: 4, ticks: [0, 1, 2, 3, 4] });
    expect(roundTop(1).ticks).toEqual([0, 1]);
    expect(roundTop(0)).toEqual({ top: 1, ticks: [0, 1] });
    for (const value of [1, 7, 13, 99, 101, 1_234_567]) {
      expect(roundTop(value).top).toBeGreaterThanOrEqual(value);
      expect(roundTop(value).ticks.length).toBeLessThanOrEqual(6);
    }
  });
});
