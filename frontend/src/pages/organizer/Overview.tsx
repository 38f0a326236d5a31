/** What waits for me here, how the campaign stands, and what happened lately. */
import { Anchor, Badge, Group, List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Campaign } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import { useStateWord } from "@/lib/words";
import { Lately } from "./Lately";
import { Moves } from "./Moves";
import { useAllThatWaits } from "./waits";

export function Overview() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Overview")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <Stands campaign={campaign} />}
    </Answer>
  );
}

function Stands({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const { organizer } = useRoles();
  const waits = useAllThatWaits();
  const count = waits.data?.reduce((sum, each) => sum + each.count, 0);
  const zone = campaign.time_zone;
  return (
    <Screen
      name={campaign.title}
      title={
        count === undefined
          ? t("Overview")
          : count
            ? t("{{count}} things wait for you.", { count })
            : t("Nothing waits for you.")
      }
    >
      <Stack gap="xs">
        <Group gap="sm">
          <Text fw={600} size="lg">
            {campaign.title}
          </Text>
          <Badge variant="default" tt="none">
            {stateWord(campaign.state)}
          </Badge>
        </Group>
        <Quiet>
          {campaign.launched_at ? (
            <>
              {t("Launched")} <When at={campaign.launched_at} zone={zone} />
            </>
          ) : (
            t("Not launched yet: nobody but those who run it sees it.")
          )}
          {campaign.closed_at ? (
            <>
              {" · "}
              {t("closed")} <When at={campaign.closed_at} zone={zone} />
            </>
          ) : (
            campaign.ends_at && (
              <>
                {" · "}
                {t("ends")} <When at={campaign.ends_at} zone={zone} />
              </>
            )
          )}
          {campaign.closed_at && campaign.decide_by && (
            <>
              {" · "}
              {t("what is undecided is rejected")} <When at={campaign.decide_by} zone={zone} />
            </>
          )}
        </Quiet>
        {organizer && <Moves campaign={campaign} />}
        <Anchor href={`/c/${campaign.slug}/`} size="sm">
          {t("The page that everybody sees")}
        </Anchor>
      </Stack>
      <Answer query={waits} what={t("Looking what waits for you")}>
        {(all) =>
          all.length > 0 && (
            <Stack gap="xs">
              <Title order={2}>{t("What waits")}</Title>
              <List listStyleType="none" spacing={4} center>
                {all.map(({ key, icon: Icon, words, to }) => (
                  <List.Item key={key} icon={<Icon size={20} aria-hidden />}>
                    <Anchor component={Link} to={to} display="inline-block" py={10}>
                      {words}
                    </Anchor>
                  </List.Item>
                ))}
              </List>
            </Stack>
          )
        }
      </Answer>
      {/* Asked after what waits, so that nothing has to share the way with what is less pressing. */}
      {(waits.data !== undefined || waits.error !== null) && <Lately zone={zone} />}
    </Screen>
  );
}
