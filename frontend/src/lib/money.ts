/** Money as people of a place write it. Amounts are whole numbers of a currency's smallest unit, as in the API. */
import type { Money } from "@/api/types";

const digits = new Map<string, number>();

/** How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimals(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known =
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
      2;
    digits.set(currency, known);
  }
  return known;
}

/** The amount as an exact decimal, such as "1234.56"; never by way of a binary fraction. */
export function decimal(amountMinor: number, currency: string): string {
  const places = decimals(currency);
  const sign = amountMinor < 0 ? "-" : "";
  const figures = String(Math.abs(amountMinor)).padStart(places + 1, "0");
  return places === 0 ? sign + figures : `${sign}${figures.slice(0, -places)}.${figures.slice(-places)}`;
}

export function written(money: Money, language: string): string {
  return format(money.amount_minor, money.currency, language, "currency");
}

/** The figure alone, for tables that name their currency once in the head of the column. */
export function figure(amountMinor: number, currency: string, language: string): string {
  return format(amountMinor, currency, language, "decimal");
}

/** Read what a person typed in their way of writing; null where it is no amount of this currency. */
export function readAmount(typed: string, currency: string, language: string): number | null {
  const mark =
    new Intl.NumberFormat(language).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";
  const places = decimals(currency);
  const plain = typed.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  const group = mark === "," ? "." : ",";
  // 1,234.5 and 1234.5; a group is of three figures, so that 1,5 is never taken for 15.
  const wellFormed = new RegExp(
    `^(\\d+|\\d{1,3}(\\${group}\\d{3})+)(\\${mark}\\d{1,${Math.max(places, 1)}})?$`,
  );
  if (!wellFormed.test(plain)) {
    return null;
  }
  const [whole = "", part = ""] = plain.replaceAll(group, "").split(mark);
  if (part.length > places) {
    return null;
  }
  const minor = Number(whole + part.padEnd(places, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** What stands in a field where it is no amount: something else than nothing, and never sent. */
export const UNREADABLE = "unreadable";

/** An amount as it is typed: in minor units, null where nothing is typed. */
export type Amount = number | null | typeof UNREADABLE;

export function amountTyped(typed: string, currency: string, language: string): Amount {
  return typed.trim() === "" ? null : (readAmount(typed, currency, language) ?? UNREADABLE);
}

/** For the rules of a form, whose saving it stops; the field says by itself what is wrong with it. */
export function isUnreadable(amount: Amount): amount is typeof UNREADABLE {
  return amount === UNREADABLE;
}

/** What is sent of an amount that a form's rules have let through. */
export function readable(amount: Amount): number | null {
  if (isUnreadable(amount)) {
    throw new Error("What can't be read is not sent.");
  }
  return amount;
}

function format(
  amountMinor: number,
  currency: string,
  language: string,
  style: "currency" | "decimal",
): string {
  const places = decimals(currency);
  const formatter = new Intl.NumberFormat(language, {
    ...(style === "currency" ? { style, currency } : { style }),
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  // A text is formatted to its last figure, a number only as far as a double holds it.
  return formatter.format(decimal(amountMinor, currency) as Intl.StringNumericLiteral).replace("-", "−");
}

/** Currencies to choose from, by their names in the reader's language. */
export function currencies(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }));
}
