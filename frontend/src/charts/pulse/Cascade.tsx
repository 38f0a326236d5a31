/**
 * The whole campaign as an icicle: a row for each generation, as wide as there are people, as dark as they are active.
 * A spike that left nobody behind is a wide pale block. Any block that has a head can be gone into, and out of again.
 */
import { Anchor, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import { asProblem } from "@/api/problems";
import { Figure } from "@/charts/Figure";
import { type Palette, usePalette } from "@/charts/palette";
import { Loading, ProblemNote } from "@/components/states";
import { type Block, type Branch, layOut, palest, step, type Told, withGenerations } from "./icicle";
import { Paragraphs, type Part } from "./parts";
import classes from "./pulse.module.css";
import { useBranches } from "./reading";
import type { Saying } from "./words";

const ROW = 44;
const LETTER = 7;

export function Cascade({ report, say }: Part) {
  const { t } = say;
  const [asked] = useSearchParams();
  const root = asked.get("root");
  const branches = useBranches(root);
  const told = branches.data;
  const blocks: Branch[] = useMemo(() => told?.branches ?? [], [told]);
  const table = useCallback(
    () => ({
      columns: [
        { name: t("branch of") },
        { name: t("generation"), isNumber: true },
        { name: t("people"), isNumber: true },
        { name: t("active"), isNumber: true },
        { name: t("share active"), isNumber: true },
        { name: t("people brought in") },
      ],
      rows: withGenerations(blocks).map((block) => [
        nameOf(block, say),
        block.generation,
        block.people,
        block.active,
        Number((block.active / block.people).toFixed(3)),
        block.id ? String(block.direct) : "",
      ]),
    }),
    [blocks, say, t],
  );
  const people = told?.people ?? 0;
  // Until it is there the picture is what was shown before, and is said to be nobody’s.
  const coming = branches.isPlaceholderData;
  const head = root && !coming && blocks[0] ? nameOf({ ...blocks[0], steps: 0 }, say) : undefined;
  const said = { active: say.number(told?.active ?? 0), n: say.number(people) };
  const title = coming
    ? t("Adding up the branches")
    : told === undefined
      ? t("The cascade")
      : people === 0
        ? t("Nobody has joined yet.")
        : head
          ? t("Of the {{n}} people in the branch of {{name}}, {{active}} are active.", {
              ...said,
              name: head,
            })
          : t("Of {{n}} people, {{active}} are active: {{share}}.", {
              ...said,
              share: say.share((told?.active ?? 0) / people),
            });
  const pale = palest(blocks, report.settings.minimum);
  return (
    <Figure
      title={title}
      subtitle={t(
        "Every row is a generation; a block is a branch, as wide as its people are many and as dark as they are active.",
      )}
      definition={
        <Paragraphs
          of={[
            t("Active is who took part on one of the last {{days}} days.", {
              days: told?.gap_days ?? report.settings.gap_days,
            }),
            t(
              "Below a branch stand the branches of those whom its head brought in, the widest first. What is too narrow is told of together, and added up generation by generation: below it stands whoever is a generation further down or more.",
            ),
            t(
              "Choosing a block shows it by itself: by a click, or by the arrow keys and Enter. The line above the picture leads back.",
            ),
          ]}
        />
      }
      name={root ? "cascade-branch" : "cascade"}
      table={table}
      missing={people === 0 && told ? t("As soon as somebody joins, their branch is drawn here.") : undefined}
      control={<Trail root={root} name={head ?? ""} say={say} />}
      note={pale ? paleNote(pale, say) : undefined}
    >
      {branches.error ? (
        <ProblemNote problem={asProblem(branches.error)} retry={() => void branches.refetch()} />
      ) : told ? (
        <Icicle branches={blocks} label={title} root={root} say={say} />
      ) : (
        <Loading what={t("Adding up the branches")} />
      )}
    </Figure>
  );
}

function nameOf({ name, others, steps, generation }: Told, say: Saying): string {
  const all = others
    ? say.t("{{n}} other branches", { count: others, n: say.number(others) })
    : name || say.t("somebody without a name");
  return steps > 0 ? say.t("{{name}}, generation {{generation}} and below", { generation, name: all }) : all;
}

function paleNote(pale: Branch, say: Saying): string {
  const { t } = say;
  const counted = { n: say.number(pale.people), active: say.number(pale.active) };
  return pale.others
    ? t(
        "{{others}} other branches together are wide and pale: of their {{n}} people {{active}} are active.",
        {
          count: pale.others,
          others: say.number(pale.others),
          ...counted,
        },
      )
    : t("The branch of {{name}} is wide and pale: of its {{n}} people {{active}} are active.", {
        ...counted,
        name: nameOf({ ...pale, steps: 0 }, say),
      });
}

/** The way back up: everybody, then whoever stands above, down to the branch that is shown. */
function Trail({ root, name, say }: { root: string | null; name: string; say: Saying }) {
  const { t } = say;
  const here = useHere();
  const upline = useQuery(
    "get",
    "/api/v1/participants/{participant_id}/upline/",
    { params: { path: { participant_id: root ?? "" } } },
    { enabled: root !== null, staleTime: 60_000 },
  );
  if (!root) {
    return (
      <Text size="sm" component="p" m={0}>
        {t("Everybody")}
      </Text>
    );
  }
  const above = [...(upline.data?.results ?? [])].reverse();
  return (
    <nav aria-label={t("Branches above")}>
      <ol className={classes.trail}>
        <li>
          <Anchor component={Link} to={here(null)} size="sm" preventScrollReset>
            {t("Everybody")}
          </Anchor>
        </li>
        {above.map((person) => (
          <li key={person.id}>
            <Anchor component={Link} to={here(person.id)} size="sm" preventScrollReset>
              {person.display_name || t("somebody without a name")}
            </Anchor>
          </li>
        ))}
        <li aria-current="page">{name}</li>
      </ol>
    </nav>
  );
}

/** The address of this screen with another branch at the top. */
function useHere() {
  const [asked] = useSearchParams();
  return useCallback(
    (root: string | null) => {
      const next = new URLSearchParams(asked);
      if (root) {
        next.set("root", root);
      } else {
        next.delete("root");
      }
      return { search: next.toString(), hash: "cascade" };
    },
    [asked],
  );
}

interface Drawn {
  branches: Branch[];
  label: string;
  root: string | null;
  say: Saying;
}

const Icicle = memo(function Icicle({ branches, label, root, say }: Drawn) {
  const { ref, width } = useElementSize();
  const palette = usePalette();
  const navigate = useNavigate();
  const here = useHere();
  const [at, setAt] = useState(0);
  const items = useRef(new Map<number, SVGGElement>());
  const blocks = useMemo(() => layOut(branches, Math.max(width, 0)), [branches, width]);
  const rows = 1 + Math.max(-1, ...blocks.map(({ row }) => row));
  const now = at < blocks.length ? at : 0;

  function enter(block: Block) {
    if (block.id && block.direct > 0 && block.id !== root) {
      setAt(0);
      void navigate(here(block.id), { preventScrollReset: true });
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      enter(blocks[now]!);
      return;
    }
    const next = step(blocks, now, event.key);
    if (next !== now) {
      event.preventDefault();
      setAt(next);
      items.current.get(next)?.focus();
    }
  }

  return (
    <div ref={ref} className={classes.icicle}>
      {width > 0 && (
        <svg
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a picture that is a tree to walk in
          role="tree"
          aria-label={label}
          width={width}
          height={Math.max(rows, 3) * ROW}
          viewBox={`0 0 ${width} ${Math.max(rows, 3) * ROW}`}
          onKeyDown={onKeyDown}
        >
          {blocks.length === 0 && (
            <rect width={width} height={3 * ROW} fill="none" stroke={palette.hairline} rx={4} />
          )}
          {blocks.map((block, place) => (
            <g
              key={block.key}
              ref={(item) => {
                if (item) {
                  items.current.set(place, item);
                } else {
                  items.current.delete(place);
                }
              }}
              role="treeitem"
              aria-level={block.row + 1}
              aria-selected={place === now}
              aria-label={told(block, say)}
              tabIndex={place === now ? 0 : -1}
              data-opens={Boolean(block.id && block.direct > 0 && block.id !== root)}
              onFocus={() => setAt(place)}
              onClick={() => enter(block)}
            >
              <title>{told(block, say)}</title>
              <rect
                x={block.x + 0.5}
                y={block.row * ROW + 1}
                width={Math.max(block.width - 1, 0.5)}
                height={ROW - 2}
                fill={shade(block.active / block.people, palette)}
                stroke={palette.quiet}
                strokeOpacity={block.width < 6 ? 0 : 0.45}
                strokeDasharray={!block.id && block.width > 20 ? "3 2" : undefined}
              />
            </g>
          ))}
          {/* Beside the blocks: what is cut to their width is not what they are called. */}
          <g aria-hidden pointerEvents="none">
            {blocks.map((block) => (
              <Words key={block.key} block={block} palette={palette} say={say} />
            ))}
          </g>
        </svg>
      )}
      <Scale palette={palette} say={say} />
    </div>
  );
});

/** The name and what is left of it, as far as there is room; a narrow block says it by pointing. */
function Words({ block, palette, say }: { block: Block; palette: Palette; say: Saying }) {
  const letters = Math.floor((block.width - 12) / LETTER);
  if (letters < 4) {
    return null;
  }
  const counted = `${say.number(block.people)} · ${say.share(block.active / block.people)}`;
  // Of what they are the block above them says.
  const name =
    block.steps > 0 ? say.t("gen. {{number}} and below", { number: block.generation }) : nameOf(block, say);
  return (
    <text x={block.x + 6} y={block.row * ROW + 18} fontSize={12} fill={palette.ink} pointerEvents="none">
      <tspan fontWeight={600}>{cut(name, letters)}</tspan>
      <tspan x={block.x + 6} dy={16}>
        {counted.length <= letters ? counted : cut(say.number(block.people), letters)}
      </tspan>
    </text>
  );
}

/** What the shades mean, from nobody to everybody. */
function Scale({ palette, say }: { palette: Palette; say: Saying }) {
  const { t } = say;
  return (
    <div className={classes.scale} aria-hidden>
      <span>{t("nobody active")}</span>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span key={share} className={classes.swatch} style={{ background: shade(share, palette) }} />
      ))}
      <span>{t("everybody")}</span>
    </div>
  );
}

function told(block: Block, say: Saying): string {
  return say.t("{{name}}: {{n}} people, {{active}} active ({{share}})", {
    count: block.people,
    name: nameOf(block, say),
    n: say.number(block.people),
    active: say.number(block.active),
    share: say.share(block.active / block.people),
  });
}

const ENDS = {
  light: [
    [0xf1, 0xf2, 0xf1],
    [0x4c, 0x9b, 0xcb],
  ],
  dark: [
    [0x1e, 0x23, 0x27],
    [0x1f, 0x63, 0x91],
  ],
} as const;

/** From pale to blue; the ink stays legible on all of it. */
function shade(share: number, palette: Palette): string {
  const [from, to] = palette.paper === "#14171A" ? ENDS.dark : ENDS.light;
  const mixed = from.map((channel, n) =>
    Math.round(channel + (to[n]! - channel) * Math.min(Math.max(share, 0), 1)),
  );
  return `rgb(${mixed.join(" ")})`;
}

function cut(text: string, letters: number): string {
  const all = [...text];
  return all.length <= letters
    ? text
    : `${all
        .slice(0, Math.max(letters - 1, 1))
        .join("")
        .trimEnd()}…`;
}
