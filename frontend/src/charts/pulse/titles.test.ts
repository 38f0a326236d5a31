import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { verdictTitle } from "@/pages/organizer/pulse/verdict";
import { startWords } from "@/words";
import { daysUntilEnough, joinsPerDay } from "./enough";
import { heatRows } from "./heat";
import { forecastTitle, goalSentence, lifecycleTitle, reproductionTitle } from "./titles";
import { type Report, type Saying, sayingFor } from "./words";

let say: Saying;

beforeAll(async () => {
  await startWords("en");
  say = sayingFor(i18next.t, "en");
});

/** What a sentence looks at; the rest of a report is of no concern to it. */
const report = (part: object) => ({ period: "week", people: 100, ...part }) as unknown as Report;
const verdict = (word: string, numbers: object, more: object = {}) =>
  report({ verdict: { verdict: word, sustained: false, numbers, ...more } });
const figure = (value: number | null, low: number | null = null, high: number | null = null) => ({
  value,
  low,
  high,
  n: 40,
  missing: "",
});

describe("the verdict", () => {
  it("is a sentence with its numbers", () => {
    const grown = { active: 186.25, active_before: 96, change: 0.94 };
    expect(verdictTitle(verdict("growing", grown), say)).toBe(
      "Growing: 186 people are active per week, 94\u00a0% more than before.",
    );
    expect(verdictTitle(verdict("growing", grown, { sustained: true }), say)).toMatch(/ It is sustained\.$/);
    const held = verdict("holding", { active: 10, active_before: 10, change: 0 }, { sustained: true });
    expect(verdictTitle(held, say)).toMatch(/^Holding: .* It is sustained\.$/);
    expect(verdictTitle(verdict("fading", { active: 5, active_before: 10, change: -0.5 }), say)).toBe(
      "Fading: 5 people are active per week, 50\u00a0% fewer than before.",
    );
    expect(verdictTitle(verdict("spike", { active: 10, top: 200 }), say)).toBe(
      "A spike: 10 people are active per week now, 5\u00a0% of those at its peak.",
    );
  });

  it("rounds halves as the report's sentences do", () => {
    expect(verdictTitle(verdict("fading", { active: 88.5, change: -0.1 }), say)).toContain(" 88 people");
  });

  it("says nothing that is not known", () => {
    expect(verdictTitle(verdict("not enough data", { periods: 3 }), say)).toMatch(/too early/);
    expect(verdictTitle(verdict("fading", { active: 9, active_before: 8, change: 0.12 }), say)).toMatch(
      /no more come than fall silent/,
    );
    expect(verdictTitle(verdict("growing", { active: 9, active_before: 0, change: null }), say)).toMatch(
      /nobody was before/,
    );
  });
});

describe("a spike's source", () => {
  const named = (name: string, inviters: { name: string; joins: number }[] = []) =>
    say.spikeSource({ sources: [{ name, joins: 20 }], inviters } as never);

  it("is the link, by what its organizers call it", () => {
    expect(named("posters-north")).toBe("by the link posters-north");
  });

  it("is whoever invited more than half of the invited", () => {
    expect(named("invited by a member", [{ name: "Alice", joins: 11 }])).toBe("invited by Alice");
    expect(named("invited by a member", [{ name: "Alice", joins: 10 }])).toBe("invited by a member");
    expect(named("without a link", [{ name: "Alice", joins: 11 }])).toBe("without a link");
  });
});

describe("a number near its mark", () => {
  const r = (mean: number | null, low: number | null, high: number | null) =>
    report({ reproduction: { windows: [{ mean, low, high }] } });

  it("is above or below it only where its interval is", () => {
    expect(reproductionTitle(r(0.4, 0.2, 0.8), say)).toMatch(/does not keep itself up/);
    expect(reproductionTitle(r(1.4, 1.1, 1.8), say)).toMatch(/grows by itself/);
    expect(reproductionTitle(r(0.9, 0.7, 1.2), say)).toMatch(/may be one or more/);
    expect(reproductionTitle(r(null, null, null), say)).toMatch(/not known yet/);
    const old = { mean: 0.4, low: 0.2, high: 0.8, end: "2026-11-02T00:00:00Z" };
    const windows = [old, { mean: null, low: null, high: null, end: "2026-11-29T00:00:00Z" }];
    const since = (start: string) => ({
      time_zone: "UTC",
      growth: { periods: [{ start }, { start: "2026-11-28T00:00:00Z" }] },
      reproduction: { period: "day", windows },
    });
    expect(reproductionTitle(report(since("2026-10-01T00:00:00Z")), say)).toMatch(
      /^Too few came of late to tell; up to Nov 2 /,
    );
    expect(reproductionTitle(report(since("2025-10-01T00:00:00Z")), say)).toMatch(/ up to Nov 2, 2026 /);
    expect(lifecycleTitle(report({ lifecycle: { recent_quick_ratio: figure(1.1, 0.9, 1.3) } }), say)).toMatch(
      /^About as many/,
    );
  });
});

describe("a forecast", () => {
  it("says at least where simulations stop, and never all or nothing of what is neither", () => {
    const told = {
      participants: { at_deadline: { low: 500, high: 1_000_000 }, most: 1_000_000 },
      goal: { participants: 700, probability: { value: 0.997 } },
    } as never;
    expect(forecastTitle(told, say, "1 May")).toContain("500 to at least 1,000,000 people");
    expect(goalSentence(told, say)).toBe("The goal of 700 is reached in more than 99 of 100 futures.");
  });
});

describe("when there may be enough", () => {
  const growth = {
    complete: 4,
    joins: [1, 2, 3, 2, 9],
    periods: ["01", "02", "03", "04", "05"].map((day) => ({ label: day, start: `2026-05-${day}T00:00:00Z` })),
  } as unknown as Report["growth"];

  it("goes by the complete periods of late", () => {
    expect(joinsPerDay(growth)).toBe(2);
    expect(daysUntilEnough({ needed: 30, n: 12 }, growth)).toBe(9);
  });

  it("forgets what is more than four periods ago", () => {
    const weeks = ["04-27", "05-04", "05-11", "05-18", "05-25", "06-01"];
    const long = {
      complete: 5,
      periods: weeks.map((day) => ({ start: `2026-${day}T00:00:00Z` })),
      joins: [700, 14, 14, 14, 14, 3],
    } as unknown as Report["growth"];
    expect(joinsPerDay(long)).toBe(2);
  });

  it("is not said where the pace says nothing", () => {
    expect(daysUntilEnough({ needed: 30, n: 12 }, { ...growth, joins: [0, 0, 0, 0, 9] })).toBeNull();
    expect(daysUntilEnough({ needed: null, n: 12 }, growth)).toBeNull();
  });
});

describe("the heat map", () => {
  it("tells apart what is not over, what rests on few, and what is known", () => {
    const told = {
      cohort_by: "period",
      cohorts: [
        { label: "a", start: "x", size: 40, counts: [40, 20, 3], complete_through: 1 },
        { label: "b", start: "y", size: 10, counts: [10, 5], complete_through: 0 },
      ],
      mean_weighted: [figure(1), figure(0.5), figure(null)],
    } as never;
    const { squares, rows } = heatRows(told, {
      rows: 12,
      columns: 12,
      minimum: 30,
      name: (label) => label,
      mean: "mean",
    });
    expect(rows).toEqual(["mean", "a", "b"]);
    expect(squares.filter(({ isMean }) => isMean).map(({ share }) => share)).toEqual([1, 0.5]);
    const of = (row: string, k: number) => squares.find((each) => each.row === row && each.k === k)!;
    expect(of("a", 1)).toMatchObject({ share: 0.5, isOver: true, isFew: false });
    expect(of("a", 2)).toMatchObject({ isOver: false, count: 3 });
    expect(of("b", 0)).toMatchObject({ isFew: true, isOver: true });
  });
});
