import { describe, expect, it } from "vitest";
import { amountsOf, isWhole, ofAmounts, RULES, termsOf, termsText, typedOf } from "./rules";

describe("terms", () => {
  it("come back as they were typed", () => {
    for (const [name, rule] of Object.entries(RULES)) {
      expect(typedOf(name, termsOf(name, rule.begin))).toEqual(rule.begin);
    }
  });

  it("are fractions as texts, counts as numbers, and leave out what is optional and empty", () => {
    expect(termsOf("recursive", { ratio: " 1/3 ", finder_share: "" })).toEqual({ ratio: "1/3" });
    expect(termsOf("almost_uniform", { H: "12", beta: "1/10" })).toEqual({ H: 12, beta: "1/10" });
    expect(termsOf("almost_uniform", { H: "ten", beta: "1" })).toEqual({ H: "ten", beta: "1" });
    expect(termsOf("levels", { levels: "1/2,1/4, " })).toEqual({ levels: ["1/2", "1/4"] });
  });

  it("leave the finder's part open where it is what the ratio leaves", () => {
    expect(typedOf("recursive", { ratio: "1/3", finder_share: "2/3" }).finder_share).toBe("");
    expect(typedOf("recursive", { ratio: "1/3", finder_share: "1/2" }).finder_share).toBe("1/2");
  });

  it("of fixed amounts are typed step by step, and asked about when they are whole and fit into the prize", () => {
    const typed = typedOf("levels", { levels: [50_000, 10_000] });
    expect(termsOf("levels", typed)).toEqual({ levels: [50_000, 10_000] });
    expect([isWhole(typed, 60_000), isWhole(typed, 59_999)]).toEqual([true, false]);
    expect(isWhole(ofAmounts([50_000, null]), 60_000)).toBe(false);
    expect(amountsOf(ofAmounts([50_000, null, 0]))).toEqual([50_000, null, 0]);
  });

  it("are told in words, amounts as money and parts as parts", () => {
    const t = ((sentence: string) => sentence) as never;
    const say = (minor: number) => `$${minor / 100}`;
    expect(termsText("levels", { levels: [200_000, 100_000] }, t, say)).toBe(
      "Fixed amounts, the finder's first: $2000, $1000",
    );
    expect(termsText("levels", { levels: ["1/2", "1/4"] }, t, say)).toBe(
      "Parts of the prize, the finder's first: 1/2, 1/4",
    );
    expect(termsText("finder_only", {}, t, say)).toBe("");
  });
});
