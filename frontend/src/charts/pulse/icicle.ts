/**
 * Where the blocks of an icicle stand: a row for each generation, a branch as wide as its people are many, and those
 * whom its head brought in below it, the widest first. Pure.
 *
 * What is divided adds up to the branch less its head, so below each block there is one person's width left. What is
 * not divided, as branches that are too narrow are not, goes on generation by generation: below it stands one block of
 * everybody a step further down or deeper, below that the next, until nobody is left or nothing more is told.
 */

export interface Branch {
  id: string | null;
  name: string | null;
  parent: string | null;
  generation: number;
  people: number;
  active: number;
  direct: number;
  others: number;
  /** How many stand at its head or heads, one step below, two steps, …; both lists are equally long. */
  people_by_step: readonly number[];
  active_by_step: readonly number[];
}

/** A branch, several together, or what of them is so many `steps` below their heads and deeper; 0 with the heads. */
export interface Told extends Branch {
  steps: number;
}

export interface Block extends Told {
  key: string;
  /** Places in the list of blocks; -1 at the top. */
  above: number;
  below: number[];
  row: number;
  x: number;
  width: number;
}

/** How wide a block must be to stand by itself; narrower neighbours under one head become one. */
export const NARROWEST = 3;

/** By the id of each head who is there the branches below; by null those that stand at the top. */
function byHead(branches: readonly Branch[]): Map<string | null, Branch[]> {
  const ids = new Set(branches.map(({ id }) => id));
  const heads = new Map<string | null, Branch[]>();
  for (const branch of branches) {
    const head = branch.parent && ids.has(branch.parent) ? branch.parent : null;
    const beside = heads.get(head);
    if (beside) {
      beside.push(branch);
    } else {
      heads.set(head, [branch]);
    }
  }
  return heads;
}

/** What of a block stands below its first generation, as one; nothing where that is the last that is told of. */
function nextGeneration(block: Told): Told[] {
  const [people = 0, ...people_by_step] = block.people_by_step;
  const [active = 0, ...active_by_step] = block.active_by_step;
  if (people_by_step.length === 0) {
    return [];
  }
  return [
    {
      ...block,
      id: null,
      steps: block.steps + 1,
      generation: block.generation + 1,
      people: block.people - people,
      active: block.active - active,
      direct: 0,
      people_by_step,
      active_by_step,
    },
  ];
}

/** Every branch that is told of, and behind each that is not divided what of it is in each generation and deeper. */
export function withGenerations(branches: readonly Branch[]): Told[] {
  const heads = byHead(branches);
  return branches.flatMap((branch) => {
    const told: Told[] = [{ ...branch, steps: 0 }];
    if (!branch.id || !heads.has(branch.id)) {
      for (let next = nextGeneration(told[0]!); next.length > 0; next = nextGeneration(next[0]!)) {
        told.push(...next);
      }
    }
    return told;
  });
}

export function layOut(branches: readonly Branch[], width: number, narrowest = NARROWEST): Block[] {
  const heads = byHead(branches);
  const tops = heads.get(null) ?? [];
  const all = tops.reduce((sum, { people }) => sum + people, 0);
  if (all === 0 || width <= 0) {
    return [];
  }
  const scale = width / all;
  const blocks: Block[] = [];
  // Breadth first, so that every block comes behind the one above it.
  let waiting: { beside: Told[]; above: number; x: number }[] = [
    { beside: together(tops, narrowest / scale), above: -1, x: 0 },
  ];
  for (let row = 0; waiting.length > 0; row += 1) {
    const next: typeof waiting = [];
    for (const { beside, above, x: start } of waiting) {
      let x = start;
      for (const told of beside) {
        const place = blocks.length;
        const key = told.steps > 0 ? `${blocks[above]!.key}+` : `${told.id ?? "others"}-${told.parent ?? ""}`;
        const block: Block = { ...told, key, above, below: [], row, x, width: told.people * scale };
        blocks.push(block);
        blocks[above]?.below.push(place);
        const divided = told.id ? heads.get(told.id) : undefined;
        const below = divided ? together(divided, narrowest / scale) : nextGeneration(told);
        if (below.length > 0) {
          next.push({ beside: below, above: place, x });
        }
        x += block.width;
      }
    }
    waiting = next;
  }
  return blocks;
}

/** The widest by themselves; those of fewer people than that, and those that are told of together, as one. */
function together(beside: readonly Branch[], fewest: number): Told[] {
  const ordered = [...beside]
    .sort((a, b) => Number(a.others > 0) - Number(b.others > 0) || b.people - a.people)
    .map((branch): Told => ({ ...branch, steps: 0 }));
  const alone = ordered.filter(({ people, others }) => others === 0 && people >= fewest);
  const rest = ordered.filter((branch) => !alone.includes(branch));
  if (rest.length < 2) {
    return [...alone, ...rest];
  }
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
  const steps = Math.max(...rest.map(({ people_by_step }) => people_by_step.length));
  const byStep = (of: "people_by_step" | "active_by_step") =>
    Array.from({ length: steps }, (_, step) => sum(rest.map((branch) => branch[of][step] ?? 0)));
  const one: Told = {
    ...rest[0]!,
    id: null,
    name: null,
    people: sum(rest.map(({ people }) => people)),
    active: sum(rest.map(({ active }) => active)),
    direct: 0,
    others: sum(rest.map(({ others }) => others || 1)),
    people_by_step: byStep("people_by_step"),
    active_by_step: byStep("active_by_step"),
  };
  return [...alone, one];
}

export type Key = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

/** Which block an arrow leads to from this one; the same where there is none. */
export function step(blocks: readonly Block[], from: number, key: string): number {
  const block = blocks[from];
  if (!block) {
    return from;
  }
  const inRow = () => blocks.flatMap((each, place) => (each.row === block.row ? [place] : []));
  switch (key) {
    case "ArrowUp":
      return block.above >= 0 ? block.above : from;
    case "ArrowDown":
      return block.below[0] ?? from;
    case "ArrowLeft":
    case "ArrowRight": {
      const row = inRow();
      return row[row.indexOf(from) + (key === "ArrowLeft" ? -1 : 1)] ?? from;
    }
    case "Home":
      return inRow()[0]!;
    case "End":
      return inRow().at(-1)!;
    default:
      return from;
  }
}

/**
 * The branch that a spike may have left behind: at least a twentieth of all and `fewest` people, and less than half as
 * active as all are. Of several the one in which most people are missing; of one within another the wider.
 */
export function palest(branches: readonly Branch[], fewest: number): Branch | null {
  const top = Math.min(...branches.map(({ generation }) => generation));
  const tops = branches.filter(({ generation }) => generation === top);
  const people = tops.reduce((sum, each) => sum + each.people, 0);
  const usual = tops.reduce((sum, each) => sum + each.active, 0) / people;
  const missing = (each: Branch) => usual * each.people - each.active;
  const pale = branches.filter(
    (each) => each.people >= Math.max(fewest, people / 20) && each.active < 0.5 * usual * each.people,
  );
  return pale.reduce<Branch | null>(
    (most, each) => (most === null || missing(each) > missing(most) ? each : most),
    null,
  );
}
