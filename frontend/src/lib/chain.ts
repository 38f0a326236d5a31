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
  /** Where people are not drawn, since their circles would be too small to see, and how many. */
  gaps: { x: number; count: number }[];
  middle: number;
  width: number;
  height: number;
}

export const MOST_CIRCLES = 9;
const GAP = 28;

export function layOut(
  steps: Step[],
  { radius = 28, words = false }: { radius?: number; words?: boolean } = {},
): Drawing {
  const shown = drawn(steps);
  const largest = Math.max(0, ...shown.map((at) => steps[at]!.amountMinor)) || 1;
  const circles: Circle[] = [];
  const gaps: Drawing["gaps"] = [];
  let x = 2;
  const leaveOut = (count: number) => {
    if (count > 0) {
      gaps.push({ x: x + GAP / 2, count });
      x += GAP;
    }
  };
  shown.forEach((at, index) => {
    leaveOut(at - (shown[index - 1] ?? -1) - 1);
    const step = steps[at]!;
    // Nobody vanishes: a share of nothing is still a dot on the chain.
    const r = Math.max(radius * Math.sqrt(step.amountMinor / largest), Math.min(2, radius / 4));
    const width = Math.max(2 * r + radius / 4, words ? 84 : 0);
    const kind = step.isRemainder ? "chain-rest" : index === 0 ? "chain-finder" : "chain-one";
    const opacity = kind === "chain-one" ? Math.max(1 - 0.14 * (index - 1), 0.58) : 1;
    circles.push({ ...step, x: x + width / 2, r, opacity, kind });
    x += width;
  });
  leaveOut(steps.length - 1 - (shown.at(-1) ?? -1));
  const people = circles.filter((circle) => !circle.isRemainder);
  const lines = people.slice(1).flatMap((second, index) => {
    const first = people[index]!;
    const gap = { x1: first.x + first.r + 1, x2: second.x - second.r - 1 };
    const isWhole = !gaps.some(({ x }) => x > first.x && x < second.x);
    return isWhole && gap.x2 - gap.x1 > 1 ? [gap] : [];
  });
  const middle = radius + 2;
  return {
    circles,
    lines,
    gaps,
    middle,
    width: x + 2,
    height: 2 * middle + (words ? 34 : 6),
  };
}

/** Which of the steps are drawn: the finder and those nearest to them, and whatever comes, you and the remainder. */
function drawn(steps: Step[]): number[] {
  const all = steps.map((_, at) => at);
  const always = all.filter((at) => steps[at]!.isYou || steps[at]!.isRemainder);
  const others = all.filter((at) => !always.includes(at)).slice(0, MOST_CIRCLES - always.length);
  return [...always, ...others].sort((one, other) => one - other);
}

/** What a chain shows, for those who do not see it. */
export function spoken(steps: Step[]): string {
  return steps.map(({ name, written }) => `${name} ${written}`).join(", ");
}
