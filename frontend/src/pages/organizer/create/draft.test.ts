import { describe, expect, it } from "vitest";
import { advice, type Draft, doneSteps, stepOf, worstCaseMinor } from "./draft";

const lack = (code: string) => ({ code, detail: "", objective: null, missing_minor: null });

function draft(more: Partial<Draft> = {}) {
  return {
    campaign: { description: "Why" } as Draft["campaign"],
    objectives: [{ prize_minor: 400_000, quota: 2 }] as Draft["objectives"],
    lacks: [],
    ...more,
  };
}

describe("a draft", () => {
  it("has done every step that lacks nothing; launching is never done", () => {
    expect([...doneSteps(draft())]).toEqual(["story", "objectives", "split", "budget"]);
    const poor = draft({ lacks: [lack("contract_missing"), lack("escrow_falls_short")] });
    expect([...doneSteps(poor)]).toEqual(["story", "objectives"]);
  });

  it("is begun, not done, while nothing is to be found", () => {
    const empty = draft({ objectives: [], lacks: [lack("no_objective")] });
    expect([...doneSteps(empty)]).toEqual(["story"]);
  });

  it("knows where each lack is mended, and of one that is new that it is looked at before the launch", () => {
    expect(
      ["campaign-closed", "contract_does_not_fit", "something_new"].map((code) => stepOf({ code })),
    ).toEqual(["story", "split", "launch"]);
  });

  it("costs at most each prize as often as it is paid", () => {
    expect(worstCaseMinor([{ prize_minor: 5, quota: 3 }, { prize_minor: 7 }])).toBe(22);
  });

  it("advises what is not asked for", () => {
    const campaign = { remainder_to: "charity", ends_at: null } as Draft["campaign"];
    expect(advice({ campaign }).map(({ kind }) => kind)).toEqual(["no_story", "no_end", "no_charity"]);
  });
});
