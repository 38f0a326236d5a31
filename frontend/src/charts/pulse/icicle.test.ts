import { describe, expect, it } from "vitest";
import { type Branch, layOut, palest, step, withGenerations } from "./icicle";

const branch = (
  id: string | null,
  parent: string | null,
  people: number,
  more: Partial<Branch> = {},
): Branch => ({
  id,
  name: id,
  parent,
  generation: 0,
  people,
  active: 0,
  direct: 0,
  others: id ? 0 : 3,
  people_by_step: [id ? 1 : 3],
  active_by_step: [0],
  ...more,
});

/** A forest grown at random, as deep as `depth` and told of branch by branch; everybody stands at a head of their own. */
function grown(people: number, depth: number): { told: Branch[]; people: number[]; active: number[] } {
  let seed = 7;
  const draw = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const members: { inviter: number; generation: number; active: number; upline: number[] }[] = [];
  for (let n = 0; n < people; n += 1) {
    const above = draw(10) < 3 || n === 0 ? undefined : draw(n);
    const generation = above === undefined ? 0 : members[above]!.generation + 1;
    const upline = above === undefined ? [n] : [n, ...members[above]!.upline];
    members.push({ inviter: above ?? -1, generation, active: draw(3) === 0 ? 1 : 0, upline });
  }
  const told = members.map(({ inviter, generation }, n): Branch => {
    const below = members.filter(({ upline }) => upline.includes(n));
    const at = (step: number) => below.filter((each) => each.generation === generation + step);
    const steps = [...Array(depth - Math.min(generation, depth)).keys()].filter(
      (each) => at(each).length > 0,
    );
    return branch(`n${n}`, inviter < 0 ? null : `n${inviter}`, below.length, {
      generation,
      active: below.filter(({ active }) => active).length,
      people_by_step: steps.map((each) => at(each).length),
      active_by_step: steps.map((each) => at(each).filter(({ active }) => active).length),
    });
  });
  const rows = [...Array(depth).keys()].filter((row) => members.some(({ generation }) => generation >= row));
  const from = (row: number) => members.filter(({ generation }) => generation >= row);
  return {
    told: told.filter(({ generation }) => generation < depth),
    people: rows.map((row) => from(row).length),
    active: rows.map((row) => from(row).filter(({ active }) => active).length),
  };
}

describe("the icicle", () => {
  const forest = [
    branch("a", null, 60),
    branch(null, null, 40, { others: 9 }),
    branch("b", "a", 40),
    branch("c", "a", 19),
    branch("d", "b", 30),
  ];

  it("gives every branch a width by its people, under the one above it", () => {
    const blocks = layOut(forest, 1_000);
    expect(blocks.map(({ id, row, x, width }) => [id, row, x, width])).toEqual([
      ["a", 0, 0, 600],
      [null, 0, 600, 400],
      ["b", 1, 0, 400],
      ["c", 1, 400, 190],
      ["d", 2, 0, 300],
    ]);
    expect(blocks[0]!.below).toEqual([2, 3]);
    expect(blocks[4]!.above).toBe(2);
  });

  it("begins with the branch that was asked for, whoever stands above it", () => {
    const blocks = layOut([branch("b", "elsewhere", 10), branch("d", "b", 9)], 100);
    expect(blocks.map(({ row, width }) => [row, width])).toEqual([
      [0, 100],
      [1, 90],
    ]);
  });

  it("puts those together that would be too narrow, and loses nobody", () => {
    const crowd = Array.from({ length: 50 }, (_, n) => branch(`x${n}`, null, 1, { active: n % 2 }));
    const blocks = layOut(
      [branch("a", null, 900), ...crowd, branch(null, null, 50, { others: 20 })],
      1_000,
      5,
    );
    expect(blocks).toHaveLength(2);
    expect(blocks[1]).toMatchObject({ people: 100, active: 25, others: 70, x: 900, width: 100 });
  });

  it("goes on generation by generation below what is not divided", () => {
    const told = [
      branch("a", null, 50, { people_by_step: [1, 20, 29], active_by_step: [1, 5, 2], active: 8 }),
      branch(null, null, 50, {
        others: 20,
        people_by_step: [20, 15, 10],
        active_by_step: [2, 4, 1],
        active: 9,
      }),
      branch("b", "a", 49, { generation: 1, people_by_step: [20, 29], active_by_step: [5, 2], active: 7 }),
    ];
    const blocks = layOut(told, 1_000);
    expect(
      blocks.map(({ id, steps, generation, people, active, row, x, width }) => [
        [id, steps, generation],
        [people, active],
        [row, x, width],
      ]),
    ).toEqual([
      [
        ["a", 0, 0],
        [50, 8],
        [0, 0, 500],
      ],
      [
        [null, 0, 0],
        [50, 9],
        [0, 500, 500],
      ],
      [
        ["b", 0, 1],
        [49, 7],
        [1, 0, 490],
      ],
      // Five of its people and two of the active are further down than is told of.
      [
        [null, 1, 1],
        [30, 7],
        [1, 500, 300],
      ],
      [
        [null, 1, 2],
        [29, 2],
        [2, 0, 290],
      ],
      [
        [null, 2, 2],
        [15, 3],
        [2, 500, 150],
      ],
    ]);
    expect(blocks.map(({ above }) => above)).toEqual([-1, -1, 0, 1, 2, 3]);
    expect(step(blocks, 1, "ArrowDown")).toBe(3);
    expect(step(blocks, 3, "ArrowDown")).toBe(5);
    expect(step(blocks, 5, "ArrowUp")).toBe(3);
    expect(withGenerations(told).map(({ id, others, steps, people }) => [id, others, steps, people])).toEqual(
      [
        ["a", 0, 0, 50],
        [null, 20, 0, 50],
        [null, 20, 1, 30],
        [null, 20, 2, 15],
        ["b", 0, 0, 49],
        [null, 0, 1, 29],
      ],
    );
  });

  it("has everybody in every row, however narrow it is", () => {
    const { told, people, active } = grown(400, 5);
    expect(people).toHaveLength(5);
    for (const width of [4_000, 1_280, 390, 60, 5]) {
      const blocks = layOut(told, width);
      const row = (at: number) => blocks.filter((block) => block.row === at);
      expect(people.map((_, at) => row(at).reduce((sum, block) => sum + block.people, 0))).toEqual(people);
      expect(people.map((_, at) => row(at).reduce((sum, block) => sum + block.active, 0))).toEqual(active);
      expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length);
    }
    expect(layOut(told, 5).map(({ steps }) => steps)).toEqual([0, 1, 2, 3, 4]);
  });

  it("is quick and whole with two thousand blocks of a million people", () => {
    const many: Branch[] = [branch("r", null, 1_000_000)];
    for (let n = 0; n < 1_999; n += 1) {
      many.push(branch(`n${n}`, n < 40 ? "r" : `n${(n - 40) % 40}`, n < 40 ? 20_000 : 400));
    }
    const blocks = layOut(many, 1_200);
    const below = blocks[0]!.below.map((place) => blocks[place]!);
    expect(below.reduce((sum, { people }) => sum + people, 0)).toBe(800_000);
    expect(Math.max(...blocks.map(({ x, width }) => x + width))).toBeLessThanOrEqual(1_200.001);
  });

  it("draws nothing of nobody", () => {
    expect(layOut([], 100)).toEqual([]);
    expect(layOut(forest, 0)).toEqual([]);
  });

  it("is walked by arrows", () => {
    const blocks = layOut(forest, 1_000);
    expect(step(blocks, 0, "ArrowDown")).toBe(2);
    expect(step(blocks, 2, "ArrowRight")).toBe(3);
    expect(step(blocks, 3, "ArrowRight")).toBe(3);
    expect(step(blocks, 3, "ArrowUp")).toBe(0);
    expect(step(blocks, 0, "ArrowUp")).toBe(0);
    expect(step(blocks, 0, "End")).toBe(1);
    expect(step(blocks, 4, "Tab")).toBe(4);
  });

  it("finds the wide block that nobody stayed in", () => {
    const told = [
      branch("a", null, 500, { active: 300 }),
      branch("b", null, 300, { active: 15 }),
      branch("c", null, 20, { active: 0 }),
    ];
    expect(palest(told, 30)?.id).toBe("b");
    // Also further down, and there the whole of it rather than what it is divided into.
    const below = [
      branch("a", null, 500, { active: 300 }),
      branch("b", "a", 120, { active: 10, generation: 1 }),
      branch("c", "b", 115, { active: 9, generation: 2 }),
    ];
    expect(palest(below, 30)?.id).toBe("b");
    expect(palest([branch("a", null, 500)], 30)).toBeNull();
    expect(
      palest([branch("a", null, 500, { active: 200 }), branch("b", null, 300, { active: 110 })], 30),
    ).toBeNull();
    expect(palest([], 30)).toBeNull();
  });
});
