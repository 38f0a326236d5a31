/** What each objective promises, and raising it: more for a finding, or for more of them; never less. */
import { NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { EffectButton } from "@/components/EffectButton";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Figure, useNumbers, useWritten } from "@/components/texts";
import type { Amount } from "@/lib/money";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";
import { type Draft, worstCaseMinor } from "../create/draft";
import { RULES } from "../create/rules";
import { useDraft } from "../create/useDraft";

export function Promises() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Promises")} query={useDraft()} what={t("Fetching the promises")}>
      {(state) => <Promised state={state} />}
    </Answer>
  );
}

function Promised({ state: { campaign, objectives, contracts, budget } }: { state: Draft }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const say = useWritten(campaign.currency);
  const may = useRoles().organizer && ["live", "paused"].includes(campaign.state);
  return (
    <Screen
      title={t("{{count}} objectives promise {{amount}} at most; {{free}} is free to promise more.", {
        count: objectives.length,
        amount: say(worstCaseMinor(objectives)),
        free: say(budget.free.amount_minor),
      })}
      name={t("Promises")}
    >
      <Rows
        label={t("Promises")}
        rows={objectives}
        columns={[
          { key: "title", name: t("Objective"), cell: ({ title }) => title },
          {
            key: "prize",
            name: t("Prize, {{currency}}", { currency: campaign.currency }),
            isNumber: true,
            cell: ({ prize_minor }) => <Figure minor={prize_minor} currency={campaign.currency} />,
          },
          {
            key: "quota",
            name: t("How often it is paid"),
            isNumber: true,
            cell: ({ quota }) => number(quota ?? 1),
          },
          {
            key: "rule",
            name: t("Rule"),
            cell: ({ id }) => {
              const contract = contracts[id];
              return contract ? (
                <>
                  {RULES[contract.mechanism]?.title(t) ?? contract.mechanism}
                  <Text size="sm" c="dimmed">
                    {t("version {{version}}", { version: contract.version })}
                  </Text>
                </>
              ) : (
                t("none yet")
              );
            },
          },
          ...(may
            ? [
                {
                  key: "raise",
                  name: <span className="visually-hidden">{t("What to do")}</span>,
                  cell: (objective: Schemas["Objective"]) =>
                    contracts[objective.id] && (
                      <Raise
                        objective={objective}
                        contract={contracts[objective.id]!}
                        currency={campaign.currency}
                        freeMinor={budget.free.amount_minor}
                      />
                    ),
                },
              ]
            : []),
        ]}
      />
    </Screen>
  );
}

function Raise({
  objective,
  contract,
  currency,
  freeMinor,
}: {
  objective: Schemas["Objective"];
  contract: Schemas["CampaignContract"];
  currency: string;
  freeMinor: number;
}) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const say = useWritten(currency);
  const [prize, setPrize] = useState<Amount>(objective.prize_minor);
  const [quota, setQuota] = useState<number | string>(objective.quota ?? 1);
  const prizeMinor = typeof prize === "number" ? prize : 0;
  const more = prizeMinor * Number(quota) - objective.prize_minor * (objective.quota ?? 1);
  return (
    <EffectButton
      size="compact-md"
      variant="default"
      label={t("Raise it")}
      title={t("Raise the promise of {{title}}", { title: objective.title })}
      confirm={t("Raise the promise")}
      ready={more > 0 && prizeMinor >= objective.prize_minor && Number(quota) >= (objective.quota ?? 1)}
      act={async () => {
        await api.POST("/api/v1/objectives/{objective_id}/contract/", {
          params: { path: { objective_id: objective.id } },
          body: {
            mechanism: contract.mechanism,
            terms: contract.terms,
            prize_minor: prizeMinor,
            quota: Number(quota),
          },
        });
        await refresh(
          "/api/v1/campaigns/{slug}/contracts/",
          "/api/v1/campaigns/{slug}/objectives/",
          "/api/v1/campaigns/{slug}/budget/",
        );
      }}
    >
      <Stack>
        <AmountInput label={t("Prize")} currency={currency} value={prize} onChange={setPrize} />
        <NumberInput
          label={t("How often it is paid")}
          min={objective.quota ?? 1}
          max={100_000}
          allowDecimal={false}
          value={quota}
          onChange={setQuota}
        />
        <Text>
          {more > 0
            ? t(
                "At most {{amount}} more is promised, of {{free}} that is free. It cannot be lowered again.",
                {
                  amount: say(more),
                  free: say(freeMinor),
                },
              )
            : t("A promise is only ever raised.")}
        </Text>
      </Stack>
    </EffectButton>
  );
}
