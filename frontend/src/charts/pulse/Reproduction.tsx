/** How many others each person brings, window by window, against the line at which a campaign keeps itself up. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import { frame, timeAxis, valueAxis } from "@/charts/frame";
import { roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { onClock, toldPeriods } from "@/lib/clock";
import { MOST_DRAWN, Paragraphs, type Part } from "./parts";
import { lastWindow, measureText, reproductionTitle } from "./titles";
import type { Report, Saying } from "./words";

export function Reproduction({ report, say }: Part) {
  const { t } = say;
  const told = report.reproduction;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(() => {
    const ends = toldPeriods(
      told.period,
      told.windows.flatMap(({ start, end }) => [start, end]),
      report.time_zone,
      say.language,
    );
    return {
      columns: [
        { name: t("window from") },
        { name: t("window to") },
        { name: "R", isNumber: true },
        { name: t("low (95 %)"), isNumber: true },
        { name: t("high (95 %)"), isNumber: true },
        { name: "n", isNumber: true },
      ],
      rows: told.windows.map(({ mean, low, high, n }, place) => [
        ends[2 * place]!,
        ends[2 * place + 1]!,
        mean,
        low,
        high,
        n,
      ]),
    };
  }, [told, report.time_zone, say, t]);
  const none = lastWindow(report) ? "" : told.missing || (told.windows.at(-1)?.missing ?? "");
  return (
    <Figure
      title={reproductionTitle(report, say)}
      subtitle={t(
        "R in windows of {{bins}} {{name}}, with its 95 % band. At 1 each person brings one other.",
        {
          bins: told.window_bins,
          name: say.many(told.period),
        },
      )}
      definition={
        <Paragraphs
          of={[
            t(
              "R is how many others each person brings who could bring somebody in a window: those who were brought, divided by what the times between inviters and recruits, as measured, let one expect at R = 1.",
            ),
            t(
              "The band allows for a few people bringing the most. Whoever came without an inviter counts among those who can bring, not among the brought.",
            ),
            t(
              "Unevenness of bringing (dispersion k; the smaller, the fewer bring nearly everybody): {{k}}.",
              {
                k: measureText(told.dispersion_k, say, say.ratio),
              },
            ),
            t("Within {{days}} days of joining a member brings: {{r}}.", {
              days: report.settings.window_days,
              r: measureText(report.cascade.cohort_r, say, say.ratio),
            }),
          ]}
        />
      }
      name="reproduction"
      table={table}
      missing={none || (lastWindow(report) ? undefined : t("No window is over yet."))}
      plot={plot}
    />
  );
}

function draw(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  const zone = report.time_zone;
  const windows = report.reproduction.windows.slice(-MOST_DRAWN).map(({ end, mean, low, high, n }) => ({
    at: onClock(end, zone),
    mean: mean ?? Number.NaN,
    low: low ?? Number.NaN,
    high: high ?? Number.NaN,
    n,
  }));
  const known = windows.filter(({ mean }) => !Number.isNaN(mean));
  // The first windows' bands reach far up; what is above the frame is cut off, and the table has it.
  const { top, ticks } = roundTop(Math.max(1.5, 1.35 * Math.max(0, ...known.map(({ mean }) => mean))), {
    whole: false,
  });
  const from = known[0]?.at ?? windows[0]?.at ?? onClock(report.growth.periods.at(-1)!.start, zone);
  const to = windows.at(-1)?.at ?? onClock(report.as_of, zone);
  const last = known.at(-1);
  return plot.plot(
    frame(palette, width, {
      marginRight: 48,
      x: { type: "utc", domain: [from, to] },
      y: { domain: [0, top] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.number, "R"),
        timeAxis(
          plot,
          say.language,
          width - 94,
          from,
          to,
          windows.length ? windows.map(({ at }) => at) : undefined,
        ),
        plot.areaY(windows, {
          x: "at",
          y1: "low",
          y2: "high",
          fill: palette.series[0],
          fillOpacity: 0.22,
          clip: true,
        }),
        plot.ruleY([1], { stroke: palette.ink, strokeDasharray: "4 3" }),
        // Round ends, so that a window between two unknown ones is a dot.
        plot.lineY(windows, {
          x: "at",
          y: "mean",
          stroke: palette.series[0],
          strokeWidth: 2,
          strokeLinecap: "round",
          clip: true,
        }),
        plot.text([1], {
          x: () => from,
          y: 1,
          text: () => say.t("1: each brings one"),
          textAnchor: "start",
          lineAnchor: "bottom",
          dx: 4,
          dy: -3,
          stroke: palette.paper,
          strokeWidth: 4,
          fill: palette.ink,
        }),
        last
          ? plot.text([last], {
              x: "at",
              y: "mean",
              text: ({ mean }: { mean: number }) => say.ratio(mean),
              textAnchor: "start",
              dx: 5,
              fill: palette.ink,
              fontWeight: 600,
            })
          : null,
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
