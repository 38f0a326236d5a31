/** Payout batches: what is payable, what is under way, and what waits for a person. */
import { Anchor, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, useInfiniteQuery, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Figure, Quiet, useWritten, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";
import { useStays } from "@/lib/staying";
import { useStateWord } from "@/lib/words";
import { PayoutRules } from "./PayoutRules";

const PROVIDERS: Schemas["ProviderEnum"][] = ["sepa", "paypal_csv", "wise_csv", "stripe_connect"];

export function Payouts() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Payouts")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <Batches campaign={campaign} />}
    </Answer>
  );
}

function Batches({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const path = { slug: campaign.slug };
  const budget = useQuery("get", "/api/v1/campaigns/{slug}/budget/", { params: { path } });
  const say = useWritten(campaign.currency);
  const batches = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/payout-batches/",
    { params: { path, query: { limit: 25 } } },
    BY_CURSOR,
  );
  return (
    <Answer screen={t("Payouts")} query={budget} what={t("Adding up")}>
      {({ payable, in_payout }) => (
        <Screen
          title={
            payable.amount_minor
              ? t("{{amount}} can be paid out.", { amount: say(payable.amount_minor) })
              : in_payout.amount_minor
                ? t("{{amount}} is on its way; nothing more is payable.", {
                    amount: say(in_payout.amount_minor),
                  })
                : t("Nothing is payable now.")
          }
          name={t("Payouts")}
        >
          <Draft campaign={campaign} payableMinor={payable.amount_minor} />
          <Answer query={asAnswer(batches)} what={t("Fetching the batches")}>
            {(rows) =>
              rows.length === 0 ? (
                <Empty title={t("No batch yet")}>
                  {t(
                    "One treasurer drafts a batch of what is payable, another looks at its checks and approves it, then it is sent.",
                  )}
                </Empty>
              ) : (
                <>
                  <Rows
                    label={t("Payout batches")}
                    rows={rows}
                    columns={[
                      {
                        key: "batch",
                        name: t("Batch"),
                        cell: ({ id, provider, drafted_at }) => (
                          <Anchor component={Link} to={id}>
                            {word(provider)}
                            <span className="visually-hidden">, {drafted_at}</span>
                          </Anchor>
                        ),
                      },
                      {
                        key: "total",
                        name: campaign.currency,
                        isNumber: true,
                        cell: ({ total }) => <Figure minor={total.amount_minor} currency={total.currency} />,
                      },
                      {
                        key: "people",
                        name: t("People"),
                        isNumber: true,
                        cell: ({ payouts }) => Object.values(payouts).reduce((sum, n) => sum + n, 0),
                      },
                      {
                        key: "state",
                        name: t("State"),
                        cell: ({ state }) => <StateMark state={state ?? "draft"} />,
                      },
                      {
                        key: "drafted",
                        name: t("Drafted"),
                        cell: ({ drafted_at, drafted_by }) => (
                          <>
                            {drafted_by}, <When at={drafted_at} zone={campaign.time_zone} />
                          </>
                        ),
                      },
                      {
                        key: "waits",
                        name: t("Waits for a person"),
                        isNumber: true,
                        cell: ({ needs_person }) => needs_person || "–",
                      },
                    ]}
                  />
                  <More query={batches} />
                </>
              )
            }
          </Answer>
          <PayoutRules campaign={campaign} />
        </Screen>
      )}
    </Answer>
  );
}

function Draft({ campaign, payableMinor }: { campaign: Campaign; payableMinor: number }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const navigate = useNavigate();
  const stays = useStays();
  const refresh = useRefresh();
  const [provider, setProvider] = useState<string | null>("sepa");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  if (!useRoles().treasurer) {
    return <Quiet>{t("Only treasurers draft, approve and send. Roles are given in the settings.")}</Quiet>;
  }
  if (!payableMinor) {
    return null;
  }
  const draft = async () => {
    setRunning(true);
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/campaigns/{slug}/payout-batches/", {
        params: { path: { slug: campaign.slug } },
        body: { provider: provider as Schemas["ProviderEnum"], note },
      });
      await refresh("/api/v1/campaigns/{slug}/payout-batches/");
      if (stays.current) {
        await navigate(data!.id);
      }
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <Select
          label={t("Paid by")}
          data={PROVIDERS.map((name) => ({ value: name, label: word(name) }))}
          allowDeselect={false}
          value={provider}
          onChange={setProvider}
          w={280}
        />
        <TextInput
          label={t("What recipients read")}
          placeholder={campaign.title}
          maxLength={140}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          w={280}
        />
        <Button loading={running} onClick={() => void draft()}>
          {t("Draft a batch")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t("No money moves by a draft. It shows who is paid, who is left out and why, and what to look at.")}
      </Text>
      {problem && <ProblemNote problem={problem} />}
    </Stack>
  );
}
