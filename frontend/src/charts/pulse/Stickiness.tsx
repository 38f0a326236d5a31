/** How often people take part: on how many of the last 28 days; and how many are active a day, a week, a month. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import { frame, timeAxis, valueAxis } from "@/charts/frame";
import { apart, namesBeside, roomFor, roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { onClock, toldPeriods } from "@/lib/clock";
import { MOST_DRAWN, Paragraphs, type Part } from "./parts";
import { activeTitle, measureText, stickinessTitle } from "./titles";
import type { Report, Saying } from "./words";

export function Stickiness({ report, say }: Part) {
  const { t } = say;
  const told = report.stickiness;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => drawDays(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: t("days of 28"), isNumber: true },
        { name: t("people"), isNumber: true },
      ],
      rows: told.l28.days.map((days, n) => [days, told.l28.people[n]!]),
    }),
    [told, t],
  );
  return (
    <Figure
      title={stickinessTitle(report, say)}
      subtitle={t("People by how many of the last 28 complete days they took part on.")}
      definition={
        <Paragraphs
          of={[
            t("Counted are the last 28 days that are over, of everybody active on at least one of them."),
            t("On average: {{days}} days.", { days: measureText(told.days_of_28, say, say.number) }),
          ]}
        />
      }
      name="days-of-28"
      table={table}
      missing={told.days_of_28.missing || undefined}
      plot={plot}
    />
  );
}

export function Active({ report, say }: Part) {
  const { t } = say;
  const told = report.stickiness;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => drawActive(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: t("day") },
        ...[t("on the day"), t("in 7 days"), t("in 28 days"), t("day of 28 days")].map((name) => ({
          name,
          isNumber: true,
        })),
      ],
      rows: toldPeriods(
        "day",
        told.periods.map(({ start }) => start),
        report.time_zone,
        say.language,
      ).map((day, n) => [day, told.dau[n]!, told.wau[n]!, told.mau[n]!, told.dau_over_mau[n]?.value ?? null]),
    }),
    [told, report.time_zone, say, t],
  );
  return (
    <Figure
      title={activeTitle(report, say)}
      subtitle={t("People active on a day, in the 7 and in the 28 days that end with it.")}
      definition={
        <Paragraphs
          of={[
            t("Days are the campaign's own. The day of today is not over and left out."),
            t("The nearer the line of days is to that of 28 days, the more often the same people take part."),
          ]}
        />
      }
      name="active"
      table={table}
      missing={
        told.dau_over_mau.some(({ value }) => value !== null)
          ? undefined
          : told.dau_over_mau.at(-1)?.missing || t("No day is over yet.")
      }
      plot={plot}
    />
  );
}

function drawDays(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  // Of fewer than 28 days nothing of this is said.
  const isKnown = report.stickiness.days_of_28.value !== null;
  const { days, people } = isKnown ? report.stickiness.l28 : { days: [], people: [] };
  const counted = new Map(days.map((each, n) => [each, people[n]!]));
  const rows = Array.from({ length: 28 }, (_, n) => ({ days: n + 1, people: counted.get(n + 1) ?? 0 }));
  const { top, ticks } = roundTop(Math.max(0, ...people));
  const mean = report.stickiness.days_of_28.value;
  return plot.plot(
    frame(palette, width, {
      marginBottom: 38,
      x: { domain: [0.5, 28.5] },
      y: { domain: [0, top] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.number, say.t("people")),
        plot.axisX([1, 7, 14, 21, 28], {
          tickSize: 4,
          label: say.t("days of the last 28"),
          labelArrow: "none",
          labelAnchor: "right",
        }),
        plot.rectY(rows, {
          x1: ({ days: each }) => each - 0.5,
          x2: ({ days: each }) => each + 0.5,
          y: "people",
          inset: 0.5,
          fill: palette.series[0],
          title: ({ days: each, people: n }) => `${each}: ${say.number(n)}`,
        }),
        mean === null
          ? null
          : [
              plot.ruleX([mean], { stroke: palette.ink, strokeDasharray: "4 3" }),
              plot.text([mean], {
                x: (each: number) => each,
                frameAnchor: "top",
                text: (each: number) => say.t("mean {{days}}", { days: say.number(each) }),
                textAnchor: "start",
                lineAnchor: "top",
                dx: 5,
                fill: palette.ink,
                fontWeight: 600,
              }),
            ],
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}

function drawActive(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  const { t } = say;
  const told = report.stickiness;
  const isKnown = told.dau_over_mau.some(({ value }) => value !== null);
  const at = told.periods.slice(-MOST_DRAWN).map(({ start }) => onClock(start, report.time_zone));
  const names = [t("28 days"), t("7 days"), t("a day")];
  const series = (isKnown ? [told.mau, told.wau, told.dau] : []).map((values, place) => ({
    name: names[place]!,
    colour: palette.series[place]!,
    rows: values.slice(-MOST_DRAWN).map((people, n) => ({ at: at[n]!, people })),
  }));
  const { top, ticks } = roundTop(
    Math.max(0, ...series.flatMap(({ rows }) => rows.map(({ people }) => people))),
  );
  const from = at[0] ?? onClock(report.as_of, report.time_zone);
  const to = at.at(-1) ?? new Date(from.getTime() + 86_400_000);
  const places = apart(
    series.map(({ rows }) => rows.at(-1)?.people ?? 0),
    top / 12,
    top / 40,
    top,
  );
  const room = roomFor(names);
  return plot.plot(
    frame(palette, width, {
      marginRight: room,
      x: {
        type: "utc",
        domain: [from, to.getTime() > from.getTime() ? to : new Date(from.getTime() + 86_400_000)],
      },
      y: { domain: [0, top] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.number, t("people")),
        timeAxis(plot, say.language, width - room - 46, from, to, at.length ? at : undefined),
        series.map(({ rows, colour }) =>
          plot.lineY(rows, { x: "at", y: "people", stroke: colour, strokeWidth: 2 }),
        ),
        at.length > 0 ? namesBeside(plot, palette, series, to, places) : null,
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
