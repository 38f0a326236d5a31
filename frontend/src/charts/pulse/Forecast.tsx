/** What may come until the deadline: the fan of simulated futures, and the chance of the goal. */
import { Button, Group, Loader } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useMutation } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Figure } from "@/charts/Figure";
import { frame, timeAxis } from "@/charts/frame";
import { apart, roundTop } from "@/charts/marks";
import type { Plot } from "@/charts/Plotted";
import type { Palette } from "@/charts/palette";
import { Answer, ProblemNote } from "@/components/states";
import { When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { onClock } from "@/lib/clock";
import { clockIn, exact } from "@/lib/time";
import { Paragraphs, type Part } from "./parts";
import { useForecast } from "./reading";
import { forecastTitle, goalSentence } from "./titles";
import type { Saying } from "./words";

type Told = Schemas["Forecast"];

export function Forecast(part: Part) {
  const forecast = useForecast();
  return (
    <Answer query={forecast} what={part.say.t("Fetching the forecast")}>
      {(data) => <Fan {...part} told={data} />}
    </Answer>
  );
}

function Fan({ report, say, told }: Part & { told: Told }) {
  const { t } = say;
  const zone = told.time_zone;
  const growth = told.participants;
  const plot = useCallback(
    (library: Plot, palette: Palette, width: number) =>
      draw(library, palette, width, told, report.as_of, say),
    [told, report.as_of, say],
  );
  const table = useCallback(
    () => ({
      columns: [
        { name: t("moment") },
        ...["10 %", "25 %", "50 %", "75 %", "90 %"].map((name) => ({ name, isNumber: true })),
      ],
      rows: (growth?.fan.at ?? []).map((at, n) => [
        { shown: exact(at, zone, say.language), iso: clockIn(zone, at) },
        ...[growth!.fan.p10, growth!.fan.p25, growth!.fan.p50, growth!.fan.p75, growth!.fan.p90].map(
          (row) => row[n]!,
        ),
      ]),
    }),
    [growth, zone, say, t],
  );
  const by = told.deadline ? exact(told.deadline, zone, say.language) : "";
  const goal = goalSentence(told, say);
  return (
    <Figure
      title={forecastTitle(told, say, by)}
      subtitle={t(
        "People by the deadline: half of the simulated futures in the inner band, 80 of 100 in both.",
      )}
      definition={
        <Paragraphs
          of={[
            t(
              "Two thousand futures are played through from what is seen: how many others each person brings, how unevenly, how fast, and how many come by themselves. It is a simulation, no promise.",
            ),
            t(
              "Over 734 forecasts of made-up campaigns the band of 80 % held the truth 80 times in 100; early in a campaign less often.",
            ),
            ...(told.deadline_assumed ? [t("The campaign has no end; this looks 28 days ahead.")] : []),
            ...(growth
              ? [
                  t("At the deadline each person brings {{low}} to {{high}} others in these futures.", {
                    low: say.ratio(growth.reproduction.low),
                    high: say.ratio(growth.reproduction.high),
                  }),
                ]
              : []),
          ]}
        />
      }
      name="forecast"
      table={table}
      missing={growth ? undefined : told.missing || t("There is no forecast yet.")}
      plot={plot}
      note={
        <>
          {goal}{" "}
          {told.computed_at && (
            <>
              {t("Worked out")} <When at={told.computed_at} zone={zone} />.
            </>
          )}
          <Anew told={told} say={say} />
        </>
      }
    />
  );
}

/** Asking for a newer one, and how far that is. It costs nothing, so it happens at once. */
function Anew({ told, say }: { told: Told; say: Saying }) {
  const { t } = say;
  const slug = useSlug();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const asking = useMutation("post", "/api/v1/campaigns/{slug}/forecast/", {
    onSuccess: () => {
      setProblem(null);
      void queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/forecast/"] });
    },
    onError: (error) => setProblem(asProblem(error)),
  });
  const onItsWay = told.state === "queued" || told.state === "running";
  return (
    <Group gap="sm" mt={6} role="status" mih={36}>
      {onItsWay ? (
        <>
          <Loader size="xs" aria-hidden />
          <span>
            {told.state === "queued"
              ? t("A newer forecast is asked for; a worker takes it up.")
              : t("A newer forecast is being worked out.")}
          </span>
        </>
      ) : (
        <Button
          variant="default"
          size="xs"
          mih={36}
          loading={asking.isPending}
          onClick={() => asking.mutate({ params: { path: { slug } } })}
        >
          {t("Work out a new forecast")}
        </Button>
      )}
      {problem && <ProblemNote problem={problem} />}
    </Group>
  );
}

function draw(plot: Plot, palette: Palette, width: number, told: Told, asOf: string, say: Saying): Element {
  const zone = told.time_zone;
  const fan = told.participants?.fan;
  const rows = (fan?.at ?? []).map((at, n) => ({
    at: onClock(at, zone),
    p10: fan!.p10[n]!,
    p25: fan!.p25[n]!,
    p50: fan!.p50[n]!,
    p75: fan!.p75[n]!,
    p90: fan!.p90[n]!,
  }));
  const goal = told.goal?.participants;
  const ends = rows.at(-1);
  // A goal far above all that may come would press the fan flat; then it is told in words alone.
  const isGoalDrawn = goal !== undefined && (!ends || goal <= 2 * ends.p90);
  const low = rows.length ? Math.min(...rows.map(({ p10 }) => p10)) : 0;
  const high = Math.max(1, ...rows.map(({ p90 }) => p90), isGoalDrawn ? goal : 0);
  const from = rows[0]?.at ?? onClock(asOf, zone);
  const to =
    ends?.at ?? (told.deadline ? onClock(told.deadline, zone) : new Date(from.getTime() + 28 * 86_400_000));
  // What is looked at is how it grows from here on: a line's axis need not begin at zero.
  const { top, ticks } = roundTop(high);
  const base = low > 0.5 * high ? (ticks.findLast((tick) => tick <= low - 0.05 * (high - low)) ?? 0) : 0;
  const blue = palette.series[0];
  const values = ends ? [ends.p90, ends.p50, ends.p10] : [];
  const places = apart(values, (top - base) / 13, base, top);
  const names = values.map((value, n) => ({ y: places[n]!, text: say.number(value) }));
  return plot.plot(
    frame(palette, width, {
      marginRight: 54,
      marginLeft: 54,
      x: { type: "utc", domain: [from, to] },
      y: { domain: [base, top] },
      marks: [
        plot.gridY({ stroke: palette.hairline, strokeOpacity: 1, ticks: rows.length ? 5 : 1 }),
        plot.axisY({
          ticks: rows.length ? 5 : 1,
          tickFormat: say.number,
          tickSize: 0,
          label: say.t("people"),
          labelArrow: "none",
          labelAnchor: "top",
          labelOffset: 52,
        }),
        timeAxis(
          plot,
          say.language,
          width - 108,
          from,
          to,
          rows.length ? rows.map(({ at }) => at) : undefined,
        ),
        plot.areaY(rows, { x: "at", y1: "p10", y2: "p90", fill: blue, fillOpacity: 0.18 }),
        plot.areaY(rows, { x: "at", y1: "p25", y2: "p75", fill: blue, fillOpacity: 0.28 }),
        plot.lineY(rows, { x: "at", y: "p50", stroke: blue, strokeWidth: 2 }),
        isGoalDrawn
          ? [
              plot.ruleY([goal], { stroke: palette.ink, strokeDasharray: "4 3" }),
              plot.text([goal], {
                x: () => from,
                y: (each: number) => each,
                text: (each: number) => say.t("goal {{n}}", { n: say.number(each) }),
                textAnchor: "start",
                lineAnchor: "bottom",
                dx: 4,
                dy: -3,
                fill: palette.ink,
              }),
            ]
          : null,
        plot.text(names, {
          x: () => to,
          y: "y",
          text: "text",
          textAnchor: "start",
          dx: 5,
          fill: palette.ink,
          fontWeight: 600,
        }),
      ],
    }),
  );
}
