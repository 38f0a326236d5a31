/** Money in: pledged by an organizer, received once whoever runs this place has seen it arrive. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useInfiniteQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { StateMark } from "@/components/StateMark";
import { Answer } from "@/components/states";
import { Figure, useWritten, When } from "@/components/texts";
import type { Amount } from "@/lib/money";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";

export function Fundings({ campaign, suggestMinor = 0 }: { campaign: Campaign; suggestMinor?: number }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const path = { slug: campaign.slug };
  const fundings = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/fundings/",
    { params: { path, query: { limit: 50 } } },
    BY_CURSOR,
  );
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Fundings")}</Title>
      <Answer query={asAnswer(fundings)} what={t("Fetching the fundings")}>
        {(rows) =>
          rows.length === 0 ? (
            <Text c="dimmed">
              {t("None yet. Pledge one, send the money, and it counts once its arrival is confirmed.")}
            </Text>
          ) : (
            <>
              <Rows
                label={t("Fundings")}
                rows={rows}
                columns={[
                  {
                    key: "amount",
                    name: campaign.currency,
                    isNumber: true,
                    cell: ({ amount }) => <Figure minor={amount.amount_minor} currency={campaign.currency} />,
                  },
                  { key: "state", name: t("State"), cell: ({ state }) => <StateMark state={state} /> },
                  { key: "reference", name: t("Reference"), cell: ({ reference }) => reference },
                  {
                    key: "pledged",
                    name: t("Pledged"),
                    cell: ({ pledged_at }) => <When at={pledged_at} zone={campaign.time_zone} />,
                  },
                  ...(roles.operator
                    ? [
                        {
                          key: "confirm",
                          name: <span className="visually-hidden">{t("What to do")}</span>,
                          cell: (funding: Schemas["Funding"]) =>
                            funding.state === "pledged" && <Confirm funding={funding} />,
                        },
                      ]
                    : []),
                ]}
              />
              <More query={fundings} />
            </>
          )
        }
      </Answer>
      {roles.organizer && campaign.state !== "closed" && (
        <Pledge key={suggestMinor} campaign={campaign} suggestMinor={suggestMinor} />
      )}
    </Stack>
  );
}

function Confirm({ funding }: { funding: Schemas["Funding"] }) {
  const { t } = useTranslation();
  const say = useWritten(funding.amount.currency);
  const refresh = useRefresh();
  return (
    <EffectButton
      size="compact-md"
      variant="default"
      label={t("Confirm its arrival")}
      title={t("Has this money arrived?")}
      confirm={t("Count it as received")}
      act={async () => {
        const path = { slug: funding.campaign, funding_id: funding.id };
        await api.POST("/api/v1/campaigns/{slug}/fundings/{funding_id}/confirm/", { params: { path } });
        await refresh(
          "/api/v1/campaigns/{slug}/launch/",
          "/api/v1/campaigns/{slug}/fundings/",
          "/api/v1/campaigns/{slug}/budget/",
        );
      }}
    >
      <Text>
        {t(
          "{{amount}} counts from now on as money that prizes can be promised from. This cannot be undone; look at the account first.",
          { amount: say(funding.amount.amount_minor) },
        )}
      </Text>
    </EffectButton>
  );
}

function Pledge({ campaign, suggestMinor }: { campaign: Campaign; suggestMinor: number }) {
  const { t } = useTranslation();
  const say = useWritten(campaign.currency);
  const refresh = useRefresh();
  const [amount, setAmount] = useState<Amount>(suggestMinor || null);
  const minor = typeof amount === "number" ? amount : 0;
  const [reference, setReference] = useState("");
  const [round, setRound] = useState(0);
  return (
    <Group align="flex-end" gap="sm">
      <AmountInput
        key={round}
        label={t("Amount")}
        currency={campaign.currency}
        value={amount}
        onChange={setAmount}
        w={180}
      />
      <TextInput
        label={t("Reference")}
        placeholder={t("As on the transfer")}
        maxLength={140}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        w={220}
      />
      {minor > 0 ? (
        <EffectButton
          label={t("Pledge it")}
          title={t("Pledge this money?")}
          confirm={t("Pledge it")}
          variant="default"
          act={async () => {
            await api.POST("/api/v1/campaigns/{slug}/fundings/", {
              params: { path: { slug: campaign.slug } },
              body: { amount_minor: minor, reference },
            });
            setReference("");
            setAmount(null);
            setRound(round + 1);
            await refresh(
              "/api/v1/campaigns/{slug}/launch/",
              "/api/v1/campaigns/{slug}/fundings/",
              "/api/v1/campaigns/{slug}/budget/",
            );
          }}
        >
          <Text>
            {t(
              "You say that {{amount}} will come. It counts once whoever runs this place has seen it arrive.",
              {
                amount: say(minor),
              },
            )}
          </Text>
        </EffectButton>
      ) : (
        <Button variant="default" disabled>
          {t("Pledge it")}
        </Button>
      )}
    </Group>
  );
}
