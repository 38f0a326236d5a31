/** Who comes back: a heat map of cohorts by period, or of generations or branches by time since each one's first. */
import { SegmentedControl, Stack } from "@mantine/core";
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { asProblem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Figure } from "@/charts/Figure";
import { frame } from "@/charts/frame";
import { hatching } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { ProblemNote } from "@/components/states";
import { type PeriodKind, periodName, toldPeriods } from "@/lib/clock";
import { heatRows, type Square } from "./heat";
import { lackingPeople, Paragraphs, type Part } from "./parts";
import { type CohortsBy, useGroupedRetention } from "./reading";
import { retentionTitle } from "./titles";
import type { Report, Saying } from "./words";

type Told = Schemas["ReportRetention"];

const MOST_ROWS = 12;

export function Retention({ report, say }: Part) {
  const { t } = say;
  const [asked, setAsked] = useSearchParams();
  const by = (["generation", "branch"] as const).find((each) => each === asked.get("cohorts")) ?? "period";
  const grouped = useGroupedRetention(by);
  // The answer is a table as text only where that was asked for.
  const data = grouped.data as Told | undefined;
  const told: Told = by === "period" ? report.retention : (data ?? report.retention);
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, told, report, say),
    [told, report, say],
  );
  const table = useCallback(() => sheet(told, report.time_zone, say), [told, report.time_zone, say]);
  const first = told.mean_weighted[0] ?? told.cohorts[0]?.shares?.[0];
  const none =
    told.cohorts.length === 0
      ? t("Nobody has taken part yet. Cohorts are drawn as soon as somebody does.")
      : told.missing || lackingPeople(first, { report, say });
  return (
    <Figure
      title={retentionTitle(told, say)}
      subtitle={
        told.cohort_by === "period"
          ? t("Of those whose first {{period}} it was: percent active so many {{name}} later.", {
              period: say.one(told.period),
              name: say.many(told.period),
            })
          : t("Of each group: percent active so many {{name}} after each one's first.", {
              name: say.many(told.period),
            })
      }
      definition={
        <Paragraphs
          of={[
            t(
              "A cohort is everybody whose first period of taking part it was. Joining by itself is not taking part.",
            ),
            t(
              "Hatched squares are of periods that are not over; they are in no mean. Pointing at one shows its n.",
            ),
            t("Of groups each square counts those alone who have had that time."),
            t("Of fewer than {{minimum}} people the count is shown and no percentage.", {
              minimum: report.settings.minimum,
            }),
            t("The mean is weighted: everybody of all cohorts whose period is over, together."),
          ]}
        />
      }
      name={`retention-by-${told.cohort_by}`}
      table={table}
      missing={none}
      plot={plot}
      control={
        <SegmentedControl
          aria-label={t("Cohorts by")}
          value={by}
          onChange={(value) =>
            setAsked(
              (before) => {
                before.set("cohorts", value as CohortsBy);
                return before;
              },
              { replace: true, preventScrollReset: true },
            )
          }
          data={[
            { value: "period", label: t("By {{period}}", { period: say.one(report.period) }) },
            { value: "generation", label: t("By generation") },
            { value: "branch", label: t("By branch") },
          ]}
        />
      }
      note={
        <Stack gap={6}>
          {by !== "period" && grouped.error ? (
            <ProblemNote problem={asProblem(grouped.error)} retry={() => void grouped.refetch()} />
          ) : null}
          {told.cohorts.length > MOST_ROWS && (
            <span>
              {t("The picture shows {{shown}} of {{all}} rows; the table has all.", {
                shown: MOST_ROWS,
                all: told.cohorts.length,
              })}
            </span>
          )}
        </Stack>
      }
    />
  );
}

function rowName(label: string, start: string | null, told: Told, zone: string, say: Saying): string {
  if (start !== null) {
    return periodName(told.period as PeriodKind, start, zone, say.language);
  }
  return told.cohort_by === "generation" ? say.t("gen. {{number}}", { number: label }) : label;
}

function draw(
  plot: Plot,
  palette: Palette,
  width: number,
  told: Told,
  { time_zone: zone, settings }: Report,
  say: Saying,
): Element {
  const { t } = say;
  const left =
    told.cohort_by === "branch" ? 96 : told.period === "hour" && told.cohort_by === "period" ? 100 : 64;
  const deepest = Math.max(3, ...told.cohorts.map(({ counts }) => counts.length));
  const columns = Math.max(3, Math.min(12, deepest, Math.floor((width - left - 8) / 36)));
  const { squares, rows } = heatRows(told, {
    rows: MOST_ROWS,
    columns,
    minimum: settings.minimum,
    name: (label, start) =>
      shorten(rowName(label, start, told, zone, say), told.cohort_by === "branch" ? 12 : 18),
    mean: t("mean"),
  });
  const known = squares.filter((square) => square.isOver && !square.isFew);
  const few = squares.filter((square) => square.isOver && square.isFew);
  const open = squares.filter((square) => !square.isOver);
  return plot.plot(
    frame(palette, width, {
      height: 58 + 26 * Math.max(rows.length, 3),
      marginTop: 38,
      marginLeft: left,
      marginBottom: 20,
      marginRight: 4,
      padding: 0.06,
      x: { domain: Array.from({ length: columns }, (_, k) => k), axis: null },
      y: { domain: rows.length ? rows : [" ", "  ", "   "], axis: null },
      color: { type: "linear", domain: [0, 1], range: heat(palette), clamp: true },
      marks: [
        hatching("retention-open", palette, palette.quiet, 1),
        plot.axisX({
          anchor: "top",
          tickSize: 0,
          label: t("{{name}} later", { name: say.many(told.period) }),
          labelArrow: "none",
          labelAnchor: "left",
          labelOffset: 34,
        }),
        plot.axisY({ tickSize: 0, label: null }),
        plot.cell(open, {
          x: "k",
          y: "row",
          fill: "url(#retention-open)",
          title: (each: Square) => tip(each, say),
        }),
        plot.cell(known, { x: "k", y: "row", fill: "share", title: (each: Square) => tip(each, say) }),
        // Of few people the count itself: a share would look surer than it is.
        plot.cell(few, {
          x: "k",
          y: "row",
          fill: "none",
          stroke: palette.hairline,
          pointerEvents: "all",
          title: (each: Square) => tip(each, say),
        }),
        plot.text(few, {
          x: "k",
          y: "row",
          text: (each: Square) => `${each.count}/${each.n}`,
          fill: palette.quiet,
          pointerEvents: "none",
        }),
        [true, false].map((isMean) =>
          plot.text(
            known.filter((each) => each.isMean === isMean),
            {
              x: "k",
              y: "row",
              text: (each: Square) => `${Math.round(100 * each.share)}${width > 560 ? " %" : ""}`,
              fill: palette.ink,
              fontWeight: isMean ? 600 : 400,
              pointerEvents: "none",
            },
          ),
        ),
      ],
    }),
  );
}

/** One hue, as dark at its end as the ink on it stays legible. */
function heat(palette: Palette): [string, string] {
  return palette.paper === "#14171A" ? ["#1B2227", "#1F6391"] : ["#EEF3F6", "#4C9BCB"];
}

function tip(square: Square, say: Saying): string {
  const { t } = say;
  const counted = t("{{part}} of {{n}}", { part: say.number(square.count), n: say.number(square.n) });
  return !square.isOver ? `${counted} · ${t("not over")}` : `${say.share(square.share)} · ${counted}`;
}

function shorten(name: string, most: number): string {
  const letters = [...name];
  return letters.length <= most
    ? name
    : `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

function sheet(told: Told, zone: string, say: Saying) {
  const { t } = say;
  const deepest = Math.max(0, ...told.cohorts.map(({ counts }) => counts.length));
  const columns = Array.from({ length: deepest }, (_, k) => k);
  const periods = toldPeriods(
    told.period as PeriodKind,
    told.cohorts.flatMap(({ start }) => start ?? []),
    zone,
    say.language,
  );
  return {
    columns: [
      { name: t("cohort") },
      { name: "n", isNumber: true },
      ...columns.map((k) => ({ name: `+${k}`, isNumber: true })),
      { name: t("complete through"), isNumber: true },
    ],
    rows: told.cohorts.map((cohort, place) => [
      cohort.start === null ? rowName(cohort.label, null, told, zone, say) : periods[place]!,
      cohort.size,
      ...columns.map((k) => cohort.counts[k] ?? null),
      cohort.complete_through,
    ]),
  };
}
