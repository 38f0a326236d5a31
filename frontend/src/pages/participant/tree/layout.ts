/** One's tree: who stands below whom, who is open, and through whom those came who can't be named. */
import type { Schemas } from "@/api/types";

export type Member = Schemas["TreeMember"];

export interface Kin {
  byId: Map<string, Member>;
  below: Map<string, Member[]>;
  me: Member | undefined;
}

export function kinOf(nodes: Member[]): Kin {
  const byId = new Map<string, Member>();
  const below = new Map<string, Member[]>();
  for (const node of nodes) {
    byId.set(node.id, node);
    if (node.parent !== null) {
      const others = below.get(node.parent);
      if (others) {
        others.push(node);
      } else {
        below.set(node.parent, [node]);
      }
    }
  }
  return { byId, below, me: nodes[0] };
}

/** Everybody on the way from somebody up to me, themselves first. */
function wayUp(member: Member, kin: Kin): Member[] {
  const way = [member];
  let parent = member.parent;
  while (parent !== null) {
    const above = kin.byId.get(parent);
    if (!above) {
      break;
    }
    way.push(above);
    parent = above.parent;
  }
  return way;
}

/** Whose branches have to be open for somebody to be seen. */
export function above(member: Member, kin: Kin): string[] {
  return wayUp(member, kin)
    .slice(1)
    .map(({ id }) => id);
}

/** My own recruit through whom somebody came: the last name on the way to them that I know. */
export function throughWhom(member: Member, kin: Kin): Member | undefined {
  return wayUp(member, kin).find((each) => each.generation === 1);
}

/** As much of the tree as can be looked at at once: generation by generation, while there are few enough; and whoever is looked for. */
export function firstOpen(kin: Kin, who: string | null = null, most = 120): Set<string> {
  const open = new Set<string>();
  let generation = kin.me ? [kin.me] : [];
  let shown = 1;
  while (generation.length > 0) {
    const next = generation.flatMap((member) => kin.below.get(member.id) ?? []);
    shown += next.length;
    if (next.length === 0 || (shown > most && open.size > 0)) {
      break;
    }
    for (const member of generation) {
      if (kin.below.has(member.id)) {
        open.add(member.id);
      }
    }
    generation = next;
  }
  const sought = who === null ? undefined : kin.byId.get(who);
  for (const id of sought ? above(sought, kin) : []) {
    open.add(id);
  }
  return open;
}

/** Those who are shown, in the order of a list: everybody right behind their inviter. */
export function shown(kin: Kin, open: ReadonlySet<string>): Member[] {
  const listed: Member[] = [];
  const waiting = kin.me ? [kin.me] : [];
  while (waiting.length > 0) {
    const member = waiting.pop()!;
    listed.push(member);
    if (open.has(member.id)) {
      const below = kin.below.get(member.id) ?? [];
      for (let at = below.length - 1; at >= 0; at--) {
        waiting.push(below[at]!);
      }
    }
  }
  return listed;
}
