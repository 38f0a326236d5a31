/** What the charts of one screen have in common: their height, ink, and axes of time by a campaign's clock. */
import type { PlotOptions } from "@observablehq/plot";
import { needYear } from "@/lib/clock";
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
  const step = periods && periods.length > 1 ? (+periods[1]! - +periods[0]!) / 3_600_000 : 0;
  const hours = Math.max((to.getTime() - from.getTime()) / 3_600_000, step > 20 ? 97 : 0);
  const [shown, wide] = timeShown(hours, step, needYear(from, to));
  const format = new Intl.DateTimeFormat(language, { ...shown, hourCycle: "h23", timeZone: "UTC" });
  const most = Math.max(2, Math.floor(room / wide));
  return plot.axisX({
    ticks: periods ? thinned(periods, most) : most,
    tickFormat: (at: Date) => format.format(at),
    tickSize: 4,
    label: null,
  });
}

/** What ticks say of their times, and how wide that is. */
function timeShown(hours: number, step: number, isLong: boolean): [Intl.DateTimeFormatOptions, number] {
  if (hours <= 30) {
    return [{ hour: "2-digit", minute: "2-digit" }, 64];
  }
  if (hours <= 96) {
    return [{ day: "numeric", month: "short", hour: "2-digit" }, 96];
  }
  if (!isLong) {
    return [{ day: "numeric", month: "short" }, 64];
  }
  // Of weeks a month may have several ticks.
  return step > 0 && step < 27 * 24
    ? [{ day: "numeric", month: "short", year: "numeric" }, 96]
    : [{ month: "short", year: "numeric" }, 64];
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
