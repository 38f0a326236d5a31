import { describe, expect, it } from "vitest";
import { layOut, spoken } from "./chain";

describe("the chain", () => {
  it("has areas that are shares", () => {
    const { circles } = layOut([{ amountMinor: 2000 }, { amountMinor: 1000 }, { amountMinor: 500 }]);
    const areas = circles.map((circle) => circle.r ** 2);
    expect(areas[0]! / areas[1]!).toBeCloseTo(2);
    expect(areas[1]! / areas[2]!).toBeCloseTo(2);
  });

  it("draws everybody, also a share of nothing, and says how many are not drawn", () => {
    const { circles, gaps } = layOut(
      Array.from({ length: 12 }, (_, n) => ({ amountMinor: n === 11 ? 0 : 100 >> n })),
    );
    expect(circles).toHaveLength(9);
    expect(gaps.map(({ count }) => count)).toEqual([3]);
    expect(Math.min(...circles.map((circle) => circle.r))).toBeGreaterThan(0);
    expect(layOut([{ amountMinor: 0 }]).circles[0]!.r).toBe(2);
  });

  it("always draws you and the remainder, and leaves out between", () => {
    const people = Array.from({ length: 14 }, (_, n) => ({
      amountMinor: 2 ** (14 - n),
      name: `P${n}`,
      isYou: n === 11,
    }));
    const { circles, gaps, lines } = layOut([...people, { amountMinor: 1, name: "rest", isRemainder: true }]);
    expect(circles.map(({ name }) => name)).toEqual([
      "P0", "P1", "P2", "P3", "P4", "P5", "P6", "P11", "rest",
    ]); // biome-ignore format: a row
    expect(gaps.map(({ count }) => count)).toEqual([4, 2]);
    expect(circles[6]!.x).toBeLessThan(gaps[0]!.x);
    expect(circles[7]!.x).toBeGreaterThan(gaps[0]!.x);
    // No line leads across those who are not drawn.
    expect(lines).toHaveLength(layOut(people.slice(0, 7)).lines.length);
  });

  it("is told aloud", () => {
    expect(
      spoken([
        { amountMinor: 2, name: "You", written: "$2" },
        { amountMinor: 1, name: "Bob", written: "$1" },
      ]),
    ).toBe("You $2, Bob $1");
  });

  it("never lets circles overlap", () => {
    const { circles } = layOut([{ amountMinor: 9 }, { amountMinor: 9 }, { amountMinor: 1 }], { words: true });
    circles.slice(1).forEach((circle, index) => {
      const before = circles[index]!;
      expect(circle.x - circle.r).toBeGreaterThan(before.x + before.r);
    });
  });
});
