import { expect, it } from "vitest";
import { fractionOf } from "./fractions";

it("reads fractions as people type them, and nothing else", () => {
  expect(["1/3", " 1 / 4 ", "0.25", ".5", "0", "1"].map(fractionOf)).toEqual([1 / 3, 0.25, 0.25, 0.5, 0, 1]);
  expect(["", "half", "3/2", "1/0", "-1/2", "1e-1", "2"].map(fractionOf)).toEqual(Array(7).fill(null));
});
