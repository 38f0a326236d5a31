import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { startWords } from ".";

describe("sentences", () => {
  it.each([
    ["en", "14,391"],
    ["es", "14.391"],
  ])("writes numbers as the language does (%s)", async (language, written) => {
    await startWords(language);
    const key = "{{count}} people take part; {{active}} of them are active.";
    expect(i18next.t(key, { count: 14_391, active: "12" })).toContain(written);
  });

  it("ends with one full stop after a name that has its own", async () => {
    await startWords("en");
    expect(i18next.t("{{count}} people stand below {{name}}.", { count: 2, name: "Beatriz F." })).toBe(
      "2 people stand below Beatriz F.",
    );
  });

  it("says nobody for none", async () => {
    await startWords("en");
    expect(i18next.t("{{count}} people are about to drop out.", { count: 0 })).toBe(
      "Nobody is about to drop out.",
    );
  });
});
