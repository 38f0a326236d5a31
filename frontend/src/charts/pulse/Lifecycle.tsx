/** Who is new, stayed, came back or fell silent, period by period: above the line who is active, below it who went. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import { frame, timeAxis, valueAxis } from "@/charts/frame";
import { apart, hatching, namesBeside, roomFor, roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { onClock, toldPeriods } from "@/lib/clock";
import { MOST_DRAWN, Paragraphs, type Part } from "./parts";
import { lifecycleTitle, measureText } from "./titles";
import type { Report, Saying } from "./words";

export function Lifecycle({ report, say }: Part) {
  const { t } = say;
  const told = report.lifecycle;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: say.one(told.period) },
        ...[t("active"), t("new people"), t("stayed"), t("came back"), t("fell silent")].map((name) => ({
          name,
          isNumber: true,
        })),
        { name: t("is over") },
      ],
      rows: toldPeriods(
        told.period,
        told.periods.map(({ start }) => start),
        report.time_zone,
        say.language,
      ).map((period, n) => [
        period,
        told.active[n]!,
        told.new[n]!,
        told.returning[n]!,
        told.resurrecting[n]!,
        told.dormant[n]!,
        n < told.complete ? t("yes") : t("no"),
      ]),
    }),
    [told, report.time_zone, say, t],
  );
  return (
    <Figure
      title={lifecycleTitle(report, say)}
      subtitle={t(
        "People who took part, by {{period}}; below the line who did in the one before and not in this.",
        {
          period: say.one(told.period),
        },
      )}
      definition={
        <Paragraphs
          of={[
            t(
              "New: the first time of all. Stayed: active in the period before as well. Came back: after a pause.",
            ),
            t(
              "Fell silent: active in the period before and not in this one. Active now = active before + new + came back − fell silent, always.",
            ),
            t(
              "For each who fell silent in the last four complete periods so many came or came back: {{ratio}}.",
              {
                ratio: measureText(told.recent_quick_ratio, say, say.ratio),
              },
            ),
            t("The last period is not over and hatched: most of those who seem silent in it may still come."),
          ]}
        />
      }
      name="lifecycle"
      table={table}
      missing={
        report.ever_active === 0
          ? t(
              "Nobody has taken part yet: recruits, reports, vouches and reviews count, joining alone does not.",
            )
          : told.missing || told.recent_quick_ratio.missing || undefined
      }
      plot={plot}
    />
  );
}

interface Piece {
  from: Date;
  to: Date;
  low: number;
  high: number;
  kind: number;
  isOver: boolean;
  count: number;
}

/** The pieces of one period's bar: stayed at the line, then who came back, then who is new; below it who went. */
export function pieces(told: Report["lifecycle"], at: (start: string) => Date, end: Date): Piece[] {
  return told.periods.flatMap(({ start }, n) => {
    const next = told.periods[n + 1];
    const [from, to] = [at(start), next ? at(next.start) : end];
    const isOver = n < told.complete;
    const [stayed, back, fresh, gone] = [
      told.returning[n]!,
      told.resurrecting[n]!,
      told.new[n]!,
      told.dormant[n]!,
    ];
    const rows: [number, number, number][] = [
      [0, stayed, stayed],
      [stayed, stayed + back, back],
      [stayed + back, stayed + back + fresh, fresh],
      [gone, 0, gone],
    ];
    return rows.flatMap(([low, high, count], kind) =>
      count === 0 ? [] : [{ from, to, low, high, kind, isOver, count }],
    );
  });
}

/** The last periods of it, as many as are drawn. */
function latest(told: Report["lifecycle"]): Report["lifecycle"] {
  const first = Math.max(0, told.periods.length - MOST_DRAWN);
  return {
    ...told,
    periods: told.periods.slice(first),
    active: told.active.slice(first),
    new: told.new.slice(first),
    returning: told.returning.slice(first),
    resurrecting: told.resurrecting.slice(first),
    dormant: told.dormant.slice(first),
    complete: Math.max(told.complete - first, 0),
  };
}

function draw(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  const { t } = say;
  const { time_zone: zone, as_of } = report;
  const told = latest(report.lifecycle);
  const starts = told.periods.map(({ start }) => onClock(start, zone));
  const length = starts.length > 1 ? starts[1]!.getTime() - starts[0]!.getTime() : 86_400_000;
  const from = starts[0] ?? onClock(as_of, zone);
  const end = new Date((starts.at(-1) ?? from).getTime() + length);
  const all = pieces(told, (start) => onClock(start, zone), end);
  const up = roundTop(Math.max(1, ...told.active));
  const step = up.ticks[1]!;
  const under = Math.ceil(Math.max(0, ...told.dormant.map((each) => -each)) / step);
  const ticks = [...Array.from({ length: under }, (_, n) => -step * (under - n)), ...up.ticks];
  const colours = [palette.series[0], palette.series[3], palette.series[2], palette.series[1]];
  const outlines = colours.map((colour) => palette.outline(colour) ?? "none");
  const names = [t("stayed"), t("came back"), t("new people"), t("fell silent")];
  const last = told.complete - 1;
  const reach = up.top + step * under;
  const labelled = all.filter(
    (piece) => last >= 0 && piece.isOver && piece.from.getTime() === starts[last]!.getTime(),
  );
  const places = apart(
    labelled.map(({ low, high }) => (low + high) / 2),
    reach / 11,
    -step * under,
    up.top,
  );
  const inset = width / Math.max(told.periods.length, 1) > 8 ? 1 : 0;
  const common = {
    x1: "from",
    x2: "to",
    y1: "low",
    y2: "high",
    insetLeft: inset,
    insetRight: inset,
    title: ({ count, kind, isOver }: Piece) =>
      `${names[kind]} ${say.number(Math.abs(count))}${isOver ? "" : ` · ${t("not over")}`}`,
  } as const;
  const room = roomFor(names);
  return plot.plot(
    frame(palette, width, {
      marginRight: room,
      x: { type: "utc", domain: [from, end] },
      y: { domain: [-step * under, up.top] },
      marks: [
        ...colours.map((colour, kind) => hatching(`lifecycle-${kind}`, palette, colour)),
        ...valueAxis(plot, palette, ticks, (value) => say.number(Math.abs(value)), t("people")),
        timeAxis(plot, say.language, width - room - 46, from, end, starts),
        plot.rectY(
          all.filter(({ isOver }) => isOver),
          {
            ...common,
            fill: ({ kind }: Piece) => colours[kind],
            stroke: ({ kind }: Piece) => outlines[kind],
            strokeWidth: 0.75,
          },
        ),
        plot.rectY(
          all.filter(({ isOver }) => !isOver),
          {
            ...common,
            fill: ({ kind }: Piece) => `url(#lifecycle-${kind})`,
            stroke: ({ kind }: Piece) => palette.outline(colours[kind]!) ?? colours[kind],
          },
        ),
        namesBeside(
          plot,
          palette,
          labelled.map(({ kind }) => ({ name: names[kind]!, colour: colours[kind]! })),
          end,
          places,
        ),
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
