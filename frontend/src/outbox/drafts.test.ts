import { describe, expect, it } from "vitest";
import { addFiles, draftFor, fieldOf, placed, ready, reopened, saysNothing } from "./drafts";
import { judge } from "./sending";
import { newReport } from "./store";

const picture = (name: string) => new File(["x"], name, { type: "image/jpeg" });

describe("a report while it is written", () => {
  it("takes six files, and names those that it does not take", () => {
    const large = new File([new Uint8Array(15_000_001)], "large.jpg", { type: "image/jpeg" });
    const { report, unfit } = addFiles(newReport("me", "hunt"), [
      large,
      ...["1", "2", "3", "4", "5", "6", "7"].map(picture),
    ]);
    expect(report.files.map((file) => file.name)).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(unfit.map(([file, why]) => [file.name, why])).toEqual([
      ["large.jpg", "too_large"],
      ["7", "too_many"],
    ]);
  });

  it("says something by words or by a file", () => {
    const empty = newReport("me", "hunt");
    expect(saysNothing({ ...empty, body: { objective: "o", note: "  " } })).toBe(true);
    expect(saysNothing(addFiles(empty, [picture("1")]).report)).toBe(false);
  });

  it("is seen now where nothing else is said, and leaves out answers that are none", () => {
    const written = { ...newReport("me", "hunt"), body: { objective: "o", facts: { a: " ", b: "red" } } };
    const sent = ready(written, "Balloon 4", new Date("2026-05-01T10:00:00Z"));
    expect(sent.body.observed_at).toBe("2026-05-01T10:00:00.000Z");
    expect(sent.body.facts).toEqual({ b: "red" });
    expect(sent.state).toBe("waiting");
    // What is mended is another request about the same report.
    expect(reopened(sent)).toMatchObject({ id: sent.id, edition: 2, state: "writing" });
  });

  it("begins with what says something, else with what one came for", () => {
    const fresh = newReport("me", "hunt");
    const empty = { ...newReport("me", "hunt"), body: { objective: "2", facts: { a: " " } }, changed: 3 };
    const early = { ...newReport("me", "hunt"), body: { objective: "1", note: "Red." }, changed: 1 };
    const late = { ...newReport("me", "hunt"), body: { objective: "gone", note: "Blue." }, changed: 2 };
    const sent = { ...early, state: "waiting" as const, changed: 4 };
    const elsewhere = { ...early, slug: "other", changed: 5 };
    const open = ["1", "2"];
    expect(draftFor(fresh, { kept: [early, late, empty, sent, elsewhere], wanted: "1", open })).toBe(late);
    const about = (kept: (typeof fresh)[], wanted?: string) => draftFor(fresh, { kept, wanted, open });
    expect(about([sent, empty], "1")).toMatchObject({ id: empty.id, body: { objective: "1", facts: {} } });
    expect(about([empty]).body.objective).toBe("2");
    expect(about([{ ...empty, body: { objective: "gone" } }]).body.objective).toBe("1");
    expect(about([])).toMatchObject({ id: fresh.id, body: { objective: "1" } });
    // What one came for is named though it takes no reports any more.
    expect(about([], "closed").body.objective).toBe("closed");
  });

  it("has a place of coordinates, of words, or none", () => {
    expect(placed({ address: "", latitude: 1, longitude: 2, accuracy_m: 3, source: "device" })).toEqual({
      latitude: 1,
      longitude: 2,
      accuracy_m: 3,
      source: "device",
    });
    expect(placed({ address: "The square", accuracy_m: 3, source: "map" })).toEqual({
      address: "The square",
      source: "address",
    });
    expect(placed({ address: "", source: "map" })).toBeNull();
  });

  it("knows its fields by the API's", () => {
    expect(fieldOf({ pointer: "/location/latitude", detail: "" })).toBe("location");
    expect(fieldOf({ pointer: "/facts/17", detail: "" })).toBe("facts/17");
    expect(fieldOf({ pointer: "/client_id", detail: "" })).toBe("form");
  });
});

describe("an answer", () => {
  it("is taken, refused, or none yet", () => {
    expect(judge(null)).toBe("later");
    expect(judge({ status: 503, body: null })).toBe("later");
    expect(judge({ status: 429, body: null })).toBe("later");
    expect(judge({ status: 409, body: { type: "/problems/request-still-running/" } })).toBe("later");
    expect(judge({ status: 409, body: { type: "/problems/campaign-is-paused/" } })).toBe("refused");
    expect(judge({ status: 401, body: null })).toBe("signed_out");
    expect(judge({ status: 200, body: {} })).toBe("taken");
  });
});
