/** My tree: who came through me, who of them still takes part, and who is new. */
import { Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconCircle, IconCircleFilled, IconSearch } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { usePalette } from "@/charts/palette";
import { Screen } from "@/components/Screen";
import { Answer, Empty, Loading } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { useOwn } from "@/lib/place";
import { TreeList } from "./List";
import { above, firstOpen, type Kin, kinOf, type Member, shown, throughWhom } from "./layout";
import classes from "./Tree.module.css";

// Drawing comes when there is something to draw.
const Picture = lazy(() => import("./Picture"));
const DAY = 86_400_000;
const NEWS = 5;

export function OwnTree() {
  const { t } = useTranslation();
  const tree = useQuery("get", "/api/v1/campaigns/{slug}/me/tree/", useOwn(), { refetchInterval: 60_000 });
  const base = `/c/${useSlug()}/me`;
  return (
    <Answer screen={t("My tree")} query={tree} what={t("Fetching your tree")}>
      {(data) =>
        data.people === 0 ? (
          <Screen title={t("Nobody has come through you yet.")} name={t("My tree")}>
            <Empty
              title={t("Your tree begins with the first who joins by your link")}
              action={
                <Button component={Link} to={base}>
                  {t("To my link")}
                </Button>
              }
            >
              {t("Here you then see whom they bring in, who of them still takes part, and what was found.")}
            </Empty>
          </Screen>
        ) : (
          <Grown tree={data} />
        )
      }
    </Answer>
  );
}

function Grown({ tree }: { tree: Schemas["OwnTree"] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const palette = usePalette();
  const kin = useMemo(() => kinOf(tree.nodes), [tree]);
  const [query, setQuery] = useSearchParams();
  const [open, setOpen] = useState(() => firstOpen(kin, query.get("who")));
  // Keys come quicker than an address changes.
  const [selected, setSelected] = useState(query.get("who"));
  const isList = query.get("view") === "list";
  const change = useCallback(
    (name: string, value: string | null) =>
      setQuery(
        (before) => {
          const next = new URLSearchParams(before);
          value === null ? next.delete(name) : next.set(name, value);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setQuery],
  );
  const select = useCallback(
    (id: string) => {
      setSelected(id);
      change("who", id);
    },
    [change],
  );
  const toggle = useCallback(
    (id: string) =>
      setOpen((before) => {
        const next = new Set(before);
        next.delete(id) || next.add(id);
        return next;
      }),
    [],
  );
  const bring = (member: Member) => {
    setOpen((before) => new Set([...before, ...above(member, kin)]));
    select(member.id);
  };
  const rows = useMemo(() => (isList ? shown(kin, open) : []), [isList, kin, open]);
  const fresh = useMemo(() => {
    const since = Date.now() - DAY;
    return new Set(tree.nodes.filter((node) => Date.parse(node.joined_at) > since).map(({ id }) => id));
  }, [tree]);
  const told = useCallback((member: Member) => tell(member, kin, t), [kin, t]);
  const active = tree.nodes.filter((node) => node.active && node.generation > 0).length;
  const member = selected ? kin.byId.get(selected) : undefined;
  const all = useMemo(() => new Set(kin.below.keys()), [kin]);
  const label = t(
    "Your tree. Arrow keys go from one to the next, plus and minus zoom, Enter folds a branch.",
  );
  return (
    <Screen
      title={t("{{count}} people came through you; {{active}} of them are active.", {
        count: tree.people,
        active: number(active),
      })}
      name={t("My tree")}
    >
      {!tree.complete && (
        <Text>{t("{{count}} more stand further away than is shown here.", { count: tree.beyond })}</Text>
      )}
      <News tree={tree} told={told} bring={bring} />
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end">
          <Search kin={kin} bring={bring} />
          <Group gap="xs">
            <Button variant="default" onClick={() => setOpen(all)} disabled={open.size >= all.size}>
              {t("Unfold all")}
            </Button>
            <Button variant="default" onClick={() => setOpen(new Set(kin.me ? [kin.me.id] : []))}>
              {t("Fold")}
            </Button>
            <SegmentedControl
              aria-label={t("How the tree is shown")}
              value={isList ? "list" : "picture"}
              onChange={(value) => change("view", value === "list" ? "list" : null)}
              data={[
                { value: "picture", label: t("Picture") },
                { value: "list", label: t("List") },
              ]}
            />
          </Group>
        </Group>
        {isList ? (
          <TreeList
            rows={rows}
            kin={kin}
            open={open}
            label={t("Your tree as a list")}
            told={told}
            selected={selected ?? kin.me?.id ?? null}
            select={select}
            toggle={toggle}
          />
        ) : (
          <Suspense fallback={<Loading what={t("Drawing")} />}>
            <Picture
              kin={kin}
              open={open}
              label={label}
              selected={selected}
              select={select}
              toggle={toggle}
              fresh={fresh}
            />
          </Suspense>
        )}
        <Group gap="md">
          <Text component="span" size="sm" className={classes.key}>
            <IconCircleFilled size={14} aria-hidden color={palette.series[0]} />
            {t("Active: did something in the last {{days}} days", { days: tree.gap_days })}
          </Text>
          <Text component="span" size="sm" className={classes.key}>
            <IconCircle size={14} aria-hidden />
            {t("Dormant: did not")}
          </Text>
        </Group>
        <div aria-live="polite">
          {member ? (
            <About
              member={member}
              told={told}
              isOpen={open.has(member.id)}
              toggle={kin.below.has(member.id) ? () => toggle(member.id) : null}
            />
          ) : (
            <Quiet>
              {t("Choose somebody to read about them. Only those whom you brought in yourself are named.")}
            </Quiet>
          )}
        </div>
      </Stack>
    </Screen>
  );
}

/** By name, or by where they stand. */
function tell(member: Member, kin: Kin, t: TFunction): string {
  if (member.generation === 0) {
    return t("You");
  }
  if (member.name !== null) {
    return member.name;
  }
  const through = throughWhom(member, kin)?.name;
  return through
    ? t("{{steps}} steps below you, through {{name}}", { steps: member.generation, name: through })
    : t("{{steps}} steps below you", { steps: member.generation });
}

function News({
  tree,
  told,
  bring,
}: {
  tree: Schemas["OwnTree"];
  told: (member: Member) => string;
  bring: (member: Member) => void;
}) {
  const { t } = useTranslation();
  const lately = useMemo(() => {
    const since = Date.now() - 7 * DAY;
    return tree.nodes.filter((node) => node.generation > 0 && Date.parse(node.joined_at) > since);
  }, [tree]);
  const newest = lately.slice(-NEWS).reverse();
  return (
    <Stack gap={4} component="section">
      <Title order={2}>
        {lately.length === 0
          ? t("Nobody joined in the last seven days")
          : t("{{count}} people joined in the last seven days", { count: lately.length })}
      </Title>
      {newest.map((member) => (
        <Text key={member.id} component="p" m={0}>
          <Button
            variant="transparent"
            c="inherit"
            td="underline"
            px={0}
            fw={400}
            onClick={() => bring(member)}
          >
            {told(member)}
          </Button>{" "}
          <Text component="span" c="dimmed" size="sm">
            <When at={member.joined_at} />
          </Text>
        </Text>
      ))}
    </Stack>
  );
}

function Search({ kin, bring }: { kin: Kin; bring: (member: Member) => void }) {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const words = sought.trim().toLocaleLowerCase();
  const found = words
    ? [...kin.byId.values()].filter((member) => member.name?.toLocaleLowerCase().includes(words)).slice(0, 8)
    : [];
  return (
    <Stack gap={4}>
      <TextInput
        type="search"
        label={t("Look for somebody whom you brought in")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <div role="status">
        {words && found.length === 0 && <Quiet>{t("Nobody of this name came by your link.")}</Quiet>}
        <Group gap="xs">
          {found.map((member) => (
            <Button key={member.id} variant="default" onClick={() => bring(member)}>
              {member.name}
            </Button>
          ))}
        </Group>
      </div>
    </Stack>
  );
}

function About({
  member,
  told,
  isOpen,
  toggle,
}: {
  member: Member;
  told: (member: Member) => string;
  isOpen: boolean;
  toggle: (() => void) | null;
}) {
  const { t } = useTranslation();
  return (
    <Group gap="md">
      <div>
        <Text component="p" m={0} fw={600}>
          {told(member)}
        </Text>
        <Quiet>
          {member.active ? t("Active") : t("Dormant")} · {t("joined")} <When at={member.joined_at} /> ·{" "}
          {t("{{count}} recruits of their own", { count: member.recruits })} ·{" "}
          {t("{{count}} reports found true", { count: member.verified })}
        </Quiet>
      </div>
      {toggle && (
        <Button variant="default" onClick={toggle}>
          {isOpen ? t("Fold this branch") : t("Unfold this branch")}
        </Button>
      )}
    </Group>
  );
}
