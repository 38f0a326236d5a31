/**
 * Where the circles of a chain stand: areas are shares, the finder first. The same rule as the server's
 * `frontend/chain.py`, so that a picture in the app and one on a page or card are the same.
 */
export interface Step {
  amountMinor: number;
  name?: string;
  written?: string;
  isYou?: boolean;
  isRemainder?: boolean;
}

export interface Circle extends Step {
  x: number;
  r: number;
  opacity: number;
  kind: "chain-finder" | "chain-one" | "chain-rest";
}

export interface Drawing {
  circles: Circle[];
  lines: { x1: number; x2: number }[];
  middle: number;
  width: number;
  height: number;
  /** How many people are not drawn: their circles would be too small to see. */
  hidden: number;
}

export const MOST_CIRCLES = 9;

export function layOut(
  steps: Step[],
  { radius = 28, words = false }: { radius?: number; words?: boolean } = {},
): Drawing {
  const shown = steps.slice(0, MOST_CIRCLES);
  const hidden = steps.length - shown.length;
  const largest = Math.max(0, ...shown.map((step) => step.amountMinor)) || 1;
  const circles: Circle[] = [];
  let x = 2;
  shown.forEach((step, index) => {
    // Nobody vanishes: a share of nothing is still a dot on the chain.
    const r = Math.max(radius * Math.sqrt(step.amountMinor / largest), Math.min(2, radius / 4));
    const width = Math.max(2 * r + radius / 4, words ? 84 : 0);
    const kind = step.isRemainder ? "chain-rest" : index === 0 ? "chain-finder" : "chain-one";
    const opacity = kind === "chain-one" ? Math.max(1 - 0.14 * (index - 1), 0.58) : 1;
    circles.push({ ...step, x: x + width / 2, r, opacity, kind });
    x += width;
  });
  const people = circles.filter((circle) => !circle.isRemainder);
  const lines = people.slice(1).flatMap((second, index) => {
    const first = people[index]!;
    const gap = { x1: first.x + first.r + 1, x2: second.x - second.r - 1 };
    return gap.x2 - gap.x1 > 1 ? [gap] : [];
  });
  const middle = radius + 2;
  return {
    circles,
    lines,
    middle,
    hidden,
    width: x + (hidden ? 24 : 0) + 2,
    height: 2 * middle + (words ? 34 : 6),
  };
}
