/** What participation leaves behind: who came to have to do with whom, week by week. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import { frame, timeAxis, valueAxis } from "@/charts/frame";
import { roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { onClock, toldPeriods } from "@/lib/clock";
import { Paragraphs, type Part } from "./parts";
import { measureText, tiesTitle } from "./titles";
import type { Report, Saying } from "./words";

export function Ties({ report, say }: Part) {
  const { t } = say;
  const told = report.ties;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(
    () => ({
      columns: [{ name: t("week of") }, { name: t("new ties"), isNumber: true }],
      rows: toldPeriods(
        "week",
        told.weeks.map(({ start }) => start),
        report.time_zone,
        say.language,
      ).map((week, n) => [week, told.new[n]!]),
    }),
    [told, report.time_zone, say, t],
  );
  const kinds: [string, number][] = [
    [t("one brought the other in"), told.by_kind.recruit],
    [t("vouched for each other's report"), told.by_kind.vouch],
    [t("reported the same"), told.by_kind.corroboration],
    [t("thanked"), told.by_kind.thanks],
    [t("were buddies"), told.by_kind.buddy],
  ];
  return (
    <Figure
      title={tiesTitle(report, say)}
      subtitle={t("Pairs of people who had to do with each other for the first time, by complete week.")}
      definition={
        <Paragraphs
          of={[
            t(
              "A tie is there from the first exchange of two people on: one brought the other in, vouched for their report, reported the same, thanked, or was their buddy.",
            ),
            t(
              "Both ways: {{share}}. From one tree to another: {{bridging}}; of ties other than recruits: {{beyond}}.",
              {
                share: measureText(told.reciprocity, say, say.share),
                bridging: measureText(told.bridging, say, say.share),
                beyond: measureText(told.bridging_beyond_recruits, say, say.share),
              },
            ),
            t("Reports that proved true: {{share}}.", {
              share: measureText(told.reports_verified, say, say.share),
            }),
          ]}
        />
      }
      name="ties"
      table={table}
      missing={
        told.weeks.length === 0
          ? t("No week is over yet; the first bar comes with the end of this one.")
          : told.ties === 0
            ? t("Nobody has had to do with anybody yet.")
            : undefined
      }
      plot={plot}
      note={kinds
        .filter(([, n]) => n > 0)
        .map(([kind, n]) => `${kind}: ${say.number(n)}`)
        .join(" · ")}
    />
  );
}

function draw(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  const told = report.ties;
  const starts = told.weeks.map(({ start }) => onClock(start, report.time_zone));
  const week = 7 * 86_400_000;
  const rows = starts.map((from, n) => ({ from, to: new Date(from.getTime() + week), ties: told.new[n]! }));
  const from = starts[0] ?? onClock(report.as_of, report.time_zone);
  const to = new Date((starts.at(-1) ?? from).getTime() + week);
  const { top, ticks } = roundTop(Math.max(0, ...told.new));
  return plot.plot(
    frame(palette, width, {
      marginRight: 16,
      x: { type: "utc", domain: [from, to] },
      y: { domain: [0, top] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.number, say.t("new ties")),
        timeAxis(plot, say.language, width - 62, from, to, starts.length ? starts : undefined),
        plot.rectY(rows, {
          x1: "from",
          x2: "to",
          y: "ties",
          insetLeft: 1,
          insetRight: 1,
          fill: palette.series[2],
          title: ({ ties }) => say.number(ties),
        }),
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
