/** What one reported, and how each of it stands, the most pressing first. */
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useInfiniteQuery, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { asAnswer } from "@/components/More";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { When } from "@/components/texts";
import classes from "@/findings/Findings.module.css";
import { type Finding, standingOf } from "@/findings/wording";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useObjectives } from "@/lib/objectives";
import { BY_CURSOR } from "@/lib/pages";
import { useOwn } from "@/lib/place";
import { OnTheirWay } from "@/outbox/OnTheirWay";
import { keep } from "@/outbox/store";

export function Findings() {
  const { t } = useTranslation();
  const params = useOwn();
  const often = { refetchInterval: 30_000 } as const;
  const standing = useQuery("get", "/api/v1/campaigns/{slug}/me/findings/standing/", params, often);
  const query = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/me/findings/",
    { params: { path: params.params.path, query: { limit: 50 } } },
    { ...BY_CURSOR, ...often },
  );
  return (
    <Answer screen={t("My findings")} query={standing} what={t("Fetching your findings")}>
      {(counted) => (
        <Answer screen={t("My findings")} query={asAnswer(query)} what={t("Fetching your findings")}>
          {(findings) => (
            <List
              findings={findings}
              headline={headline(counted, t)}
              more={query.hasNextPage ? () => void query.fetchNextPage() : null}
              fetching={query.isFetchingNextPage}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

/** The most pressing of it. */
function headline({ needs_info, waiting, verified, total }: Schemas["OwnStanding"], t: TFunction): string {
  if (total === 0) {
    return t("You have reported nothing yet.");
  }
  if (needs_info > 0) {
    return t("{{count}} of your findings need an answer from you.", { count: needs_info });
  }
  if (waiting > 0) {
    return t("{{count}} of your findings wait for a reviewer.", { count: waiting });
  }
  return verified > 0
    ? t("{{count}} of your findings were found true.", { count: verified })
    : t("All that you reported is decided.");
}

function List({
  findings,
  headline,
  more,
  fetching,
}: {
  findings: Finding[];
  headline: string;
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
    <Screen title={headline} name={t("My findings")} action={report}>
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
