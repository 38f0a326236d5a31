import { describe, expect, it } from "vitest";
import document from "../../../docs/openapi.yaml?raw";
import refusals from "./problems.es.json";

describe("refusals", () => {
  it("has a Spanish sentence for every kind that the API's document tells, and for no other", () => {
    const kinds = new Set([...document.matchAll(/\/problems\/([a-z0-9-]+)\//g)].map(([, kind]) => kind!));
    expect(kinds.size).toBeGreaterThan(200);
    expect([...kinds].filter((kind) => !(kind in refusals)).sort()).toEqual([]);
    expect(Object.keys(refusals).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
