/** What one reported, and how each of it stands. */
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, useQuery } from "@/api/client";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { When } from "@/components/texts";
import classes from "@/findings/Findings.module.css";
import { type Finding, standingOf } from "@/findings/wording";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useObjectives } from "@/lib/objectives";
import { cursorOf } from "@/lib/pages";
import { usePlace } from "@/lib/place";
import { OnTheirWay } from "@/outbox/OnTheirWay";
import { keep } from "@/outbox/store";

export function Findings() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("My findings")} query={usePlace()} what={t("Fetching your place")}>
      {({ id }) => <Own participant={id} />}
    </Answer>
  );
}

function Own({ participant }: { participant: string }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const query = useInfiniteQuery({
    queryKey: ["own findings", slug, participant],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET("/api/v1/campaigns/{slug}/findings/", {
        params: {
          path: { slug },
          query: { participant, limit: 50, ordering: "-made", ...(pageParam ? { cursor: pageParam } : {}) },
        },
      });
      return data as { results: Finding[]; next: string | null };
    },
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchInterval: 30_000,
  });
  return (
    <Answer screen={t("My findings")} query={query} what={t("Fetching your findings")}>
      {({ pages }) => (
        <List
          findings={pages.flatMap((page) => page.results)}
          more={query.hasNextPage ? () => void query.fetchNextPage() : null}
          fetching={query.isFetchingNextPage}
        />
      )}
    </Answer>
  );
}

/** The most pressing of it. */
function headline(findings: Finding[], t: TFunction): string {
  const of = (...states: Finding["state"][]) => findings.filter((each) => states.includes(each.state)).length;
  const asked = of("needs_info");
  if (asked > 0) {
    return t("{{count}} of your findings need an answer from you.", { count: asked });
  }
  const waiting = of("submitted", "under_review");
  if (waiting > 0) {
    return t("{{count}} of your findings wait for a reviewer.", { count: waiting });
  }
  const paid = findings.filter((each) => each.state === "verified" && !each.quota_filled).length;
  return paid > 0
    ? t("{{count}} of your findings were found true and paid.", { count: paid })
    : t("All that you reported is decided.");
}

function List({
  findings,
  more,
  fetching,
}: {
  findings: Finding[];
  more: (() => void) | null;
  fetching: boolean;
}) {
  const { t } = useTranslation();
  const slug = useSlug();
  const navigate = useNavigate();
  const zone = useCampaign().data?.time_zone;
  const me = useQuery("get", "/api/v1/me/").data;
  const objectives = useObjectives(slug).data ?? [];
  const titles = new Map(objectives.map((each) => [each.id, each.title]));
  const report = (
    <Button component={Link} to={`/c/${slug}/me/report`}>
      {t("Report a finding")}
    </Button>
  );
  return (
    <Screen
      title={findings.length === 0 ? t("You have reported nothing yet.") : headline(findings, t)}
      name={t("My findings")}
      action={report}
    >
      {me && (
        <OnTheirWay
          owner={me.id}
          slug={slug}
          onMend={(mended) => void keep(mended).then(() => navigate(`/c/${slug}/me/report`))}
        />
      )}
      {findings.length === 0 ? (
        <Empty title={t("What you find stands here")}>
          {t(
            "Report what you found, with a photo if you can. Here you see what becomes of it, and what it pays.",
          )}
        </Empty>
      ) : (
        <ul className={classes.list}>
          {findings.map((finding) => {
            const { word, sentence, icon: Icon } = standingOf(finding, t);
            return (
              <li key={finding.id} className={classes.row}>
                <Icon size={22} aria-hidden />
                <Stack gap={2}>
                  <Group gap="xs" justify="space-between">
                    <Anchor component={Link} to={`/c/${slug}/me/findings/${finding.id}`} fw={600}>
                      {titles.get(finding.objective) ?? t("A finding")}
                    </Anchor>
                    <Text component="span" size="sm" c="dimmed">
                      <When at={finding.received_at} zone={zone} />
                    </Text>
                  </Group>
                  <p>
                    <strong>{word}.</strong> {sentence}
                  </p>
                </Stack>
              </li>
            );
          })}
        </ul>
      )}
      {more && (
        <Group>
          <Button variant="default" loading={fetching} onClick={more}>
            {t("Show earlier ones")}
          </Button>
        </Group>
      )}
    </Screen>
  );
}
