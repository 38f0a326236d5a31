import { describe, expect, it } from "vitest";
import { distanceOf, earlierOf, percentOf } from "./kinds";

describe("what a finding can be the duplicate of", () => {
  const by = (id: string) => ({ id });
  const dossier = { id: "it", note: "Red.", participant: by("dave") };

  it("is what came before and stands", () => {
    const before = [
      { id: "it", note: "Red.", participant: by("dave"), state: "submitted" as const },
      { id: "a", note: "Red.", participant: by("anna"), state: "verified" as const },
      { id: "b", note: "", participant: by("ben"), state: "rejected" as const },
      { id: "c", note: "Blue.", participant: by("dave"), state: "under_review" as const },
    ];
    expect(earlierOf(dossier, before).map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("is never the report that tests a reviewer, under its own name", () => {
    const real = { id: "real", note: "Red.", participant: by("dave"), state: "verified" as const };
    expect(earlierOf(dossier, [real])).toEqual([]);
  });
});

describe("likelihoods and distances", () => {
  it("are never certain", () => {
    expect([percentOf(0), percentOf(0.5), percentOf(1)]).toEqual([1, 50, 99]);
  });

  it("are measured along the earth", () => {
    expect(distanceOf({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
      111_195,
      -2,
    );
  });
});
