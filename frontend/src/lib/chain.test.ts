import { describe, expect, it } from "vitest";
import { layOut } from "./chain";

describe("the chain", () => {
  it("has areas that are shares", () => {
    const { circles } = layOut([{ amountMinor: 2000 }, { amountMinor: 1000 }, { amountMinor: 500 }]);
    const areas = circles.map((circle) => circle.r ** 2);
    expect(areas[0]! / areas[1]!).toBeCloseTo(2);
    expect(areas[1]! / areas[2]!).toBeCloseTo(2);
  });

  it("draws everybody, also a share of nothing, and says how many are not drawn", () => {
    const { circles, hidden } = layOut(
      Array.from({ length: 12 }, (_, n) => ({ amountMinor: n === 11 ? 0 : 100 >> n })),
    );
    expect(circles).toHaveLength(9);
    expect(hidden).toBe(3);
    expect(Math.min(...circles.map((circle) => circle.r))).toBeGreaterThan(0);
    expect(layOut([{ amountMinor: 0 }]).circles[0]!.r).toBe(2);
  });

  it("never lets circles overlap", () => {
    const { circles } = layOut([{ amountMinor: 9 }, { amountMinor: 9 }, { amountMinor: 1 }], { words: true });
    circles.slice(1).forEach((circle, index) => {
      const before = circles[index]!;
      expect(circle.x - circle.r).toBeGreaterThan(before.x + before.r);
    });
  });
});
