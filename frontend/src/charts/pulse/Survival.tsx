/** How long people stay, as steps with bands; whoever could not be followed any longer is a tick on the curve. */
import { NativeSelect } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Schemas } from "@/api/types";
import { Figure } from "@/charts/Figure";
import { frame, valueAxis } from "@/charts/frame";
import { apart, namesBeside, outlined, roomFor } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { lackingPeople, Paragraphs, type Part } from "./parts";
import { measureText, survivalTitle } from "./titles";
import type { Report, Saying } from "./words";

type Curve = Schemas["SurvivalCurve"];
interface Group {
  label: string;
  curve: Curve;
  /** Whether these stay as long as the others: the p of a log-rank test, or nothing. */
  p: number | null;
}

const MOST = 4;
const GROUPS = ["everybody", "recruiting", "generation", "cohort", "arm"] as const;
type By = (typeof GROUPS)[number];

export function groupsOf(survival: Report["survival"], by: By, say: Saying): Group[] {
  const { t } = say;
  const compared = (all: Schemas["ComparedCurve"][], name: (label: string) => string) =>
    all.map((curve) => ({ label: name(curve.label), curve, p: curve.log_rank.p }));
  switch (by) {
    case "recruiting":
      return [
        {
          label: t("brought somebody"),
          curve: survival.by_recruiting.brought_somebody,
          p: survival.by_recruiting.log_rank.p,
        },
        {
          label: t("brought nobody"),
          curve: survival.by_recruiting.brought_nobody,
          // One test of the two against each other.
          p: null,
        },
      ];
    case "generation":
      return compared(survival.by_generation, (label) => t("gen. {{number}}", { number: label }));
    case "cohort":
      return compared(survival.by_cohort, (label) => label);
    case "arm":
      return compared(survival.by_arm, (label) => label);
    default:
      return [{ label: t("everybody"), curve: survival.everybody, p: null }];
  }
}

/** The groups that are drawn: of those with enough people the largest, in their own order. */
export function drawn(groups: Group[], minimum: number): Group[] {
  const enough = groups.filter(({ curve }) => curve.n >= minimum);
  const largest = [...enough].sort((a, b) => b.curve.n - a.curve.n).slice(0, MOST);
  return enough.filter((group) => largest.includes(group));
}

export function Survival({ report, say }: Part) {
  const { t } = say;
  const [asked, setAsked] = useSearchParams();
  const by = GROUPS.find((each) => each === asked.get("stay")) ?? "everybody";
  const { survival, settings } = report;
  const groups = useMemo(() => groupsOf(survival, by, say), [survival, by, say]);
  const shown = useMemo(() => drawn(groups, settings.minimum), [groups, settings.minimum]);
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) => draw(library, palette, width, shown, say),
    [shown, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: t("group") },
        ...[
          t("day"),
          t("share still there"),
          t("low (95 %)"),
          t("high (95 %)"),
          t("followed"),
          t("followed no longer"),
        ].map((name) => ({ name, isNumber: true })),
      ],
      rows: groups.flatMap(({ label, curve: { steps } }) =>
        steps.days.map((day, n) => [
          label,
          day,
          steps.survival[n]!,
          steps.low[n]!,
          steps.high[n]!,
          steps.at_risk[n]!,
          steps.censored[n]!,
        ]),
      ),
    }),
    [groups, t],
  );
  const names: Record<By, string> = {
    everybody: t("Everybody"),
    recruiting: t("Who brought somebody, who nobody"),
    generation: t("By generation"),
    cohort: t("By month of beginning"),
    arm: t("By arm"),
  };
  const tested = shown.filter(({ p }) => p !== null);
  return (
    <Figure
      title={survivalTitle(report, say)}
      subtitle={t(
        "Share still active so many days after the first; gone is who did nothing for {{days}} days.",
        {
          days: survival.gap_days,
        },
      )}
      definition={
        <Paragraphs
          of={[
            t(
              "Kaplan–Meier: who is followed only up to now counts as long as they were followed. Ticks mark where that ends for somebody; bands are 95 % intervals after Greenwood.",
            ),
            t(
              "Nobody can be gone before {{days}} days: so long it takes to see that somebody stays away. Coming back later is a return, no longer stay.",
              { days: survival.gap_days },
            ),
            t(
              "Who lapses sooner had less time to bring somebody, so that comparison says less than it seems.",
            ),
            t("Half are gone after: {{days}} days.", {
              days: measureText(survival.everybody.median_days, say, say.number),
            }),
          ]}
        />
      }
      name={`survival-${by}`}
      table={table}
      missing={
        shown.length
          ? undefined
          : (lackingPeople(survival.everybody.median_days, { report, say }) ??
            t("Of no group there are {{minimum}} people yet.", { minimum: settings.minimum }))
      }
      plot={plot}
      control={
        <NativeSelect
          aria-label={t("Whose curves are drawn")}
          value={by}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            setAsked(
              (before) => {
                before.set("stay", value);
                return before;
              },
              { replace: true, preventScrollReset: true },
            );
          }}
          data={GROUPS.filter((each) => each !== "arm" || survival.by_arm.length > 0).map((each) => ({
            value: each,
            label: names[each],
          }))}
          maw={320}
        />
      }
      note={
        <>
          {tested.length > 0 &&
            t("Whether each stays as long as the others (log-rank test): {{tests}}.", {
              tests: tested
                .map(({ label, p }) => `${label} p ${p! < 0.001 ? "< 0.001" : `= ${p!.toFixed(3)}`}`)
                .join(", "),
            })}{" "}
          {groups.length > shown.length &&
            shown.length > 0 &&
            t(
              "Drawn are {{shown}} of {{all}} groups: the largest with at least {{minimum}} people; the table has all.",
              {
                shown: shown.length,
                all: groups.length,
                minimum: settings.minimum,
              },
            )}
        </>
      }
    />
  );
}

function draw(plot: Plot, palette: Palette, width: number, groups: Group[], say: Saying): Element {
  const { t } = say;
  const series = groups.map(({ label, curve: { steps } }, place) => ({
    name: label,
    colour: palette.series[place]!,
    rows: steps.days.map((day, n) => ({
      day,
      s: steps.survival[n]!,
      low: steps.low[n]!,
      high: steps.high[n]!,
      censored: steps.censored[n]!,
    })),
  }));
  const last = Math.max(28, ...series.flatMap(({ rows }) => rows.map(({ day }) => day)));
  const ends = series.map(({ rows }) => rows.at(-1)!);
  const places = apart(
    ends.map(({ s }) => s),
    0.075,
    0.02,
    1,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return plot.plot(
    frame(palette, width, {
      marginRight: series.length === 1 ? 50 : roomFor(series.map(({ name }) => name)),
      marginBottom: 38,
      x: { domain: [0, last] },
      y: { domain: [0, 1] },
      marks: [
        ...valueAxis(plot, palette, ticks, say.share, t("still there")),
        plot.axisX({
          ticks: Math.max(3, Math.floor(width / 90)),
          tickSize: 4,
          label: t("days since the first"),
          labelArrow: "none",
          labelAnchor: "right",
        }),
        series.map(({ rows, colour }) => [
          plot.areaY(rows, {
            x: "day",
            y1: "low",
            y2: "high",
            fill: colour,
            fillOpacity: 0.16,
            curve: "step-after",
          }),
          outlined(palette, colour).map(([stroke, strokeWidth]) =>
            plot.lineY(rows, { x: "day", y: "s", stroke, strokeWidth, curve: "step-after" }),
          ),
          plot.ruleX(
            rows.filter(({ censored }) => censored > 0),
            {
              x: "day",
              y1: ({ s }: { s: number }) => s - 0.014,
              y2: ({ s }: { s: number }) => s + 0.014,
              stroke: palette.outline(colour) ?? colour,
            },
          ),
        ]),
        series.length === 1
          ? plot.text(series, {
              x: last,
              y: places[0]!,
              text: () => say.share(ends[0]!.s),
              dx: 6,
              textAnchor: "start",
              fill: palette.ink,
              fontWeight: 600,
            })
          : namesBeside(plot, palette, series, last, places),
        plot.ruleY([0], { stroke: palette.ink }),
      ],
    }),
  );
}
