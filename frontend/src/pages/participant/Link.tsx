/** One's own link, first of all: to share, what it brings, who came by it, and who is behind one. */
import { Anchor, Stack, Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Campaign } from "@/api/types";
import { Screen } from "@/components/Screen";
import { ShareLink } from "@/components/ShareLink";
import { Answer, Empty, Loading } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { type Place, usePlace } from "@/lib/place";
import { day } from "@/lib/time";

// The link stands there before anything else.
const Letters = lazy(() => import("./Letters"));
const Prospects = lazy(async () => ({ default: (await import("./Prospects")).Prospects }));

export function OwnLink() {
  const { t } = useTranslation();
  const place = usePlace();
  const campaign = useCampaign();
  return (
    <Answer screen={t("My link")} query={place} what={t("Fetching your link")}>
      {(own) => (
        <Answer screen={t("My link")} query={campaign} what={t("Fetching your link")}>
          {(about) => <Everything place={own} campaign={about} />}
        </Answer>
      )}
    </Answer>
  );
}

function Everything({ place, campaign }: { place: Place; campaign: Campaign }) {
  const { t, i18n } = useTranslation();
  const zone = campaign.time_zone;
  const came = place.direct_recruits_count;
  return (
    <Screen
      title={
        came === 0
          ? t("Nobody has joined by your link yet. Send it to a few people who are likely to look.")
          : t("{{count}} people joined by your link.", { count: came })
      }
      name={t("My link")}
    >
      {campaign.state === "closed" && (
        <Text>{t("The campaign is closed: nobody can join it any more.")}</Text>
      )}
      <ShareLink
        link={place.referral_link}
        text={t("Join me in “{{title}}”:", { title: campaign.title })}
        subject={campaign.title}
        qr={place.qr}
        poster={`/c/${campaign.slug}/me/poster.pdf`}
      >
        <Quiet>
          {t("Whoever joins by it is brought in by you.")}{" "}
          {place.referral_link_expires_at &&
            t("It works until {{day}}; after that a new one stands here.", {
              day: day(place.referral_link_expires_at, zone ?? "UTC", i18n.language),
            })}
        </Quiet>
      </ShareLink>
      <Suspense fallback={<Loading what={t("Working out what everybody would get")} />}>
        <Prospects />
      </Suspense>
      <Stack gap="xs" component="section">
        <Title order={2}>{t("Who joined by it lately")}</Title>
        {came === 0 ? (
          <Empty title={t("Nobody yet")}>
            {t(
              "A few words of your own with the link bring more than the link alone: why you take part, and what there is to find.",
            )}
          </Empty>
        ) : (
          <>
            <Table maw={640}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("Name")}</Table.Th>
                  <Table.Th scope="col" className="num">
                    {t("Joined")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {place.direct_recruits.slice(0, 10).map((recruit) => (
                  <Table.Tr key={recruit.id}>
                    <Table.Th scope="row" fw={400}>
                      {recruit.display_name}
                    </Table.Th>
                    <Table.Td className="num">
                      <When at={recruit.joined_at} zone={zone} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Text component="p" m={0}>
              <Anchor component={Link} to="tree">
                {t("See everybody who came through you")}
              </Anchor>
            </Text>
          </>
        )}
      </Stack>
      <Stack gap="xs" component="section">
        <Title order={2}>{t("Your place")}</Title>
        <Text component="p" m={0}>
          {place.invited_by
            ? t("You take part as {{name}}. {{inviter}} brought you in on {{day}}.", {
                name: place.display_name,
                inviter: place.invited_by.display_name,
                day: day(place.joined_at, zone ?? "UTC", i18n.language),
              })
            : t("You take part as {{name}} since {{day}}; nobody brought you in.", {
                name: place.display_name,
                day: day(place.joined_at, zone ?? "UTC", i18n.language),
              })}{" "}
          <Anchor href={`/c/${campaign.slug}/`}>{t("The campaign’s page")}</Anchor>
        </Text>
        <Suspense fallback={<Loading what={t("Fetching what letters you get")} />}>
          <Letters zone={zone} />
        </Suspense>
      </Stack>
    </Screen>
  );
}
