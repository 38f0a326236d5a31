/**
 * Words: English sentences are the keys, Spanish ones stand in `es/*.json`, a file for each area.
 *
 * Sentences that count have both of their numbers in `en/*.json`. `words.test.ts` holds that none lacks its Spanish.
 */
import i18next, { type FormatterModule, type PostProcessorModule } from "i18next";
import { initReactI18next } from "react-i18next";
import plurals from "./plurals";

export type Language = "en" | "es";

export async function startWords(language: string): Promise<void> {
  const lng: Language = language.startsWith("es") ? "es" : "en";
  await i18next
    .use(initReactI18next)
    .use(numbersIn(lng))
    .use(STOPS)
    .init({
      lng,
      fallbackLng: "en",
      // Sentences have dots and colons in them.
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      postProcess: [STOPS.name],
      returnEmptyString: false,
      resources: {
        en: { translation: plurals },
        ...(lng === "es" ? { es: { translation: await spanish() } } : {}),
      },
    });
}

/** Numbers stand in sentences as the language writes them. */
function numbersIn(language: Language): FormatterModule {
  const written = new Intl.NumberFormat(language);
  return {
    type: "formatter",
    init: () => {},
    add: () => {},
    addCached: () => {},
    format: (value: unknown) => (typeof value === "number" ? written.format(value) : value) as string,
  };
}

/** A name that ends in a full stop ends its sentence, too. */
const STOPS: PostProcessorModule = {
  type: "postProcessor",
  name: "stops",
  process: (sentence: string) => sentence.replace(/\.\.(?=\s|$)/g, "."),
};

async function spanish(): Promise<Record<string, string>> {
  const words = await import("./spanish");
  refusals = words.refusals;
  return words.default;
}

let refusals: Record<string, string> = {};

/** A refusal's sentence in the reader's language where it is not English; undefined where it has none. */
export function refusalWords(kind: string): string | undefined {
  return refusals[kind];
}
