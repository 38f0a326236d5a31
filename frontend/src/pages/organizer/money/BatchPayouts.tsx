/** The payouts of a batch: where each stands, and what a treasurer writes down of it. */
import { Group, Select, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, useInfiniteQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { StateMark } from "@/components/StateMark";
import { Answer } from "@/components/states";
import { Figure, useWritten } from "@/components/texts";
import { BY_CURSOR } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { useBatchRefresh } from "./Batch";

type Payout = Schemas["Payout"];

export function BatchPayouts({ batch }: { batch: Schemas["BatchDetail"] }) {
  const { t } = useTranslation();
  const treasurer = useRoles().treasurer;
  const [search, setSearch] = useSearchParams();
  const waiting = search.get("waiting") === "yes";
  const payouts = useInfiniteQuery(
    "get",
    "/api/v1/payout-batches/{batch_id}/payouts/",
    {
      params: {
        path: { batch_id: batch.id },
        query: { limit: 50, ...(waiting ? { needs_person: "true" as const } : {}) },
      },
    },
    BY_CURSOR,
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>{t("Payouts")}</Title>
        {batch.needs_person > 0 && (
          <Switch
            label={t("Only the {{count}} that wait for a person", { count: batch.needs_person })}
            checked={waiting}
            onChange={(event) =>
              setSearch(event.currentTarget.checked ? { waiting: "yes" } : {}, {
                replace: true,
                preventScrollReset: true,
              })
            }
          />
        )}
      </Group>
      <Answer query={asAnswer(payouts)} what={t("Fetching the payouts")}>
        {(rows) => (
          <>
            <Rows
              label={t("Payouts")}
              rows={rows}
              columns={[
                { key: "who", name: t("Who"), cell: ({ display_name }) => display_name },
                {
                  key: "amount",
                  name: batch.currency,
                  isNumber: true,
                  cell: ({ amount }) => <Figure minor={amount.amount_minor} currency={amount.currency} />,
                },
                { key: "to", name: t("Where to"), cell: ({ destination }) => destination.masked },
                {
                  key: "state",
                  name: t("State"),
                  cell: ({ state, reason, needs_person }) => (
                    <>
                      <StateMark state={state ?? "queued"} />
                      {needs_person && (
                        <Text size="sm" fw={600}>
                          {t("waits for a person")}
                        </Text>
                      )}
                      {reason && (
                        <Text size="sm" c="dimmed">
                          {reason}
                        </Text>
                      )}
                    </>
                  ),
                },
                ...(treasurer
                  ? [
                      {
                        key: "enter",
                        name: <span className="visually-hidden">{t("What to do")}</span>,
                        cell: (payout: Payout) => <Enter payout={payout} />,
                      },
                    ]
                  : []),
              ]}
            />
            <More query={payouts} />
          </>
        )}
      </Answer>
    </Stack>
  );
}

const ENTERED: Record<string, Schemas["EnteredState"][]> = {
  sent: ["settled", "failed", "returned"],
  unknown: ["settled", "failed"],
  settled: ["returned"],
};

function Enter({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  const refresh = useBatchRefresh();
  const say = useWritten(payout.amount.currency);
  const possible = ENTERED[payout.state ?? ""] ?? [];
  const [state, setState] = useState<string | null>(possible[0] ?? null);
  const [reason, setReason] = useState("");
  const [reference, setReference] = useState("");
  const words = {
    settled: t("It arrived"),
    failed: t("It failed"),
    returned: t("It came back"),
  };
  const path = { payout_id: payout.id };
  return (
    <Group gap="xs" wrap="nowrap">
      {possible.length > 0 && (
        <EffectButton
          size="compact-md"
          variant="default"
          label={t("Enter the result")}
          title={t("What became of {{amount}} to {{name}}?", {
            amount: say(payout.amount.amount_minor),
            name: payout.display_name,
          })}
          confirm={t("Write it down")}
          ready={state === "settled" || reason.trim() !== ""}
          act={async () => {
            await api.PATCH("/api/v1/payouts/{payout_id}/", {
              params: { path },
              body: { state: state as Schemas["EnteredState"], reason, reference },
            });
            await refresh();
          }}
        >
          <Stack>
            <Select
              label={t("What became of it")}
              data={possible.map((value) => ({ value, label: words[value] }))}
              allowDeselect={false}
              value={state}
              onChange={setState}
            />
            {state !== "settled" && (
              <TextInput
                label={t("Why")}
                description={t("The person reads it. The money is payable again.")}
                maxLength={200}
                required
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            )}
            <TextInput
              label={t("Reference")}
              description={t("The provider's own name for the payment, if it has one.")}
              maxLength={140}
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
          </Stack>
        </EffectButton>
      )}
      {payout.needs_person && (
        <EffectButton
          size="compact-md"
          variant="default"
          label={t("Looked at")}
          title={t("Has a person looked at it?")}
          confirm={t("Say that a person has looked")}
          act={async () => {
            await api.PATCH("/api/v1/payouts/{payout_id}/", {
              params: { path },
              body: { needs_person: false },
            });
            await refresh();
          }}
        >
          <Text>
            {t("The provider may then be asked about it again. What became of it is entered by itself.")}
          </Text>
        </EffectButton>
      )}
    </Group>
  );
}
