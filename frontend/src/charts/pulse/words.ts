/** The report's short words in the reader's language, and its numbers as one reads them. */
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import type { PeriodKind } from "@/lib/clock";
import { percentIn } from "@/lib/percent";

export type Report = Schemas["Report"];
export type Measure = Schemas["Figure"];
type Spike = Report["spikes"]["spikes"][number];

const ONE: Record<PeriodKind, (t: TFunction) => string> = {
  hour: (t) => t("hour"),
  day: (t) => t("day"),
  week: (t) => t("week"),
  month: (t) => t("month"),
};
const MANY: Record<PeriodKind, (t: TFunction) => string> = {
  hour: (t) => t("hours"),
  day: (t) => t("days"),
  week: (t) => t("weeks"),
  month: (t) => t("months"),
};

/** How people came, as sources are called; a link of the campaign's own goes by its arm, or its code. */
function sourceWord(source: string, t: TFunction): string {
  switch (source) {
    case "invited by a member":
      return t("invited by a member");
    case "without a link":
      return t("without a link");
    default:
      return t("by the link {{name}}", { name: source });
  }
}

/** The same of a spike, where one person may have brought most of whoever was invited. */
function spikeSource(spike: Spike, place: number, t: TFunction): string {
  const { name, joins } = spike.sources[place]!;
  const most = spike.inviters[0];
  return name === "invited by a member" && most && 2 * most.joins > joins
    ? t("invited by {{name}}", { name: most.name })
    : sourceWord(name, t);
}

/** Everything that is said in the reader's words. */
export function sayingFor(t: TFunction, language: string) {
  // Halves as the report's own sentences round them, so that both say the same.
  const format = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, { roundingMode: "halfEven", ...options });
  const whole = format({ maximumFractionDigits: 0 });
  const tenth = format({ maximumFractionDigits: 1 });
  const hundredths = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const part = percentIn(language);
  const fine = percentIn(language, 1);
  return {
    t,
    language,
    /** Whole from 10 on, else with a tenth where there is one. */
    number: (value: number) => (Math.abs(value) >= 10 ? whole : tenth).format(value),
    ratio: (value: number) => hundredths.format(value),
    /** With a tenth below 10 %, where a whole percent says little. */
    share: (share: number) => (share > 0 && share < 0.1 ? fine : part)(share),
    one: (kind: PeriodKind) => ONE[kind](t),
    many: (kind: PeriodKind) => MANY[kind](t),
    spikeSource: (spike: Spike, place = 0) => spikeSource(spike, place, t),
  };
}

export type Saying = ReturnType<typeof sayingFor>;

export function useSaying(): Saying {
  const { t, i18n } = useTranslation();
  return useMemo(() => sayingFor(t, i18n.language), [t, i18n.language]);
}
