import { afterEach, describe, expect, it } from "vitest";
import { answered, keyFor, leftOpen, saysNothing } from "./deeds";
import { Problem } from "./problems";

const PLEDGE = { amount_minor: 40_000, reference: "spring" };

async function asked(body: object = PLEDGE, path = "fundings") {
  const request = new Request(`https://example.org/api/v1/campaigns/c/${path}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const key = await keyFor(request);
  request.headers.set("Idempotency-Key", key);
  return { request, key };
}

describe("a deed's key", () => {
  afterEach(answered);

  it("stays until an answer comes, and is renewed then", async () => {
    const first = await asked();
    leftOpen(first.request);
    const second = await asked();
    expect(second.key).toBe(first.key);
    leftOpen(second.request);
    expect((await asked()).key).toBe(first.key);
    answered();
    expect((await asked()).key).not.toBe(first.key);
  });

  it("is another one for other content, or elsewhere", async () => {
    const first = await asked();
    leftOpen(first.request);
    expect((await asked({ ...PLEDGE, amount_minor: 50_000 })).key).not.toBe(first.key);
    expect((await asked(PLEDGE, "refunds")).key).not.toBe(first.key);
    expect((await asked()).key).toBe(first.key);
  });

  it("is not shared with what is still under way", async () => {
    expect((await asked()).key).not.toBe((await asked()).key);
  });

  it("is left open by what the server keeps no answer of", () => {
    const refusals: [string, number][] = [
      ["unreachable", 0],
      ["unknown", 502],
      ["throttled", 429],
      ["not-authenticated", 401],
      ["request-still-running", 409],
      ["escrow-falls-short", 409],
      ["invalid-input", 400],
    ];
    expect(
      refusals
        .filter(([kind, status]) => saysNothing(new Problem(kind, "", "", status)))
        .map(([kind]) => kind),
    ).toEqual(["unreachable", "unknown", "throttled", "not-authenticated", "request-still-running"]);
  });
});
