import { describe, expect, it } from "vitest";
import { changedOf } from "./forms";

describe("what a form sends", () => {
  it("is what was changed in it, what was emptied as well", () => {
    const form = { isDirty: (name: string) => name === "cap" || name === "title" };
    expect(changedOf(form, { title: "Seven", cap: null, ends_at: "2026-05-01T10:00:00Z" })).toEqual({
      title: "Seven",
      cap: null,
    });
  });
});
