/** The rules that split a prize along a chain: how they are told, the terms that they begin with, and their fields. */
import type { TFunction } from "i18next";

/** What stands in an input; turned into JSON by `termsOf`. Steps of fixed amounts are `amounts` alone, in minor units. */
export type Typed = Record<string, string>;

export interface Field {
  name: string;
  label: (t: TFunction) => string;
  /** What it may be, in words. */
  limits: (t: TFunction) => string;
  kind: "fraction" | "count" | "fractions";
  /** Left out of the terms where nothing is typed. */
  optional?: boolean;
}

export interface Rule {
  title: (t: TFunction) => string;
  says: (t: TFunction) => string;
  begin: Typed;
  fields: Field[];
}

export const RULES: Record<string, Rule> = {
  recursive: {
    title: (t) => t("Shared all the way up"),
    says: (t) =>
      t(
        "Each person gets a fixed part of what the one they invited gets. Everybody on the way is paid, and a long way costs nothing extra.",
      ),
    begin: { ratio: "1/2", finder_share: "" },
    fields: [
      {
        name: "ratio",
        kind: "fraction",
        label: (t) => t("Part of each next person"),
        limits: (t) => t("A fraction such as 1/2; at least 0, below 1."),
      },
      {
        name: "finder_share",
        kind: "fraction",
        optional: true,
        label: (t) => t("The finder's part of the prize"),
        limits: (t) => t("At most what the next person's part leaves of 1; empty for all of that."),
      },
    ],
  },
  finder_only: {
    title: (t) => t("All to the finder"),
    says: (t) => t("A plain bounty: nothing to game, and nobody is paid for inviting."),
    begin: {},
    fields: [],
  },
  levels: {
    title: (t) => t("Fixed steps"),
    says: (t) =>
      t("A fixed part or amount for the finder, for whoever invited them, and so on. It fits on a poster."),
    begin: { levels: "1/2, 1/4, 1/10" },
    fields: [
      {
        name: "levels",
        kind: "fractions",
        label: (t) => t("Parts of the prize, the finder's first"),
        limits: (t) => t("Fractions with commas between; together at most 1."),
      },
    ],
  },
  split_contract: {
    title: (t) => t("Everybody sets their own"),
    says: (t) =>
      t(
        "Each person says on their own link which part a recruit hands up. The whole prize is paid, down to the last cent.",
      ),
    begin: { default_split: "1/2", max_split: "1" },
    fields: [
      {
        name: "default_split",
        kind: "fraction",
        label: (t) => t("Handed up where nobody chose"),
        limits: (t) => t("A fraction, at most the greatest."),
      },
      {
        name: "max_split",
        kind: "fraction",
        label: (t) => t("The greatest that may be asked for"),
        limits: (t) => t("A fraction from 0 to 1."),
      },
    ],
  },
  double_geometric: {
    title: (t) => t("Proof against fakes"),
    says: (t) =>
      t(
        "Taking two places on a way never pays, because a longer way pays everybody less. A long way leaves much to the remainder.",
      ),
    begin: { b: "1/2" },
    fields: [
      {
        name: "b",
        kind: "fraction",
        label: (t) => t("Part of each next person"),
        limits: (t) => t("A fraction from 1/100 to 1."),
      },
    ],
  },
  almost_uniform: {
    title: (t) => t("The same for all on the way"),
    says: (t) =>
      t(
        "Everybody who passed it on gets the same small amount, and the finder the rest, as long as the way is no longer than you say.",
      ),
    begin: { H: "10", beta: "1" },
    fields: [
      {
        name: "H",
        kind: "count",
        label: (t) => t("Most people on a paid way"),
        limits: (t) => t("From 1 to 1,000; on a longer way nobody is paid."),
      },
      {
        name: "beta",
        kind: "fraction",
        label: (t) => t("What each of them gets"),
        limits: (t) => t("In units of which the finder gets at least one; 0 or more."),
      },
    ],
  },
};

/** The terms as the API takes them. What is wrong in them the API says, at the field. */
export function termsOf(name: string, typed: Typed): Record<string, unknown> {
  if (typed.amounts !== undefined) {
    return { levels: amountsOf(typed) };
  }
  const terms: Record<string, unknown> = {};
  for (const field of RULES[name]?.fields ?? []) {
    const text = (typed[field.name] ?? "").trim();
    if (!text && field.optional) {
      continue;
    }
    if (field.kind === "fractions") {
      terms[field.name] = text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean);
    } else {
      terms[field.name] = field.kind === "count" && /^\d+$/.test(text) ? Number(text) : text;
    }
  }
  return terms;
}

/** Terms of the API as they are typed. */
export function typedOf(name: string, terms: Record<string, unknown>): Typed {
  if (Array.isArray(terms.levels) && typeof terms.levels[0] === "number") {
    return ofAmounts(terms.levels);
  }
  // The API writes the finder's part down where it was left out; here it goes on following the ratio.
  if (name === "recursive" && areOne(String(terms.ratio), String(terms.finder_share))) {
    return { ratio: String(terms.ratio), finder_share: "" };
  }
  return Object.fromEntries(
    (RULES[name]?.fields ?? []).map((field) => {
      const term = terms[field.name];
      return [field.name, Array.isArray(term) ? term.join(", ") : term === undefined ? "" : String(term)];
    }),
  );
}

/** Whether two fractions such as "1/3" and "2/3" add up to one. */
function areOne(first: string, second: string): boolean {
  const [a, b] = [first, second].map((text) => /^(\d+)(?:\/(\d+))?$/.exec(text));
  if (!a || !b) {
    return false;
  }
  const [n, d, m, e] = [a[1]!, a[2] ?? "1", b[1]!, b[2] ?? "1"].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return n * e + m * d === d * e;
}

/** The steps of fixed amounts, in minor units; null where none is typed, or nothing that is an amount. */
export function amountsOf(typed: Typed): (number | null)[] {
  return (typed.amounts ?? "").split(",").map((amount) => (amount === "" ? null : Number(amount)));
}

export function ofAmounts(amounts: (number | null)[]): Typed {
  return { amounts: amounts.map((amount) => amount ?? "").join() };
}

/** Whether it is worth asking what the terms pay: a step without its amount, or more than the prize, is seen here. */
export function isWhole(typed: Typed, prizeMinor = Number.POSITIVE_INFINITY): boolean {
  if (typed.amounts === undefined) {
    return true;
  }
  const amounts = amountsOf(typed);
  return amounts.every((amount) => amount !== null) && sumOf(amounts) <= prizeMinor;
}

export function sumOf(amounts: (number | null)[]): number {
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
}

/** Terms in words, such as "Part of each next person: 1/2". */
export function termsText(
  name: string,
  terms: Record<string, unknown>,
  t: TFunction,
  say: (minor: number) => string,
): string {
  const typed = typedOf(name, terms);
  if (typed.amounts !== undefined) {
    const amounts = amountsOf(typed).map((amount) => say(amount ?? 0));
    return `${t("Fixed amounts, the finder's first")}: ${amounts.join(", ")}`;
  }
  return (RULES[name]?.fields ?? [])
    .filter((field) => typed[field.name])
    .map((field) => `${field.label(t)}: ${typed[field.name]}`)
    .join("; ");
}
