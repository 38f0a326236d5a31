import { describe, expect, it } from "vitest";
import type { Schemas } from "@/api/types";
import { addsUp, PARTS, partsOf } from "./parts";

function budget(amounts: Partial<Record<string, number>>): Schemas["Budget"] {
  const names = [...PARTS, "received", "pledged", "owed"];
  return Object.fromEntries(
    names.map((name) => [name, { amount_minor: amounts[name] ?? 0, currency: "USD" }]),
  ) as unknown as Schemas["Budget"];
}

describe("the parts of a budget", () => {
  it("are to scale and add up", () => {
    const made = budget({ received: 1000, free: 250, promised: 500, paid: 250 });
    expect(addsUp(made)).toBe(true);
    expect(partsOf(made).filter(({ minor }) => minor > 0)).toEqual([
      { part: "free", minor: 250, share: 0.25 },
      { part: "promised", minor: 500, share: 0.5 },
      { part: "paid", minor: 250, share: 0.25 },
    ]);
  });

  it("that do not add up are noticed, and nothing is divided by nothing", () => {
    expect(addsUp(budget({ received: 1000, free: 999 }))).toBe(false);
    expect(partsOf(budget({})).every(({ share }) => share === 0)).toBe(true);
  });
});
