import type { TFunction } from "i18next";
import { describe, expect, it } from "vitest";
import { type Finding, standingOf } from "./wording";

const t = ((words: string) => words) as unknown as TFunction;
const verdict = (kind: string, reason = "") => ({ kind, reason });

function told(state: string, verdicts: object[] = [], quota_filled = false): string {
  return standingOf({ state, verdicts, quota_filled } as unknown as Finding, t).sentence;
}

describe("how a finding stands, for who reported it", () => {
  it.each([
    ["submitted", told("submitted"), "It waits for a reviewer."],
    ["under review", told("under_review"), "A reviewer is looking at it."],
    [
      "appealed",
      told("under_review", [verdict("rejected"), verdict("appealed")]),
      "You appealed. Somebody who had no say before looks at it.",
    ],
    ["asked about", told("needs_info"), "A reviewer asks for more before deciding."],
    ["paid", told("verified"), "It was found true, and is paid along your chain."],
    [
      "true, and too late",
      told("verified", [], true),
      "It was found true. Others were quicker and every paid place was taken, so it pays nothing.",
    ],
    [
      "rejected for a reason",
      told("rejected", [verdict("rejected", "wrong_place")]),
      "It is not at the place that was named.",
    ],
    ["rejected in words", told("rejected", [verdict("rejected", "other")]), "The reviewer's words say why."],
    [
      "never decided",
      told("rejected", [verdict("expired")]),
      "Nobody decided before the campaign's deadline.",
    ],
    ["reported before", told("duplicate"), "It is true, but somebody else had reported it before."],
    ["taken back", told("withdrawn"), "You took it back; it pays nobody."],
    [
      "found wrong",
      told("reversed", [verdict("verified"), verdict("reversed", "fraud")]),
      "It was found wrong after it had been found true, and what it paid was taken back. The proof was false.",
    ],
  ])("%s", (_, sentence, expected) => {
    expect(sentence).toBe(expected);
  });
});
