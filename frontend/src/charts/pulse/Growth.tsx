/** Who joins, period by period; spikes are marked where they begin and named by what brought most of them. */
import { useCallback } from "react";
import { Figure } from "@/charts/Figure";
import type { Sheet } from "@/charts/files";
import { frame, timeAxis, valueAxis } from "@/charts/frame";
import { apart, hatching, namesBeside, roomFor, roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { onClock, type PeriodKind, toldPeriods } from "@/lib/clock";
import { MOST_DRAWN, Paragraphs, type Part } from "./parts";
import { dayOf, growthTitle, measureText } from "./titles";
import type { Report, Saying } from "./words";

const LABELLED = 3;

export function Growth({ report, say }: Part) {
  const { t } = say;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, report, say),
    [report, say],
  );
  const table = useCallback(() => sheet(report, say), [report, say]);
  const { organic_share: organic, k_factor: factor } = report.growth;
  return (
    <Figure
      title={growthTitle(report, say)}
      subtitle={t("People who joined, by {{period}} on the campaign's clocks.", {
        period: say.one(report.period),
      })}
      definition={
        <Paragraphs
          of={[
            t("Who joined by somebody's link was brought; whoever came otherwise came without an inviter."),
            t(
              "A spike is a burst of joins beyond what was usual, judged by what came before alone. It is marked where it began.",
            ),
            t("The last period is not over and hatched; no share is made of it."),
            t("Without an inviter: {{share}}.", { share: measureText(organic, say, say.share) }),
            t("Brought by each participant so far (K): {{k}}.", {
              k: measureText(factor.k, say, say.ratio),
            }),
          ]}
        />
      }
      name="growth"
      table={table}
      missing={
        report.people === 0
          ? t("Nobody has joined yet. As soon as somebody does, it is drawn here.")
          : undefined
      }
      plot={plot}
      note={<Spikes report={report} say={say} />}
    />
  );
}

/** The spikes in words: what each brought and what it left. */
function Spikes({ report, say }: Part) {
  const { t } = say;
  const { spikes, bin, missing } = report.spikes;
  if (spikes.length === 0) {
    return missing || t("No spike was seen.");
  }
  return (
    <ul style={{ margin: 0, paddingInlineStart: "1.25rem" }}>
      {spikes.slice(-LABELLED).map((spike) => (
        <li key={spike.start}>
          {t("Spike of {{began}}: {{joins}} joined, {{excess}} more than usual.", {
            began: dayOf(report, bin === "hour" ? "hour" : "day", spike.start, say),
            joins: say.number(spike.joins),
            excess: say.number(spike.excess),
          })}{" "}
          {spike.sources.length > 0 &&
            t("How they came: {{sources}}.", {
              sources: spike.sources
                .map(({ joins }, place) => `${say.spikeSource(spike, place)} (${say.number(joins)})`)
                .join(", "),
            })}{" "}
          {spike.retention.value !== null &&
            t("{{share}} of those who came with it were active in the next period.", {
              share: measureText(spike.retention, say, say.share),
            })}
        </li>
      ))}
    </ul>
  );
}

interface Bar {
  from: Date;
  to: Date;
  joins: number;
  brought: number;
  isOver: boolean;
}

function bars({ growth, time_zone: zone, as_of }: Report): Bar[] {
  const first = Math.max(0, growth.periods.length - MOST_DRAWN);
  const starts = growth.periods.slice(first).map(({ start }) => onClock(start, zone));
  const length = starts.length > 1 ? starts[1]!.getTime() - starts[0]!.getTime() : 86_400_000;
  return starts.map((from, n) => ({
    from,
    to: starts[n + 1] ?? new Date(Math.max(from.getTime() + length, onClock(as_of, zone).getTime())),
    joins: growth.joins[first + n]!,
    brought: growth.joins[first + n]! - growth.roots[first + n]!,
    isOver: first + n < growth.complete,
  }));
}

function draw(plot: Plot, palette: Palette, width: number, report: Report, say: Saying): Element {
  const all = bars(report);
  const { top, ticks } = roundTop(Math.max(0, ...all.map((bar) => bar.joins)));
  const [invited, alone] = [palette.series[0], palette.series[1]];
  const inset = width / all.length > 8 ? 1 : 0;
  const over = all.filter((bar) => bar.isOver);
  const open = all.filter((bar) => !bar.isOver);
  const last = over.at(-1);
  const places = last
    ? apart([last.brought / 2, (last.brought + last.joins) / 2], top / 12, top / 24, top)
    : [0, 0];
  const marked = report.spikes.spikes
    .map((spike) => ({
      at: onClock(spike.start, report.time_zone),
      label: spike.sources.length > 0 ? say.spikeSource(spike) : "",
    }))
    .filter(({ at }) => at >= all[0]!.from);
  const named = marked.slice(-LABELLED);
  const [from, to] = [all[0]!.from, all.at(-1)!.to];
  const middle = (from.getTime() + to.getTime()) / 2;
  const common = { x1: "from", x2: "to", insetLeft: inset, insetRight: inset } as const;
  const names = [say.t("brought"), say.t("no inviter")];
  const room = roomFor(names);
  return plot.plot(
    frame(palette, width, {
      marginTop: 22 + 16 * named.length,
      marginRight: room,
      x: { type: "utc", domain: [from, to] },
      y: { domain: [0, top] },
      marks: [
        hatching("growth-brought", palette, invited),
        hatching("growth-alone", palette, alone),
        ...valueAxis(plot, palette, ticks, say.number, say.t("people")),
        timeAxis(
          plot,
          say.language,
          width - room - 46,
          from,
          to,
          all.map((bar) => bar.from),
        ),
        plot.rectY(over, { ...common, y1: 0, y2: "brought", fill: invited }),
        plot.rectY(over, { ...common, y1: "brought", y2: "joins", fill: alone }),
        plot.rectY(open, { ...common, y1: 0, y2: "brought", fill: "url(#growth-brought)", stroke: invited }),
        plot.rectY(open, {
          ...common,
          y1: "brought",
          y2: "joins",
          fill: "url(#growth-alone)",
          stroke: alone,
        }),
        plot.rectY(all, {
          ...common,
          y1: 0,
          y2: top,
          fill: "transparent",
          title: (bar: Bar) =>
            `${say.number(bar.joins)} (${names[0]} ${say.number(bar.brought)}, ${names[1]} ${say.number(bar.joins - bar.brought)})${bar.isOver ? "" : ` · ${say.t("not over")}`}`,
        }),
        plot.ruleX(marked, { x: "at", y1: 0, y2: top, stroke: palette.accent, strokeWidth: 1.5 }),
        named.map((spike, place) => [
          plot.text([spike], {
            x: "at",
            frameAnchor: "top",
            dy: -8 - 16 * (named.length - 1 - place),
            lineAnchor: "bottom",
            textAnchor: spike.at.getTime() > middle ? "end" : "start",
            dx: spike.at.getTime() > middle ? 4 : -4,
            text: () =>
              spike.at.getTime() > middle
                ? `${say.t("spike")}: ${spike.label} ▾`
                : `▾ ${say.t("spike")}: ${spike.label}`,
            fill: palette.accent,
            fontWeight: 600,
          }),
        ]),
        last && report.people > 0
          ? namesBeside(
              plot,
              palette,
              names.map((name, place) => ({ name, colour: place === 0 ? invited : alone })),
              to,
              places,
            )
          : null,
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}

function sheet({ growth, period, time_zone: zone }: Report, say: Saying): Sheet {
  const { t } = say;
  const starts = growth.periods.map(({ start }) => start);
  const periods = toldPeriods(period as PeriodKind, starts, zone, say.language);
  return {
    columns: [
      { name: say.one(period) },
      { name: t("joined"), isNumber: true },
      { name: t("no inviter"), isNumber: true },
      { name: t("joined in all"), isNumber: true },
      { name: t("is over") },
    ],
    rows: periods.map((told, place) => [
      told,
      growth.joins[place]!,
      growth.roots[place]!,
      growth.cumulative[place]!,
      place < growth.complete ? t("yes") : t("no"),
    ]),
  };
}
