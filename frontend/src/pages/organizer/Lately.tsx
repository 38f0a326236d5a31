/** What happened in a campaign of late. */
import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@/api/client";
import { Answer } from "@/components/states";
import { Money, Quiet, When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { rowsOf } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { together } from "@/lib/together";
import { useStateWord } from "@/lib/words";

interface Event {
  key: string;
  at: string;
  words: ReactNode;
}

const SHOWN = 8;

/** What happened last, gathered from who joined, what was reported and decided, what was shared out, and the news. */
export function Lately({ zone }: { zone: string | undefined }) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const slug = useSlug();
  const base = `/c/${slug}/manage`;
  const { organizer, reviewer, treasurer } = useRoles();
  const path = { slug };
  const every = { refetchInterval: 15_000 };
  const joined = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participants/",
    { params: { path, query: { ordering: "-joined_at", limit: SHOWN } } },
    { ...every, enabled: organizer || reviewer || treasurer },
  );
  const reported = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/findings/",
    { params: { path, query: { ordering: "-received_at", limit: SHOWN } } },
    every,
  );
  const settled = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/settlements/",
    { params: { path, query: { ordering: "-made", limit: SHOWN } } },
    every,
  );
  const news = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/updates/",
    { params: { path, query: { limit: 3 } } },
    every,
  );
  const objectives = useQuery("get", "/api/v1/campaigns/{slug}/objectives/", {
    params: { path, query: { limit: 100 } },
  });
  const called = (id: string) =>
    objectives.data?.results.find((each) => each.id === id)?.title ?? t("a finding");
  const person = (who: { id: string; display_name: string }) => (
    <Anchor component={Link} to={`${base}/people/${who.id}`}>
      {who.display_name}
    </Anchor>
  );
  const finding = (id: string, objective: string) =>
    reviewer ? (
      <Anchor component={Link} to={`${base}/review/${id}`}>
        {called(objective)}
      </Anchor>
    ) : (
      called(objective)
    );
  const events = together([joined, reported, settled, news, objectives], (): Event[] =>
    [
      ...(rowsOf(joined.data) ?? []).map((each) => ({
        key: `join-${each.id}`,
        at: each.joined_at,
        words: (
          <>
            {person(each)} {each.invited_by ? t("joined, brought in by") : t("joined without an inviter")}{" "}
            {each.invited_by && person(each.invited_by)}
          </>
        ),
      })),
      ...(rowsOf(reported.data) ?? []).flatMap((each) => [
        {
          key: `report-${each.id}`,
          at: each.received_at,
          words: (
            <>
              {person(each.participant)} {t("reported")} {finding(each.id, each.objective)}
            </>
          ),
        },
        ...(each.decided_at
          ? [
              {
                key: `verdict-${each.id}`,
                at: each.decided_at,
                words: (
                  <>
                    {finding(each.id, each.objective)}, {person(each.participant)}:{" "}
                    {stateWord(each.state ?? "submitted")}
                  </>
                ),
              },
            ]
          : []),
      ]),
      ...(rowsOf(settled.data) ?? []).map((each) => ({
        key: `paid-${each.id}`,
        at: each.settled_at,
        words: (
          <>
            <Money of={each.prize} /> {t("was shared out for")} {finding(each.finding, each.objective)}
          </>
        ),
      })),
      ...(news.data?.results ?? []).map((each) => ({
        key: `news-${each.id}`,
        at: each.published_at,
        words: (
          <>
            {t("News:")} {each.title}
          </>
        ),
      })),
    ]
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
      .slice(0, SHOWN),
  );
  return (
    <Stack gap="xs">
      <Title order={2}>{t("Lately")}</Title>
      <Answer query={events} what={t("Fetching what happened")}>
        {(events) =>
          events.length === 0 ? (
            <Quiet>{t("Nothing has happened yet. It begins when the first people join by a link.")}</Quiet>
          ) : (
            <List listStyleType="none" spacing="xs">
              {events.map((event) => (
                <List.Item key={event.key}>
                  {event.words}{" "}
                  <Text span size="sm" c="dimmed">
                    <When at={event.at} zone={zone} />
                  </Text>
                </List.Item>
              ))}
            </List>
          )
        }
      </Answer>
    </Stack>
  );
}
