import { describe, expect, it } from "vitest";
import { type Line, onlyShare, rowsOf } from "./statement";

const line = (what: string, account: string, minor: number, more: Partial<Line> = {}): Line =>
  ({
    what,
    account,
    amount: { amount_minor: minor, currency: "USD" },
    settlement: "s1",
    payout: null,
    booked_at: "2026-01-01T00:00:00Z",
    ...more,
  }) as Line;

describe("a statement's rows", () => {
  it("puts the two lines of a move into one, whichever comes first", () => {
    const rows = rowsOf([
      line("payout_paid", "in_payout", -500),
      line("payout_paid", "paid", 500),
      line("release", "payable", 500),
      line("release", "held", -500),
      line("share", "held", 500),
    ]);
    expect(rows.map(({ from, to, amountMinor }) => [from, to, amountMinor])).toEqual([
      ["in_payout", "paid", 500],
      ["held", "payable", 500],
      [null, "held", 500],
    ]);
  });

  it("keeps two shares apart, and a debt takes away", () => {
    const rows = rowsOf([
      line("release", "payable", 500, { settlement: "s2" }),
      line("release", "held", -500, { settlement: "s3" }),
      line("debt", "owed_by", 300),
      line("debt_repaid", "owed_by", -100),
    ]);
    expect(rows.map((row) => row.amountMinor)).toEqual([500, -500, -300, 100]);
  });

  it("knows the one share that is all that somebody has, and none that is gone", () => {
    const share = line("share", "held", 500);
    expect(onlyShare([line("release", "payable", 500), line("release", "held", -500), share])).toBe(share);
    expect(onlyShare([line("forfeit", "held", -500), share])).toBeNull();
    expect(onlyShare([line("share", "held", 300, { settlement: "s2" }), share])).toBeNull();
    expect(onlyShare([])).toBeNull();
  });
});
