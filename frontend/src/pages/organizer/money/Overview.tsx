/** How much money there is, and where it stands: drawn to scale, with the sums in words. */
import { Group, Stack, Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { useQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Loading } from "@/components/states";
import { Figure, Money, useWritten } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import { together } from "@/lib/together";
import classes from "./money.module.css";
import { addsUp, partsOf, SAYS } from "./parts";
import { moneyOf } from "./screens";

// Their forms come once the figures stand there.
const Fundings = lazy(async () => ({ default: (await import("./Fundings")).Fundings }));
const Refunds = lazy(async () => ({ default: (await import("./Refunds")).Refunds }));

export function MoneyOverview() {
  const { t } = useTranslation();
  const { books, fundings, settlements } = moneyOf(useRoles());
  const me = useQuery("get", "/api/v1/me/");
  const campaign = useCampaign();
  if (settlements && !fundings) {
    return <Navigate to="settlements" replace />;
  }
  return (
    <Answer
      screen={t("Budget")}
      query={together([me, campaign], () => campaign.data!)}
      what={t("Fetching the campaign")}
    >
      {(campaign) =>
        fundings && !books ? <Arrivals campaign={campaign} /> : <Standing campaign={campaign} />
      }
    </Answer>
  );
}

/** For whoever operates the instance and helps to run nothing here: what was pledged, to confirm that it arrived. */
function Arrivals({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  return (
    <Screen title={t("What is pledged counts once you confirm that it has arrived.")} name={campaign.title}>
      <Suspense fallback={<Loading what={t("Fetching the fundings")} />}>
        <Fundings campaign={campaign} />
      </Suspense>
    </Screen>
  );
}

function Standing({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const query = useQuery("get", "/api/v1/campaigns/{slug}/budget/", {
    params: { path: { slug: campaign.slug } },
  });
  const say = useWritten(campaign.currency);
  return (
    <Answer screen={t("Budget")} query={query} what={t("Adding up")}>
      {(budget) => (
        <Screen
          title={
            !addsUp(budget)
              ? t("The sums do not add up; pay nothing out.")
              : budget.received.amount_minor === 0
                ? t("No money has been received yet.")
                : t("{{free}} free of {{received}}; everything promised is covered.", {
                    free: say(budget.free.amount_minor),
                    received: say(budget.received.amount_minor),
                  })
          }
          name={t("Budget")}
        >
          {(budget.received.amount_minor > 0 || !addsUp(budget)) && <Bar budget={budget} />}
          {budget.pledged.amount_minor > 0 && (
            <Text>
              {t("{{amount}} is pledged and has not arrived yet; it counts for nothing until then.", {
                amount: say(budget.pledged.amount_minor),
              })}
            </Text>
          )}
          {budget.owed.amount_minor > 0 && (
            <Text>
              {t(
                "{{amount}} that was paid for findings found wrong later is owed, and repaid out of later rewards.",
                {
                  amount: say(budget.owed.amount_minor),
                },
              )}
            </Text>
          )}
          <Suspense fallback={<Loading what={t("Fetching the fundings")} />}>
            <Fundings campaign={campaign} />
            <Refunds campaign={campaign} budget={budget} />
          </Suspense>
        </Screen>
      )}
    </Answer>
  );
}

function Bar({ budget }: { budget: Schemas["Budget"] }) {
  const { t } = useTranslation();
  const parts = partsOf(budget);
  const there = parts.filter(({ minor }) => minor > 0);
  const say = useWritten(budget.currency);
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Where the received money is")}</Title>
      <div
        className={classes.bar}
        role="img"
        aria-label={there.map(({ part, minor }) => `${SAYS[part].word(t)} ${say(minor)}`).join(", ")}
      >
        {there.map(({ part, share }) => (
          <div key={part} className={`${classes.part} ${classes[part]}`} style={{ flex: `${share} 1 0` }} />
        ))}
      </div>
      <div className="scroll">
        <Table className={classes.sums} aria-label={t("Where the received money is")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Part")}</Table.Th>
              <Table.Th scope="col" className="num">
                {budget.currency}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parts.map(({ part, minor }) => (
              <Table.Tr key={part}>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap" align="flex-start">
                    <span className={`${classes.swatch} ${classes[part]}`} aria-hidden />
                    <div>
                      {SAYS[part].word(t)}
                      <Text size="sm" c="dimmed">
                        {SAYS[part].means(t)}
                      </Text>
                    </div>
                  </Group>
                </Table.Td>
                <Table.Td className="num">
                  <Figure minor={minor} currency={budget.currency} />
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={600}>
              <Table.Td>{t("Received")}</Table.Td>
              <Table.Td className="num">
                <Figure minor={budget.received.amount_minor} currency={budget.currency} />
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </div>
      {!addsUp(budget) && (
        <Text role="alert">
          {t(
            "The parts do not add up to what was received. Pay nothing out, and call whoever runs this place.",
          )}{" "}
          <Money of={budget.received} />
        </Text>
      )}
    </Stack>
  );
}
