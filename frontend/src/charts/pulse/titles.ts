/** The findings of the charts, each a sentence that is computed from the report. */
import type { Schemas } from "@/api/types";
import { needYear, type PeriodKind, periodName } from "@/lib/clock";
import type { Measure, Report, Saying } from "./words";

/** A period of the campaign in a sentence. */
export function dayOf(report: Report, kind: PeriodKind, start: string, say: Saying): string {
  const { periods } = report.growth;
  const withYear = needYear(periods[0]?.start, periods.at(-1)?.start);
  return periodName(kind, start, report.time_zone, say.language, { withYear });
}

export function growthTitle(report: Report, say: Saying): string {
  const { t } = say;
  const { people, growth, spikes } = report;
  if (people === 0) {
    return t("Nobody has joined yet.");
  }
  const n = say.number(people);
  const last = spikes.spikes.at(-1);
  if (last) {
    const began = dayOf(report, spikes.bin === "hour" ? "hour" : "day", last.start, say);
    return last.sources.length > 0
      ? t("{{n}} people joined; {{joins}} of them with the spike of {{began}}, most {{source}}.", {
          count: people,
          n,
          joins: say.number(last.joins),
          began,
          source: say.spikeSource(last),
        })
      : t("{{n}} people joined; {{joins}} of them with the spike of {{began}}.", {
          count: people,
          n,
          joins: say.number(last.joins),
          began,
        });
  }
  const doubling = growth.doubling_periods.value;
  if (doubling !== null) {
    return t("{{n}} people joined, and joins double every {{periods}} {{name}}.", {
      count: people,
      n,
      periods: say.number(doubling),
      name: say.many(report.period),
    });
  }
  const done = growth.joins.slice(0, growth.complete);
  if (done.length < 2) {
    return t("{{n}} people joined.", { count: people, n });
  }
  return t("{{n}} people joined: {{last}} in the last complete {{period}}, {{before}} in the one before.", {
    count: people,
    n,
    last: say.number(done.at(-1)!),
    before: say.number(done.at(-2)!),
    period: say.one(report.period),
  });
}

/** The last window that says something. */
export function lastWindow(report: Report) {
  return report.reproduction.windows.findLast((window) => window.mean !== null);
}

export function reproductionTitle(report: Report, say: Saying): string {
  const { t } = say;
  const last = lastWindow(report);
  if (!last || last.mean === null || last.low === null || last.high === null) {
    return t("It is not known yet how many others each person brings.");
  }
  const r = say.ratio(last.mean);
  if (last !== report.reproduction.windows.at(-1)) {
    return t("Too few came of late to tell; up to {{day}} each person brought {{r}} others.", {
      r,
      day: dayOf(report, report.reproduction.period, last.end, say),
    });
  }
  if (last.high < 1) {
    return t("Each person brings {{r}} others: recruiting does not keep itself up.", { r });
  }
  return last.low > 1
    ? t("Each person brings {{r}} others: recruiting grows by itself.", { r })
    : t("Each person brings {{r}} others; it may be one or more.", { r });
}

export function retentionTitle(retention: Schemas["ReportRetention"], say: Saying): string {
  const { t } = say;
  const period = say.one(retention.period);
  if (retention.cohort_by === "period") {
    const again = retention.mean_weighted[1]?.value;
    return typeof again === "number"
      ? t("Of those who became active, {{share}} were active again one {{period}} later.", {
          share: say.share(again),
          period,
        })
      : t("It is not known yet how many come back after one {{period}}.", { period });
  }
  const known = retention.cohorts
    .map(({ label, shares }) => ({ label, value: shares?.[1]?.value }))
    .filter((each): each is { label: string; value: number } => typeof each.value === "number")
    .sort((a, b) => b.value - a.value);
  const name = (label: string) =>
    retention.cohort_by === "generation"
      ? t("generation {{number}}", { number: label })
      : t("the branch of {{name}}", { name: label });
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst) {
    return t("It is not known yet how many come back after one {{period}}.", { period });
  }
  return best === worst
    ? t("Of {{group}}, {{share}} were active again one {{period}} later.", {
        group: name(best.label),
        share: say.share(best.value),
        period,
      })
    : t("One {{period}} later {{share}} of {{group}} were active again, and {{least}} of {{other}}.", {
        period,
        group: name(best.label),
        share: say.share(best.value),
        other: name(worst.label),
        least: say.share(worst.value),
      });
}

export function lifecycleTitle(report: Report, say: Saying): string {
  const { t } = say;
  const ratio = report.lifecycle.recent_quick_ratio;
  if (ratio.value === null || ratio.low === null || ratio.high === null) {
    return t("It is not known yet whether more people come than fall silent.");
  }
  const said = { ratio: say.ratio(ratio.value), name: say.many(report.period) };
  return ratio.low > 1
    ? t("For each person who fell silent in the last four {{name}}, {{ratio}} came or came back.", said)
    : ratio.high < 1
      ? t(
          "More people fell silent than came: for each of them {{ratio}} came in the last four {{name}}.",
          said,
        )
      : t("About as many came as fell silent in the last four {{name}}: {{ratio}} for each.", said);
}

export function survivalTitle(report: Report, say: Saying): string {
  const { t } = say;
  const { median_days: median, after_days: after } = report.survival.everybody;
  if (median.value !== null) {
    return t("Half of those who became active were gone after {{days}} days.", {
      days: say.number(median.value),
    });
  }
  const last = after.findLast((each) => each.value !== null);
  return last?.value != null
    ? t("{{share}} of those who became active are still there after {{days}} days.", {
        share: say.share(last.value),
        days: say.number(last.days),
      })
    : t("It is not known yet how long people stay.");
}

export function stickinessTitle(report: Report, say: Saying): string {
  const days = report.stickiness.days_of_28.value;
  return days === null
    ? say.t("It is not known yet on how many days people take part.")
    : say.t("Whoever was active in the last 28 days was so on {{days}} of them on average.", {
        days: say.number(days),
      });
}

export function activeTitle(report: Report, say: Saying): string {
  const { mau, dau_over_mau: shares } = report.stickiness;
  const last = shares.findLastIndex((each) => each.value !== null);
  if (last < 0) {
    return say.t("It is not known yet how many of the month's people are active on a day.");
  }
  return say.t("Of the {{mau}} people active within 28 days, {{share}} were active on the last day.", {
    mau: say.number(mau[last]!),
    share: say.share(shares[last]!.value!),
  });
}

export function inequalityTitle(report: Report, say: Saying): string {
  const { t } = say;
  const { gini, top_percent_share: top } = report.inequality.recruiting;
  if (top.value !== null) {
    return t("The hundredth of all members who brought most brought {{share}} of the recruits.", {
      share: say.share(top.value),
    });
  }
  return gini.value === null
    ? t("It is not known yet how unevenly recruiting is spread.")
    : t("Recruiting is spread with a Gini of {{gini}}: 0 is all alike, 1 is all by one.", {
        gini: say.ratio(gini.value),
      });
}

export function tiesTitle(report: Report, say: Saying): string {
  const { t } = say;
  const { ties, per_active_week: weekly, bridging } = report.ties;
  if (weekly.value === null) {
    return ties
      ? t("{{n}} ties have arisen so far.", { count: ties, n: say.number(ties) })
      : t("Nobody has a tie to anybody yet.");
  }
  const said = { weekly: say.number(weekly.value) };
  return bridging.value === null
    ? t("{{weekly}} new ties arise in an active week.", said)
    : t("{{weekly}} new ties arise in an active week; {{share}} of all lead from one tree to another.", {
        ...said,
        share: say.share(bridging.value),
      });
}

type Forecast = Schemas["Forecast"];

export function forecastTitle(forecast: Forecast, say: Saying, by: string): string {
  const { t } = say;
  const growth = forecast.participants;
  if (!growth) {
    return t("There is no forecast yet.");
  }
  const { low, high } = growth.at_deadline;
  const people = (value: number) =>
    value >= growth.most ? t("at least {{n}}", { n: say.number(value) }) : say.number(value);
  return t("By {{by}} there will be {{low}} to {{high}} people in 80 of 100 simulated futures.", {
    by,
    low: people(low),
    high: people(high),
  });
}

export function goalSentence(forecast: Forecast, say: Saying): string {
  const goal = forecast.goal;
  const chance = goal?.probability.value;
  if (!goal || chance === null || chance === undefined) {
    return "";
  }
  const hundred = Math.round(100 * chance);
  const share =
    hundred === 0 && chance > 0
      ? say.t("fewer than 1")
      : hundred === 100 && chance < 1
        ? say.t("more than 99")
        : say.number(hundred);
  return say.t("The goal of {{goal}} is reached in {{share}} of 100 futures.", {
    goal: say.number(goal.participants),
    share,
  });
}

export function measureText(figure: Measure, say: Saying, write: (value: number) => string): string {
  if (figure.value === null) {
    return figure.missing;
  }
  return figure.low === null || figure.high === null
    ? write(figure.value)
    : say.t("{{value}} (95 %: {{low}} to {{high}})", {
        value: write(figure.value),
        low: write(figure.low),
        high: write(figure.high),
      });
}
