/** Free money given back: before the launch, or after the end. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useInfiniteQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Answer } from "@/components/states";
import { Figure, useWritten, When } from "@/components/texts";
import type { Amount } from "@/lib/money";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";

export function Refunds({ campaign, budget }: { campaign: Campaign; budget: Schemas["Budget"] }) {
  const { t } = useTranslation();
  const may = useRoles().organizer && ["draft", "closed"].includes(campaign.state);
  const refunds = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/refunds/",
    { params: { path: { slug: campaign.slug }, query: { limit: 50 } } },
    BY_CURSOR,
  );
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Refunds")}</Title>
      <Answer query={asAnswer(refunds)} what={t("Fetching the refunds")}>
        {(rows) =>
          rows.length === 0 ? (
            <Text c="dimmed">
              {t("None. What is free can be given back before the launch, or after the end.")}
            </Text>
          ) : (
            <>
              <Rows
                label={t("Refunds")}
                rows={rows}
                columns={[
                  {
                    key: "amount",
                    name: campaign.currency,
                    isNumber: true,
                    cell: ({ amount }) => (
                      <Figure minor={-amount.amount_minor} currency={campaign.currency} />
                    ),
                  },
                  { key: "reference", name: t("Reference"), cell: ({ reference }) => reference },
                  {
                    key: "at",
                    name: t("Given back"),
                    cell: ({ at }) => <When at={at} zone={campaign.time_zone} />,
                  },
                ]}
              />
              <More query={refunds} />
            </>
          )
        }
      </Answer>
      {may && budget.free.amount_minor > 0 && (
        <GiveBack key={budget.free.amount_minor} campaign={campaign} freeMinor={budget.free.amount_minor} />
      )}
    </Stack>
  );
}

function GiveBack({ campaign, freeMinor }: { campaign: Campaign; freeMinor: number }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const say = useWritten(campaign.currency);
  const [amount, setAmount] = useState<Amount>(freeMinor);
  const minor = typeof amount === "number" ? amount : 0;
  const [reference, setReference] = useState("");
  return (
    <Group align="flex-end" gap="sm">
      <AmountInput
        label={t("Amount")}
        currency={campaign.currency}
        value={amount}
        onChange={setAmount}
        error={minor > freeMinor ? t("{{amount}} is free.", { amount: say(freeMinor) }) : undefined}
        w={180}
      />
      <TextInput
        label={t("Reference")}
        maxLength={140}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        w={220}
      />
      {minor > 0 && minor <= freeMinor ? (
        <EffectButton
          label={t("Give it back")}
          title={t("Give this money back?")}
          confirm={t("Give it back")}
          variant="default"
          act={async () => {
            await api.POST("/api/v1/campaigns/{slug}/refunds/", {
              params: { path: { slug: campaign.slug } },
              body: { amount_minor: minor, reference },
            });
            await refresh(
              "/api/v1/campaigns/{slug}/launch/",
              "/api/v1/campaigns/{slug}/refunds/",
              "/api/v1/campaigns/{slug}/budget/",
            );
          }}
        >
          <Text>
            {t(
              "{{amount}} leaves the campaign's budget, back to who funded it. This cannot be undone; fund again if you need it.",
              { amount: say(minor) },
            )}
          </Text>
        </EffectButton>
      ) : (
        <Button variant="default" disabled>
          {t("Give it back")}
        </Button>
      )}
    </Group>
  );
}
