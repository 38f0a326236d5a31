import { describe, expect, it } from "vitest";
import { amountTyped, decimal, figure, isUnreadable, readAmount, readable, written } from "./money";

describe("money", () => {
  it("writes amounts by currency and language", () => {
    expect(written({ amount_minor: 123456, currency: "USD" }, "en")).toBe("$1,234.56");
    expect(written({ amount_minor: 5, currency: "USD" }, "en")).toBe("$0.05");
    expect(written({ amount_minor: 1234, currency: "JPY" }, "en")).toBe("¥1,234");
    expect(figure(-123456, "EUR", "es")).toBe("−1234,56");
    expect(figure(1234567, "KWD", "en")).toBe("1,234.567");
  });

  it("is exact where a double is not", () => {
    expect(decimal(9007199254740991, "USD")).toBe("90071992547409.91");
    expect(figure(9007199254740991, "USD", "en")).toBe("90,071,992,547,409.91");
  });

  it("reads what people type, and refuses what is ambiguous", () => {
    expect(readAmount("1,234.56", "USD", "en")).toBe(123456);
    expect(readAmount("1234,5", "EUR", "es")).toBe(123450);
    expect(readAmount("1.234,56", "EUR", "es")).toBe(123456);
    expect(readAmount("1,5", "USD", "en")).toBeNull();
    expect(readAmount("12.345", "USD", "en")).toBeNull();
    expect(readAmount("12.5", "JPY", "en")).toBeNull();
    expect(readAmount("-3", "USD", "en")).toBeNull();
    expect(readAmount("", "USD", "en")).toBeNull();
  });

  it("tells nothing from what it cannot read, and never sends that", () => {
    expect(amountTyped(" ", "EUR", "es")).toBeNull();
    expect(amountTyped("1000,50", "EUR", "es")).toBe(100050);
    const typo = amountTyped("1000.50", "EUR", "es");
    expect([isUnreadable(typo), isUnreadable(null), isUnreadable(0)]).toEqual([true, false, false]);
    expect([readable(null), readable(0)]).toEqual([null, 0]);
    expect(() => readable(typo)).toThrow();
  });
});
