import { describe, expect, it } from "vitest";
import plurals from "./plurals";
import spanish from "./spanish";

const sources = import.meta.glob<string>(["../**/*.ts", "../**/*.tsx", "!../**/*.test.*"], {
  eager: true,
  query: "?raw",
  import: "default",
});
// A count comes first of what is filled in. t("…"), t('…'), t(`…`) and <Trans i18nKey="…">; a key that is put together while running is not allowed.
const CALL = /\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')(\s*,\s*\{\s*count\b)?/g;
const TRANS = /i18nKey="([^"]+)"/g;
const COMPUTED = /\bt\(\s*`/;

interface Said {
  sentence: string;
  counts: boolean;
}

function sentences(): Said[] {
  const said: Said[] = [];
  for (const text of Object.values(sources)) {
    for (const [, double, single, count] of text.matchAll(CALL)) {
      said.push({
        sentence: (double ?? single ?? "").replace(/\\(["'])/g, "$1"),
        counts: count !== undefined,
      });
    }
    for (const [, key] of text.matchAll(TRANS)) {
      said.push({ sentence: key ?? "", counts: false });
    }
  }
  return said;
}

const holes = (text: string) =>
  (text.match(/\{\{\s*(\w+)/g) ?? []).map((hole) => hole.replace(/\W/g, "")).sort();

describe("words", () => {
  it("finds sentences to translate", () => {
    expect(sentences().length).toBeGreaterThan(20);
  });

  it("never puts a sentence together while running", () => {
    const guilty = Object.entries(sources).filter(([, text]) => COMPUTED.test(text));
    expect(guilty.map(([path]) => path)).toEqual([]);
  });

  it("has every sentence in Spanish, and every counted one in both numbers", () => {
    const missing = sentences().flatMap(({ sentence, counts }) => {
      const keys = counts ? [`${sentence}_one`, `${sentence}_other`] : [sentence];
      const english = counts ? keys.filter((key) => !(key in plurals)).map((key) => `en: ${key}`) : [];
      return [...english, ...keys.filter((key) => !(key in spanish)).map((key) => `es: ${key}`)];
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  it("leaves no hole of a sentence out in Spanish", () => {
    const wrong = Object.entries(spanish).filter(([key, text]) => {
      const english = (plurals as Record<string, string>)[key] ?? key.replace(/_(zero|one|many|other)$/, "");
      return (
        !key.endsWith("_zero") &&
        !key.endsWith("_one") &&
        !key.endsWith("_many") &&
        holes(english).join() !== holes(text).join()
      );
    });
    expect(wrong).toEqual([]);
  });

  it("keeps no Spanish for what is no longer said", () => {
    const said = new Set(sentences().map(({ sentence }) => sentence));
    const left = Object.keys(spanish).filter(
      (key) => !said.has(key) && !said.has(key.replace(/_(zero|one|many|other)$/, "")),
    );
    expect(left).toEqual([]);
  });
});
