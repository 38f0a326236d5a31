/** What the charts of one screen have in common: their height, ink, and axes of time by a campaign's clock. */
import type { PlotOptions } from "@observablehq/plot";
import type { Plot } from "./Plotted";
import type { Palette } from "./palette";

export const HEIGHT = 250;

export function frame(palette: Palette, width: number, more: PlotOptions = {}): PlotOptions {
  return {
    width,
    height: HEIGHT,
    marginTop: 22,
    marginLeft: 46,
    marginBottom: 30,
    style: { fontFamily: "inherit", fontSize: "12px", color: palette.ink, overflow: "visible" },
    ...more,
  };
}

/**
 * Ticks in the reader's language; hours where days are few. Times are as `onClock` gives them; where the periods of
 * the chart are named, ticks stand where one of them begins.
 */
export function timeAxis(
  plot: Plot,
  language: string,
  room: number,
  from: Date,
  to: Date,
  periods?: readonly Date[],
) {
  // Of days and longer periods the hour says nothing.
  const inDays = periods !== undefined && periods.length > 1 && +periods[1]! - +periods[0]! > 20 * 3_600_000;
  const hours = Math.max((to.getTime() - from.getTime()) / 3_600_000, inDays ? 97 : 0);
  const shown: Intl.DateTimeFormatOptions =
    hours <= 30
      ? { hour: "2-digit", minute: "2-digit" }
      : hours <= 96
        ? { day: "numeric", month: "short", hour: "2-digit" }
        : hours <= 24 * 400
          ? { day: "numeric", month: "short" }
          : { month: "short", year: "numeric" };
  const format = new Intl.DateTimeFormat(language, { ...shown, hourCycle: "h23", timeZone: "UTC" });
  const most = Math.max(2, Math.floor(room / (hours > 30 && hours <= 96 ? 96 : 64)));
  return plot.axisX({
    ticks: periods ? thinned(periods, most) : most,
    tickFormat: (at: Date) => format.format(at),
    tickSize: 4,
    label: null,
  });
}

/** Every one of them, or every second, third, …, so that there are at most so many; counted from the last. */
export function thinned<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, place) => (all.length - 1 - place) % step === 0);
}

/** Ticks from zero on faint lines. */
export function valueAxis(
  plot: Plot,
  palette: Palette,
  ticks: number[],
  write: (value: number) => string,
  label: string,
) {
  return [
    plot.gridY(ticks, { stroke: palette.hairline, strokeOpacity: 1 }),
    plot.axisY(ticks, {
      tickFormat: write,
      tickSize: 0,
      label,
      labelArrow: "none",
      labelAnchor: "top",
      labelOffset: 44,
    }),
  ];
}
