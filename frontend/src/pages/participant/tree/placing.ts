/** Where everybody stands in the picture of one's tree. */
import { stratify, tree } from "d3-hierarchy";
import { type Kin, type Member, shown } from "./layout";

export const ROW = 22;
export const COLUMN = 150;

export interface Spot {
  member: Member;
  /** To the right with every step below me. */
  x: number;
  y: number;
  parent: Spot | null;
  isFolded: boolean;
}

/** Where those who are shown stand: tidy, from left to right. */
export function layOutTree(kin: Kin, open: ReadonlySet<string>): Spot[] {
  const members = shown(kin, open);
  if (members.length === 0) {
    return [];
  }
  const root = stratify<Member>()
    .id((member) => member.id)
    .parentId((member) => member.parent)(members);
  const placed = tree<Member>()
    .nodeSize([ROW, COLUMN])
    .separation(() => 1)(root);
  const spots = new Map<string, Spot>();
  const listed: Spot[] = [];
  placed.each((node) => {
    const spot: Spot = {
      member: node.data,
      x: node.y,
      y: node.x,
      parent: node.data.parent === null ? null : (spots.get(node.data.parent) ?? null),
      isFolded: kin.below.has(node.data.id) && !open.has(node.data.id),
    };
    spots.set(node.data.id, spot);
    listed.push(spot);
  });
  return listed;
}
