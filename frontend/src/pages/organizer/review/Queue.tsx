/** What waits for this reviewer, in the order of what hangs on it. */
import { Anchor, Button, Group, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { asProblem } from "@/api/problems";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Figure, Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useKeys } from "@/lib/keys";
import { useRoles } from "@/lib/roles";
import { relative } from "@/lib/time";
import { type Listed, percentOf, useLikelihood } from "./kinds";
import { useQueue, useTakeNext, useWaiting, type Which } from "./queues";
import { Shortcuts } from "./Shortcuts";

const OfObjective = lazy(() => import("./OfObjective"));

export function Queue() {
  const { t, i18n } = useTranslation();
  const slug = useSlug();
  const { organizer } = useRoles();
  const [asked, ask] = useSearchParams();
  const show = (["held", "asked"].find((each) => each === asked.get("show")) ?? "waiting") as Which;
  const objective = asked.get("objective") ?? "";
  const waits = useWaiting();
  const queue = useQueue(show, objective);
  const [nothing, setNothing] = useState(false);
  const take = useTakeNext(() => setNothing(true));

  useKeys({
    n: () => take.mutate(),
    j: () => step(1),
    k: () => step(-1),
  });

  function choose(name: string, value: string) {
    const next = new URLSearchParams(asked);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    ask(next, { replace: true });
  }

  return (
    <Answer screen={t("Review")} query={waits} what={t("Looking what waits for you")}>
      {({ waiting, oldest_received_at, held, asked: askedFor }) => (
        <Screen
          name={t("Review")}
          title={
            waiting > 0 && oldest_received_at
              ? t("{{count}} findings wait for you; the oldest came {{since}}.", {
                  count: waiting,
                  since: relative(oldest_received_at, new Date(), i18n.language),
                })
              : held > 0
                ? t("{{count}} findings are with you; nothing else waits.", { count: held })
                : t("Nothing waits for you.")
          }
          action={
            <Group gap="xs">
              <Shortcuts
                keys={[
                  ["n", t("Take up the next one")],
                  ["j / k", t("Next and previous in the list")],
                  ["Enter", t("Open it")],
                  ["u", t("Undo what was just said")],
                  ["?", t("Show these keys")],
                ]}
              />
              {waiting + held > 0 && (
                <Button loading={take.isPending} onClick={() => take.mutate()}>
                  {t("Take up the next one")}
                </Button>
              )}
            </Group>
          }
        >
          {take.error && <ProblemNote problem={asProblem(take.error)} />}
          {nothing && <Quiet>{t("Nothing more is to be taken up now.")}</Quiet>}
          <Group gap="md" align="flex-end">
            <SegmentedControl
              aria-label={t("Which findings")}
              value={show}
              onChange={(value) => choose("show", value === "waiting" ? "" : value)}
              data={[
                { value: "waiting", label: t("Waiting ({{n}})", { n: waiting }) },
                { value: "held", label: t("With you ({{n}})", { n: held }) },
                { value: "asked", label: t("Asked ({{n}})", { n: askedFor }) },
              ]}
            />
            <Suspense>
              <OfObjective value={objective} onChange={(value) => choose("objective", value)} />
            </Suspense>
            {organizer && (
              <Anchor component={Link} to={`/c/${slug}/manage/review/reviewers`} ms="auto">
                {t("How the reviewers do")}
              </Anchor>
            )}
          </Group>
          <Answer query={queue} what={t("Looking what waits for you")}>
            {(rows) =>
              rows.length === 0 ? (
                <Nothing show={show} />
              ) : (
                <Stack gap="md" align="flex-start">
                  <Rows rows={rows} />
                  {queue.hasNext && (
                    <Button variant="default" loading={queue.isFetchingNext} onClick={queue.next}>
                      {t("Show more")}
                    </Button>
                  )}
                </Stack>
              )
            }
          </Answer>
        </Screen>
      )}
    </Answer>
  );
}

/** Put the keyboard on the next or previous row's link. */
function step(by: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>("[data-row] a")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  links[
    at === -1 ? (by === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))
  ]?.focus();
}

function Nothing({ show }: { show: Which }) {
  const { t } = useTranslation();
  if (show === "held") {
    return (
      <Empty title={t("You have taken nothing up")}>
        {t("Take up the next one, and it is with you and nobody else for a while.")}
      </Empty>
    );
  }
  return show === "asked" ? (
    <Empty title={t("No reporter is asked anything")}>
      {t("Where you ask a reporter for more, the finding stands here until the answer comes.")}
    </Empty>
  ) : (
    <Empty title={t("Everything is decided, or with others")}>
      {t("New reports come here by themselves, those on which most hangs first.")}
    </Empty>
  );
}

function Rows({ rows }: { rows: Listed[] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const { percent } = useNumbers();
  const likelihood = useLikelihood();
  const zone = useCampaign().data?.time_zone;
  const currency = rows.find(({ prize }) => prize)?.prize?.currency;
  const believed = ({ credibility }: Listed) =>
    credibility
      ? `${likelihood(credibility.probability)} (${percent(percentOf(credibility.probability) / 100)})`
      : t("not worked out yet");
  return (
    <div className="scroll">
      <Table verticalSpacing="sm" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("Finding")}</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t("Is it true?")}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t("What came with it")}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t("Received")}
            </Table.Th>
            {currency && (
              <Table.Th scope="col" className="num" w={120}>
                {t("Prize, {{currency}}", { currency })}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} data-row>
              <Table.Td>
                <Anchor component={Link} to={`/c/${slug}/manage/review/${row.id}`} fw={600}>
                  {row.objective.title}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {t("by {{name}}", { name: row.participant.display_name })}
                  {row.round > 1 && <> · {t("appealed")}</>}
                </Text>
                <Text size="sm" c="dimmed" hiddenFrom="sm" component="div">
                  {believed(row)} · <When at={row.received_at} zone={zone} />
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">{believed(row)}</Table.Td>
              <Table.Td visibleFrom="sm">
                <Came row={row} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <When at={row.received_at} zone={zone} />
              </Table.Td>
              {currency && (
                <Table.Td className="num">
                  {row.prize && <Figure minor={row.prize.amount_minor} currency={currency} />}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Came({ row }: { row: Listed }) {
  const { t } = useTranslation();
  const links = row.evidence.filter(({ kind }) => kind === "link").length;
  const files = row.evidence.length - links;
  const parts = [
    files > 0 && t("{{count}} files", { count: files }),
    links > 0 && t("{{count}} links", { count: links }),
    row.cluster.size > 1 && t("{{count}} others say the same", { count: row.cluster.size - 1 }),
    row.votes.needed > 1 && t("{{n}} of {{needed}} votes", { n: row.votes.cast, needed: row.votes.needed }),
    row.votes.disputed && t("disputed"),
  ].filter(Boolean);
  return <>{parts.length ? parts.join(" · ") : t("nothing but the words")}</>;
}
