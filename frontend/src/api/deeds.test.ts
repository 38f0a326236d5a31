import { afterEach, describe, expect, it, vi } from "vitest";
import { answered, begin, isDeed, keyFor, leftOpen, onReplayed, saysNothing } from "./deeds";
import { Problem } from "./problems";

const PLEDGE = { amount_minor: 40_000, reference: "spring" };

async function asked(body: object = PLEDGE, path = "fundings") {
  const request = new Request(`https://example.org/api/v1/campaigns/c/${path}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  begin(request);
  const key = await keyFor(request);
  request.headers.set("Idempotency-Key", key);
  return { request, key };
}

describe("a deed's key", () => {
  afterEach(async () => answered((await asked()).request, new Response()));

  it("stays until an answer comes, and is renewed then", async () => {
    const first = await asked();
    leftOpen(first.request);
    const second = await asked();
    expect(second.key).toBe(first.key);
    leftOpen(second.request);
    const third = await asked();
    expect(third.key).toBe(first.key);
    answered(third.request, new Response());
    expect((await asked()).key).not.toBe(first.key);
  });

  it("is ended by what was begun later, and by no late answer of something before", async () => {
    const early = await asked({}, "news");
    const first = await asked();
    leftOpen(first.request);
    answered(early.request, new Response());
    expect((await asked()).key).toBe(first.key);
    answered((await asked({}, "news")).request, new Response());
    expect((await asked()).key).not.toBe(first.key);
  });

  it("is told of when the answer is that of the time before", async () => {
    const heard = vi.fn();
    const stop = onReplayed(heard);
    const replay = new Response(null, { headers: { "Idempotency-Replayed": "true" } });
    const refusal = new Response(null, { headers: { "Idempotency-Replayed": "true" }, status: 400 });
    answered((await asked()).request, replay);
    leftOpen((await asked()).request);
    answered((await asked()).request, refusal);
    leftOpen((await asked()).request);
    answered((await asked(PLEDGE, "refunds")).request, replay);
    expect(heard).not.toHaveBeenCalled();
    leftOpen((await asked()).request);
    answered((await asked()).request, replay);
    expect(heard).toHaveBeenCalledOnce();
    stop();
  });

  it("is not ended by a look", () => {
    const at = (path: string, method = "POST") =>
      isDeed(new Request(`https://example.org/api/v1/${path}/`, { method }));
    expect(["campaigns/c/fundings", "campaigns/c/launch", "keys"].map((path) => at(path))).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ["mechanisms/split/preview", "mechanisms/split/sybil-gain", "payout-batches/b/results/look"].some(
        (path) => at(path),
      ),
    ).toBe(false);
    expect(at("campaigns/c/fundings", "GET")).toBe(false);
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
