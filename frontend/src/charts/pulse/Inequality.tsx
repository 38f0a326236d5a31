/** How unevenly recruiting, reports and pay are spread: Lorenz' curves against the line on which all are alike. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import { frame, valueAxis } from "@/charts/frame";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { lackingPeople, Paragraphs, type Part } from "./parts";
import { inequalityTitle, measureText } from "./titles";
import type { Report, Saying } from "./words";

const KINDS = ["recruiting", "findings", "pay"] as const;

function nameOf(kind: (typeof KINDS)[number], say: Saying): string {
  const { t } = say;
  return { recruiting: t("recruits"), findings: t("reports"), pay: t("pay") }[kind];
}

export function Inequality({ report, say }: Part) {
  const { t } = say;
  const told = report.inequality;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, told, say),
    [told, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: t("of what") },
        { name: t("share of people, those with least first"), isNumber: true },
        { name: t("share that they have"), isNumber: true },
      ],
      rows: KINDS.flatMap((kind) =>
        told[kind].lorenz.people.map((share, n) => [nameOf(kind, say), share, told[kind].lorenz.held[n]!]),
      ),
    }),
    [told, say, t],
  );
  const lines = KINDS.filter((kind) => told[kind].gini.value !== null);
  return (
    <Figure
      title={inequalityTitle(report, say)}
      subtitle={t("Of the people, those with least first, which share of all they have.")}
      definition={
        <Paragraphs
          of={[
            t(
              "Everybody counts, also who has none. On the straight line all would have alike; the further below, the fewer have nearly all.",
            ),
            t("Gini: twice the area between the line and the curve, from 0 to nearly 1."),
            ...KINDS.map((kind) =>
              t("{{what}}: Gini {{gini}}; the top hundredth has {{top}}; {{any}} of {{people}} have any.", {
                what: nameOf(kind, say),
                gini: measureText(told[kind].gini, say, say.ratio),
                top: measureText(told[kind].top_percent_share, say, say.share),
                any: say.number(told[kind].with_any),
                people: say.number(told[kind].people),
              }),
            ),
          ]}
        />
      }
      name="inequality"
      table={table}
      missing={lines.length ? undefined : lackingPeople(told.recruiting.gini, { report, say })}
      plot={plot}
      note={lines
        .map((kind) => `${nameOf(kind, say)}: Gini ${say.ratio(told[kind].gini.value!)}`)
        .join(" · ")}
    />
  );
}

function draw(plot: Plot, palette: Palette, width: number, told: Report["inequality"], say: Saying): Element {
  const { t } = say;
  const dashes = ["", "7 3", "2 3"];
  const series = KINDS.flatMap((kind, place) => {
    const { people, held } = told[kind].lorenz;
    return people.length
      ? [
          {
            name: nameOf(kind, say),
            colour: palette.series[place]!,
            dash: dashes[place]!,
            rows: people.map((share, n) => ({ people: share, held: held[n]! })),
          },
        ]
      : [];
  });
  const nameAt = (place: number) => 0.95 - 0.085 * place;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return plot.plot(
    frame(palette, width, {
      marginBottom: 38,
      marginRight: 16,
      x: { domain: [0, 1] },
      y: { domain: [0, 1] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.share, t("share of all")),
        plot.axisX(ticks, {
          tickFormat: say.share,
          tickSize: 4,
          label: t("share of people"),
          labelArrow: "none",
          labelAnchor: "right",
        }),
        plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: palette.quiet, strokeDasharray: "4 3" },
        ),
        plot.text([[0.3, 0.3]], {
          text: () => t("all alike"),
          fill: palette.quiet,
          textAnchor: "end",
          dx: -6,
          dy: -6,
        }),
        series.map(({ rows, colour, dash }) =>
          plot.line(rows, {
            x: "people",
            y: "held",
            stroke: colour,
            strokeWidth: 2,
            ...(dash ? { strokeDasharray: dash } : {}),
          }),
        ),
        // Curves that hug the corner leave no room at their ends, so their names stand in the open half.
        series.map(({ colour, dash }, place) =>
          plot.line([0.03, 0.1], {
            x: (at: number) => at,
            y: () => nameAt(place),
            stroke: colour,
            strokeWidth: 2,
            ...(dash ? { strokeDasharray: dash } : {}),
          }),
        ),
        plot.text(series, {
          x: () => 0.12,
          y: (_: unknown, place: number) => nameAt(place),
          text: "name",
          fill: palette.ink,
          textAnchor: "start",
        }),
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
