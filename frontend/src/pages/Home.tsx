/** Where one takes part and what one runs. */
import { Anchor, Badge, Button, Group, Stack, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { useStateWord } from "@/lib/words";
import classes from "./Home.module.css";

type Mine = Schemas["OwnCampaign"];

export function Home() {
  const { t } = useTranslation();
  const mine = useQuery("get", "/api/v1/me/campaigns/");
  return (
    <div className={classes.page}>
      <Answer screen={t("Your campaigns")} query={mine} what={t("Looking for your campaigns")}>
        {({ results }) => <Campaigns mine={results} />}
      </Answer>
    </div>
  );
}

function Campaigns({ mine }: { mine: Mine[] }) {
  const { t } = useTranslation();
  const run = mine.filter((campaign) => campaign.roles.length > 0);
  const joined = mine.filter((campaign) => campaign.takes_part);
  const create = (
    <Button component={Link} to="/new">
      {t("Begin a campaign")}
    </Button>
  );
  if (mine.length === 0) {
    return (
      <Screen title={t("You take part in nothing yet.")} action={create}>
        <Empty title={t("Join by somebody's link, or begin something of your own")}>
          {t("Who is invited opens the link that they were sent. Open campaigns stand on the first page.")}{" "}
          <Anchor href="/">{t("Open campaigns")}</Anchor>
        </Empty>
      </Screen>
    );
  }
  return (
    <Screen
      title={
        joined.length === 0
          ? t("You help to run {{count}} campaigns.", { count: run.length })
          : t("You take part in {{count}} campaigns.", { count: joined.length })
      }
      name={t("Your campaigns")}
      action={create}
    >
      {joined.length > 0 && (
        <Stack gap="xs">
          <Title order={2}>{t("You take part")}</Title>
          <Rows campaigns={joined} to={(slug) => `/c/${slug}/me`} />
        </Stack>
      )}
      {run.length > 0 && (
        <Stack gap="xs">
          <Title order={2}>{t("You help to run")}</Title>
          <Rows campaigns={run} to={(slug) => `/c/${slug}/manage`} roles />
        </Stack>
      )}
    </Screen>
  );
}

function Rows({
  campaigns,
  to,
  roles = false,
}: {
  campaigns: Mine[];
  to: (slug: string) => string;
  roles?: boolean;
}) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  return (
    <div className="scroll">
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("Campaign")}</Table.Th>
            {roles && <Table.Th scope="col">{t("Your part")}</Table.Th>}
            <Table.Th scope="col">{t("State")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {campaigns.map((campaign) => (
            <Table.Tr key={campaign.slug}>
              <Table.Td>
                <Anchor component={Link} to={to(campaign.slug)} fw={600}>
                  {campaign.title}
                </Anchor>
              </Table.Td>
              {roles && (
                <Table.Td>
                  <Group gap={4}>
                    {campaign.roles.map((role) => (
                      <Badge key={role} variant="default" tt="none">
                        {stateWord(role)}
                      </Badge>
                    ))}
                  </Group>
                </Table.Td>
              )}
              <Table.Td>{stateWord(campaign.state)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
