/** What several charts draw alike: hatching of what is not over yet, names at the ends of lines, bars in time. */
import type { Plot } from "./Plotted";
import type { Palette } from "./palette";

/** How far to the right of its swatch's place a name begins, beside what it names. */
const TO_NAME = 18;

/** How much room names take at the right of a chart; at most a third of a phone. */
export function roomFor(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(130, TO_NAME + Math.ceil(6.8 * longest));
}

interface Named {
  name: string;
  colour: string;
}

/** Names at the right end, in ink beside a square of their colour: a colour that stands out is not yet one to read. */
export function namesBeside<T extends Named>(
  plot: Plot,
  palette: Palette,
  rows: readonly T[],
  x: number | Date,
  places: readonly number[],
) {
  const place = { x: () => x, y: (_: T, row: number) => places[row]! };
  return [
    plot.text(rows, {
      ...place,
      text: "name",
      fill: palette.ink,
      textAnchor: "start",
      dx: TO_NAME,
    }),
    plot.dot(rows, {
      ...place,
      symbol: "square",
      r: 4,
      dx: 9,
      fill: "colour",
      stroke: palette.ink,
      strokeWidth: 0.5,
    }),
  ];
}

/** The strokes that a line is drawn by: where its colour alone would be faint, one of ink lies below it. */
export function outlined(palette: Palette, colour: string): [string, number][] {
  const ink = palette.outline(colour);
  return [...(ink ? [[ink, 4] as [string, number]] : []), [colour, 2]];
}

/** Definitions for a mark of Plot's list: what is filled with `url(#name)` is hatched. */
export function hatching(name: string, palette: Palette, colour: string = palette.quiet, weight = 3) {
  return () => {
    const space = "http://www.w3.org/2000/svg";
    const defs = document.createElementNS(space, "defs");
    const pattern = document.createElementNS(space, "pattern");
    for (const [key, value] of Object.entries({
      id: name,
      width: "6",
      height: "6",
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    })) {
      pattern.setAttribute(key, value);
    }
    const back = document.createElementNS(space, "rect");
    back.setAttribute("width", "6");
    back.setAttribute("height", "6");
    back.setAttribute("fill", palette.paper);
    const line = document.createElementNS(space, "line");
    line.setAttribute("y2", "6");
    line.setAttribute("stroke", colour);
    line.setAttribute("stroke-width", String(weight));
    pattern.append(back, line);
    defs.append(pattern);
    return defs;
  };
}

/**
 * Move values apart until neighbours have this gap, within the ends, as little as it takes; the order stays.
 * Where there is no room for all, they share what there is.
 */
export function apart(values: readonly number[], gap: number, low: number, high: number): number[] {
  const order = values.map((_, place) => place).sort((a, b) => values[a]! - values[b]!);
  const step = Math.min(gap, order.length > 1 ? (high - low) / (order.length - 1) : gap);
  const moved = [...values];
  let floor = low;
  for (const place of order) {
    moved[place] = Math.max(values[place]!, floor);
    floor = moved[place]! + step;
  }
  let ceiling = high;
  for (const place of order.reverse()) {
    moved[place] = Math.min(moved[place]!, ceiling);
    ceiling = moved[place]! - step;
  }
  return moved;
}

/**
 * A round number not below this one, and the ticks up to it: an axis from zero that ends on a tick. What is counted in
 * whole numbers has no ticks between them.
 */
export function roundTop(value: number, { whole = true, ticks = 4 } = {}): { top: number; ticks: number[] } {
  if (!(value > 0)) {
    return { top: 1, ticks: [0, 1] };
  }
  const raw = whole ? Math.max(value / ticks, 1) : value / ticks;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * size).find((each) => each >= raw * 0.999)!;
  const count = Math.ceil((value / step) * 0.999_999);
  const marks = Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
  return { top: marks.at(-1)!, ticks: marks };
}
