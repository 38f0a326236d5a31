import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Saying } from "./saying";

const VERDICT: Saying = {
  finding: "f1",
  slug: "hunt",
  called: "Balloon 1",
  step: "verify",
  body: { note: "Well seen." },
};

/** What was asked, each with what answers it. */
let asked: { path: string; token: string; answer: (status: number, body: object) => void }[] = [];
let kept: Map<string, string>;

const settled = () => vi.advanceTimersByTimeAsync(0);
const last = () => asked[asked.length - 1];
const paths = () => asked.map(({ path }) => path);
const refusal = (kind: string) => ({ type: `/problems/${kind}/`, title: kind });

const bear = (token: string) =>
  vi.stubGlobal("document", { cookie: `csrftoken=${token}`, documentElement: { lang: "en" } });

async function seated(person: string) {
  const [saying, tab] = [await import("./saying"), await import("@/lib/tab")];
  tab.takeTab(person);
  return { ...saying, ...tab };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  asked = [];
  kept = new Map();
  vi.stubGlobal("window", { location: { origin: "https://example.org" }, addEventListener: () => undefined });
  bear("first");
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
    clear: () => kept.clear(),
  });
  vi.stubGlobal(
    "fetch",
    (path: string, { headers }: { headers: Record<string, string> }) =>
      new Promise((resolve) =>
        asked.push({
          path,
          token: headers["X-CSRFToken"] ?? "",
          answer: (status, body) => resolve(new Response(JSON.stringify(body), { status })),
        }),
      ),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what was said", () => {
  it("goes out under the token from before it was asked who is there", async () => {
    const { say, sendNow, whatIsTold } = await seated("alice");
    say(VERDICT);
    sendNow();
    expect(paths()).toEqual(["/api/v1/me/"]);
    bear("second");
    last()?.answer(200, { id: "alice" });
    await settled();
    expect(last()).toMatchObject({ path: "/api/v1/findings/f1/verify/", token: "first" });
    // Refused for that, it looks again.
    last()?.answer(403, refusal("csrf-failed"));
    await vi.advanceTimersByTimeAsync(1_000);
    last()?.answer(200, { id: "alice" });
    await settled();
    expect(last()?.token).toBe("second");
    last()?.answer(200, { state: "verified" });
    await settled();
    expect(whatIsTold().refused).toEqual([]);
    expect(kept.has("mobilize.verdicts")).toBe(false);
  });

  it("does not go out where somebody else is signed in", async () => {
    const { say, sendNow } = await seated("alice");
    const heard = vi.fn();
    (await import("@/api/session")).onSomeoneElse(heard);
    say(VERDICT);
    sendNow();
    last()?.answer(200, { id: "bob" });
    await settled();
    expect(paths()).toEqual(["/api/v1/me/"]);
    expect(heard).toHaveBeenCalledOnce();
  });

  it("is neither sent again nor kept once somebody else has the tab", async () => {
    const { say, sendNow, takeTab, forgetSaid } = await seated("alice");
    say(VERDICT);
    sendNow();
    last()?.answer(200, { id: "alice" });
    await settled();
    last()?.answer(409, refusal("request-still-running"));
    await settled();
    expect(takeTab("bob").wasOthers).toBe(true);
    forgetSaid();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
    expect(kept.has("mobilize.verdicts")).toBe(false);
  });

  it("is waited for by whoever signs out, as long as they are told why", async () => {
    const { say, sendNow, sendRest } = await seated("alice");
    say(VERDICT);
    sendNow();
    const given = sendRest();
    last()?.answer(200, { id: "alice" });
    await settled();
    last()?.answer(409, refusal("request-still-running"));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await given).toBeNull();
    const again = sendRest();
    last()?.answer(200, { id: "alice" });
    await settled();
    last()?.answer(200, { state: "verified" });
    expect(await again).toBe(true);
  });
});
