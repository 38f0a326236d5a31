/** Where I stand: by whom I brought who still takes part, and by what I found that was true. */
import { Anchor, Badge, Group, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { useNumbers } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { useOwn } from "@/lib/place";
import { day } from "@/lib/time";

// What is chosen comes after what is read.
const OptOut = lazy(() => import("./OptOut"));

type Board = Schemas["Leaderboard"];
const PATH = "/api/v1/campaigns/{slug}/leaderboard/";

export function OwnLeaderboard() {
  const { t, i18n } = useTranslation();
  const own = useOwn();
  const base = `/c/${useSlug()}/me`;
  const [query, setQuery] = useSearchParams();
  const period = query.get("period") === "current" ? "current" : "all";
  const params = (around?: "me") => ({
    params: { path: own.params.path, query: { period, ...(around ? { around } : {}) } } as const,
  });
  const near = useQuery("get", PATH, params("me"));
  const best = useQuery("get", PATH, params());
  const { number } = useNumbers();
  return (
    <Screen title={near.data ? titleOf(near.data, t, number) : t("Leaderboard")} name={t("Leaderboard")}>
      {/* It stays while another period is fetched, and so does the focus. */}
      <Group gap="md">
        <SegmentedControl
          aria-label={t("Period")}
          value={period}
          onChange={(value) => setQuery(value === "current" ? { period: "current" } : {}, { replace: true })}
          data={[
            { value: "all", label: t("All time") },
            { value: "current", label: t("This period") },
          ]}
        />
        {near.data && <Definition board={near.data} />}
      </Group>
      <Answer query={near} what={t("Fetching where you stand")}>
        {(board) => (
          <>
            {board.since && (
              <Text size="sm" c="dimmed" component="p" m={0}>
                {t("Since {{day}}", { day: day(board.since, board.time_zone, i18n.language) })}
              </Text>
            )}
            {board.me && board.me.score === 0 && (
              <Empty
                title={t("You have no score yet")}
                action={
                  <Anchor component={Link} to={base}>
                    {t("To my link")}
                  </Anchor>
                }
              >
                {t(
                  "One report that is found true, or one person who came by your link and takes part, brings you onto it.",
                )}
              </Empty>
            )}
            {board.results.length > 0 && <Ranks title={t("Around you")} board={board} />}
            <Answer query={best} what={t("Fetching who stands first")}>
              {(all) => (all.results.length > 0 ? <Ranks title={t("Who stands first")} board={all} /> : null)}
            </Answer>
            {board.me && (
              <Suspense fallback={null}>
                <OptOut isOn={board.me.on_leaderboard} />
              </Suspense>
            )}
          </>
        )}
      </Answer>
    </Screen>
  );
}

function titleOf(board: Board, t: ReturnType<typeof useTranslation>["t"], number: (value: number) => string) {
  const me = board.me;
  if (!me?.on_leaderboard && me) {
    return t("You are not on the leaderboard.");
  }
  if (!me || me.rank === null) {
    return t("You are not ranked yet.");
  }
  return t("You stand at place {{rank}} of {{people}}.", {
    rank: number(me.rank),
    people: number(board.people),
  });
}

function Definition({ board }: { board: Board }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("How it is counted")}</summary>
      <Text size="sm" component="p" maw="46ch">
        {t(
          "One point for everybody whom you brought in yourself and who did something in the last {{days}} days, and one for every report of yours that was found true and still is. Who has as many points shares the place. So it counts what lasts, not how many signed up.",
          { days: board.gap_days },
        )}
      </Text>
    </details>
  );
}

function Ranks({ title, board }: { title: string; board: Board }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  return (
    <Stack gap="xs" component="section">
      <Title order={2}>{title}</Title>
      <Table maw={720} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className="num">
              {t("Place")}
            </Table.Th>
            <Table.Th scope="col">{t("Who")}</Table.Th>
            <Table.Th scope="col" className="num" visibleFrom="sm">
              {t("Active recruits")}
            </Table.Th>
            <Table.Th scope="col" className="num" visibleFrom="sm">
              {t("Found true")}
            </Table.Th>
            <Table.Th scope="col" className="num">
              {t("Points")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {board.results.map((row) => (
            <Table.Tr key={row.id} fw={row.is_me ? 600 : 400}>
              <Table.Td className="num">{number(row.rank)}</Table.Td>
              <Table.Th scope="row" fw="inherit">
                {row.name ?? t("Somebody who is not named")}{" "}
                {row.is_me && (
                  <Badge variant="default" tt="none">
                    {t("You")}
                  </Badge>
                )}
                <Text hiddenFrom="sm" size="sm" c="dimmed" fw={400}>
                  {t("Active recruits")}: {number(row.active_recruits)} · {t("Found true")}:{" "}
                  {number(row.verified)}
                </Text>
              </Table.Th>
              <Table.Td className="num" visibleFrom="sm">
                {number(row.active_recruits)}
              </Table.Td>
              <Table.Td className="num" visibleFrom="sm">
                {number(row.verified)}
              </Table.Td>
              <Table.Td className="num">{number(row.score)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
