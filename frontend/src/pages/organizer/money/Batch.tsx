/** One payout batch: its checks, its payouts, and the one step that comes next. */
import { Anchor, Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer } from "@/components/states";
import { useWritten, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";
import { useStateWord } from "@/lib/words";
import { BatchPayouts } from "./BatchPayouts";
import { Checks } from "./Checks";

const ResultsFile = lazy(async () => ({ default: (await import("./ResultsFile")).ResultsFile }));

type Detail = Schemas["BatchDetail"];

export function Batch() {
  const { t } = useTranslation();
  const { batch = "" } = useParams();
  const query = useQuery(
    "get",
    "/api/v1/payout-batches/{batch_id}/",
    { params: { path: { batch_id: batch } } },
    // What is on its way changes without anybody here.
    { refetchInterval: 15_000 },
  );
  return (
    <Answer screen={t("Payout batch")} query={query} what={t("Fetching the batch and its checks")}>
      {(found) => <Shown batch={found} />}
    </Answer>
  );
}

export function useBatchRefresh() {
  const refresh = useRefresh();
  return () =>
    refresh(
      "/api/v1/payout-batches/{batch_id}/",
      "/api/v1/payout-batches/{batch_id}/payouts/",
      "/api/v1/campaigns/{slug}/payout-batches/",
      "/api/v1/campaigns/{slug}/budget/",
    );
}

function Shown({ batch }: { batch: Detail }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const say = useWritten(batch.currency);
  const { treasurer } = useRoles();
  const people = Object.values(batch.payouts).reduce((sum, n) => sum + n, 0);
  const amount = say(batch.total.amount_minor);
  const whom = t("{{count}} people", { count: people });
  const titles: Record<string, string> = {
    draft: t("{{amount}} for {{whom}} waits for a second treasurer.", { amount, whom }),
    approved: t("{{amount}} for {{whom}} is approved and not sent yet.", { amount, whom }),
    sent: t("{{amount}} for {{whom}} was sent; {{count}} have arrived.", {
      count: batch.payouts.settled ?? 0,
      amount,
      whom,
    }),
    done: t("{{amount}} for {{whom}}: everything is known.", { amount, whom }),
    cancelled: t("This batch was given up."),
  };
  return (
    <Screen
      title={titles[batch.state ?? "draft"] ?? amount}
      name={t("Payout batch")}
      action={<Step batch={batch} />}
    >
      <Group gap="md">
        <Anchor component={Link} to={`/c/${slug}/manage/money/payouts`}>
          {t("All batches")}
        </Anchor>
        <StateMark state={batch.state ?? "draft"} />
      </Group>
      <List>
        <List.Item>
          {t("Paid by:")} {word(batch.provider)}
          {batch.note && ` · ${t("recipients read “{{note}}”", { note: batch.note })}`}
        </List.Item>
        <List.Item>
          {t("Drafted by {{name}}", { name: batch.drafted_by })}, <When at={batch.drafted_at} zone={zone} />
        </List.Item>
        {batch.approved_at && (
          <List.Item>
            {t("Approved by {{name}}", { name: batch.approved_by ?? "" })},{" "}
            <When at={batch.approved_at} zone={zone} />
          </List.Item>
        )}
        {batch.sent_at && (
          <List.Item>
            {t("Sent")} <When at={batch.sent_at} zone={zone} />
          </List.Item>
        )}
      </List>
      {batch.state === "draft" ? (
        <Checks key={batch.checks.map(({ level }) => level).join()} batch={batch} />
      ) : (
        <Steps batch={batch} />
      )}
      {batch.sent_at && treasurer && (
        <Suspense>
          <ResultsFile batch={batch} />
        </Suspense>
      )}
      <BatchPayouts batch={batch} />
      <LeftOut left={batch.left_out} />
      {batch.state !== "draft" && <Checks batch={batch} />}
    </Screen>
  );
}

/** What comes next for the whole batch. */
function Step({ batch }: { batch: Detail }) {
  const { t } = useTranslation();
  const refresh = useBatchRefresh();
  const say = useWritten(batch.currency);
  const treasurer = useRoles().treasurer;
  if (!treasurer || batch.state !== "approved") {
    return null;
  }
  const path = { batch_id: batch.id };
  return (
    <EffectButton
      label={t("Send the batch")}
      title={t("Send this batch?")}
      confirm={t("Send the batch")}
      act={async () => {
        await api.POST("/api/v1/payout-batches/{batch_id}/send/", { params: { path } });
        await refresh();
      }}
    >
      <Text>
        {batch.provider === "stripe_connect"
          ? t("{{amount}} goes out payment by payment. What has left cannot be called back.", {
              amount: say(batch.total.amount_minor),
            })
          : t("{{amount}} may then be paid by its file, which you fetch and give to the bank or provider.", {
              amount: say(batch.total.amount_minor),
            })}
      </Text>
    </EffectButton>
  );
}

function Steps({ batch }: { batch: Detail }) {
  const { t } = useTranslation();
  const refresh = useBatchRefresh();
  const treasurer = useRoles().treasurer;
  if (!treasurer) {
    return null;
  }
  const path = { batch_id: batch.id };
  const byFile = batch.provider !== "stripe_connect";
  const under_way = (batch.payouts.sent ?? 0) + (batch.payouts.unknown ?? 0);
  return (
    <Group gap="sm">
      {byFile && batch.sent_at && (
        <Button
          component="a"
          href={`/api/v1/payout-batches/${batch.id}/file/`}
          download
          variant={under_way || batch.payouts.queued ? "filled" : "default"}
          onClick={() => setTimeout(() => void refresh(), 1500)}
        >
          {t("Fetch the file")}
        </Button>
      )}
      {byFile && (batch.payouts.sent ?? 0) > 0 && (
        <EffectButton
          variant="default"
          label={t("All the rest arrived")}
          title={t("Did everything else arrive?")}
          confirm={t("Write down that they arrived")}
          act={async () => {
            await api.POST("/api/v1/payout-batches/{batch_id}/results/", {
              params: { path },
              body: { settle_rest: true },
            });
            await refresh();
          }}
        >
          <Text>
            {t("{{count}} payouts are written down as arrived. Enter first what failed or came back.", {
              count: batch.payouts.sent ?? 0,
            })}
          </Text>
        </EffectButton>
      )}
      {(batch.payouts.queued ?? 0) > 0 && <Cancel batch={batch} />}
    </Group>
  );
}

export function Cancel({ batch }: { batch: Detail }) {
  const { t } = useTranslation();
  const refresh = useBatchRefresh();
  return (
    <EffectButton
      variant="default"
      label={t("Give up what has not left")}
      title={t("Give up what has not left?")}
      confirm={t("Give it up")}
      act={async () => {
        await api.POST("/api/v1/payout-batches/{batch_id}/cancel/", {
          params: { path: { batch_id: batch.id } },
        });
        await refresh();
      }}
    >
      <Text>
        {t("{{count}} payouts are not sent. Their money stays payable, and can go into another batch.", {
          count: batch.payouts.queued ?? 0,
        })}
      </Text>
    </EffectButton>
  );
}

function LeftOut({ left }: { left: Schemas["LeftOut"] }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const counts = Object.entries(left.counts).filter(([, n]) => n > 0);
  if (counts.length === 0) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Title order={2}>{t("Left out")}</Title>
      <List>
        {counts.map(([reason, n]) => (
          <List.Item key={reason}>
            {t("{{count}} people: {{reason}}", { count: n, reason: word(reason) })}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
