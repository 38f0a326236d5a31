import { describe, expect, it } from "vitest";
import { firstOpen, kinOf, type Member, shown, throughWhom } from "./layout";
import { layOutTree } from "./placing";

const member = (id: string, parent: string | null, generation: number): Member => ({
  id,
  parent,
  generation,
  name: generation < 2 ? id : null,
  joined_at: "2026-01-01T00:00:00Z",
  active: true,
  recruits: 0,
  verified: 0,
});
const kin = kinOf([
  member("me", null, 0),
  member("bob", "me", 1),
  member("zoe", "me", 1),
  member("carol", "bob", 2),
  member("dave", "carol", 3),
]);

describe("one's tree", () => {
  it("lists everybody right behind their inviter, as far as it is open", () => {
    expect(shown(kin, new Set(["me", "bob", "carol"])).map(({ id }) => id)).toEqual([
      "me", "bob", "carol", "dave", "zoe",
    ]); // biome-ignore format: a row
    expect(shown(kin, new Set(["me"])).map(({ id }) => id)).toEqual(["me", "bob", "zoe"]);
  });

  it("stands from left to right, nobody on another's place", () => {
    const spots = layOutTree(kin, new Set(["me", "bob", "carol"]));
    const places = new Set(spots.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(5);
    for (const spot of spots) {
      expect(spot.parent === null || spot.parent.x < spot.x).toBe(true);
    }
    expect(layOutTree(kin, new Set(["me"])).find(({ member }) => member.id === "bob")?.isFolded).toBe(true);
  });

  it("knows through whom somebody came", () => {
    expect(throughWhom(kin.byId.get("dave")!, kin)?.name).toBe("bob");
  });

  it("opens generation by generation while there are few, but one at least", () => {
    const many = Array.from({ length: 200 }, (_, n) => member(`r${n}`, "me", 1));
    const wide = kinOf([member("me", null, 0), ...many, member("x", "r0", 2)]);
    expect([...firstOpen(wide)]).toEqual(["me"]);
    expect(firstOpen(kin)).toEqual(new Set(["me", "bob", "carol"]));
  });

  it("opens the way to whoever is looked for", () => {
    expect(firstOpen(kin, "dave", 0)).toEqual(new Set(["me", "bob", "carol"]));
    expect(firstOpen(kin, "nobody", 0)).toEqual(new Set(["me"]));
  });
});
