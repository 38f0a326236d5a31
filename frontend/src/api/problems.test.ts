import { describe, expect, it } from "vitest";
import { fieldErrors, Problem } from "./problems";

describe("bad fields", () => {
  it("are known by the paths that forms have, all sentences of one together", () => {
    const problem = new Problem("invalid-input", "", "", 400, [
      { pointer: "#/terms/ratio", detail: "Too large." },
      { pointer: "#/terms/ratio", detail: "No fraction." },
      { pointer: "/title", detail: "Missing." },
      { parameter: "limit", detail: "Too large." },
    ]);
    expect(fieldErrors(problem)).toEqual({ "terms.ratio": "Too large. No fraction.", title: "Missing." });
  });
});
