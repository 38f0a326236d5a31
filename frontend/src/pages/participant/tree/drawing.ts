/** The tree on a canvas: thousands of circles in a few strokes, and words only where there is room to read them. */
import type { Palette } from "@/charts/palette";
import { ROW, type Spot } from "./placing";

export interface View {
  /** Where the picture's origin stands on the canvas, and how large a unit is there. */
  x: number;
  y: number;
  scale: number;
}

export const LEAST_SCALE = 0.002;
export const MOST_SCALE = 3;
const RADIUS = 6;

/** Look at the same point under (x, y), so much nearer or further away. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/** See all of it, but nothing larger than life. */
export function fitted(spots: Spot[], width: number, height: number): View {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const { x, y } of spots) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const room = { x: right - left + 180, y: bottom - top + 2 * ROW };
  const scale = Math.max(LEAST_SCALE, Math.min(1, width / room.x, height / room.y));
  return {
    scale,
    x: 24 * Math.min(1, scale * 2) - left * scale,
    y: height / 2 - ((top + bottom) / 2) * scale,
  };
}

/** Who stands under a point, if anybody does. */
export function spotAt(spots: Spot[], view: View, x: number, y: number): Spot | undefined {
  const reach = Math.max(14, RADIUS * view.scale);
  let nearest: Spot | undefined;
  let least = reach ** 2;
  for (const spot of spots) {
    const distance = (spot.x * view.scale + view.x - x) ** 2 + (spot.y * view.scale + view.y - y) ** 2;
    if (distance < least) {
      [nearest, least] = [spot, distance];
    }
  }
  return nearest;
}

export interface Look {
  palette: Palette;
  view: View;
  width: number;
  height: number;
  density: number;
  selected: string | null;
  /** Who joined lately, and how far their one pulse is, from 0 to 1. */
  fresh: ReadonlySet<string>;
  pulse: number;
  named: (spot: Spot) => string;
}

export function drawTree(canvas: HTMLCanvasElement, spots: Spot[], look: Look): void {
  const context = canvas.getContext("2d");
  if (!context) {
    return;
  }
  const { palette, view, width, height, density } = look;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  const r = Math.max(1, RADIUS * Math.min(view.scale, 1.6));
  const at = (spot: Spot) => [spot.x * view.scale + view.x, spot.y * view.scale + view.y] as const;
  const isSeen = (x: number, y: number) => x > -200 && x < width + 200 && y > -40 && y < height + 40;

  context.lineWidth = 1;
  context.strokeStyle = palette.quiet;
  context.globalAlpha = 0.5;
  context.beginPath();
  for (const spot of spots) {
    if (!spot.parent) {
      continue;
    }
    const [x, y] = at(spot);
    const [px, py] = at(spot.parent);
    // A line is seen where any part of the box around it is.
    if (x < 0 || px > width || Math.max(y, py) < 0 || Math.min(y, py) > height) {
      continue;
    }
    context.moveTo(px, py);
    if (view.scale < 0.15) {
      context.lineTo(x, y);
    } else {
      const half = (px + x) / 2;
      context.bezierCurveTo(half, py, half, y, x, y);
    }
  }
  context.stroke();
  context.globalAlpha = 1;

  circles(context, spots, (spot) => spot.member.active, { at, isSeen, r });
  context.fillStyle = palette.series[0];
  context.fill();
  circles(context, spots, (spot) => !spot.member.active, { at, isSeen, r });
  context.fillStyle = palette.paper;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = Math.min(1.5, Math.max(0.5, view.scale * 2));
  context.stroke();

  if (look.pulse > 0 && look.pulse < 1) {
    circles(context, spots, (spot) => look.fresh.has(spot.member.id), { at, isSeen, r: r + 14 * look.pulse });
    context.globalAlpha = 1 - look.pulse;
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.stroke();
    context.globalAlpha = 1;
  }
  if (view.scale * ROW >= 13) {
    context.font = `13px ${getComputedStyle(canvas).fontFamily}`;
    context.textBaseline = "middle";
    context.fillStyle = palette.ink;
    for (const spot of spots) {
      const [x, y] = at(spot);
      if (isSeen(x, y)) {
        context.fillText(look.named(spot), x + r + 6, y);
      }
    }
  }
  const selected = look.selected && spots.find((spot) => spot.member.id === look.selected);
  if (selected) {
    const [x, y] = at(selected);
    context.beginPath();
    context.arc(x, y, r + 4, 0, 2 * Math.PI);
    context.strokeStyle = palette.accent;
    context.lineWidth = 2.5;
    context.stroke();
  }
}

function circles(
  context: CanvasRenderingContext2D,
  spots: Spot[],
  which: (spot: Spot) => boolean,
  {
    at,
    isSeen,
    r,
  }: { at: (spot: Spot) => readonly [number, number]; isSeen: (x: number, y: number) => boolean; r: number },
): void {
  context.beginPath();
  for (const spot of spots) {
    if (!which(spot)) {
      continue;
    }
    const [x, y] = at(spot);
    if (!isSeen(x, y)) {
      continue;
    }
    if (r <= 1.5) {
      // Where a circle would be a point, a square costs less and looks the same.
      context.rect(x - r, y - r, 2 * r, 2 * r);
    } else {
      context.moveTo(x + r, y);
      context.arc(x, y, r, 0, 2 * Math.PI);
    }
  }
}
