import { describe, expect, it } from "vitest";
import { ALL, choiceFor, meantBy, sent } from "./choices";
import type { Draft } from "./draft";

const draft = {
  objectives: [{ id: "a" }, { id: "b" }, { id: "c" }],
  contracts: {
    a: { mechanism: "recursive", terms: { ratio: "1/3" } },
    b: { mechanism: "levels", terms: { levels: [300, 100] } },
  },
} as unknown as Pick<Draft, "objectives" | "contracts">;

describe("whose terms stand there", () => {
  it("are those of the objective that is meant", () => {
    expect(choiceFor("a", draft)).toEqual({ name: "recursive", typed: { ratio: "1/3", finder_share: "" } });
    expect(choiceFor("b", draft)).toEqual({ name: "levels", typed: { amounts: "300,100" } });
    expect(choiceFor("c", draft)).toEqual({ name: "recursive", typed: { ratio: "1/2", finder_share: "" } });
  });

  it("are the first one's for all of them, and for one that is gone", () => {
    expect(choiceFor(ALL, draft)).toEqual(choiceFor("a", draft));
    expect(meantBy("gone", draft.objectives)).toHaveLength(3);
  });

  it("are no longer unsent once they are set", () => {
    const choice = { name: "finder_only", typed: {} };
    const unsent = { whose: "b", of: { [ALL]: choice, b: choice } };
    expect(sent(unsent, "b").of).toEqual({ [ALL]: choice });
    expect(sent(unsent, ALL).of).toEqual({});
  });
});
