/** One settlement, explained: the chain, a sentence for each share, the terms, and what became of it. */
import { Alert, Anchor, List, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Figure, useWritten, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { spoken } from "@/lib/chain";
import { useStateWord } from "@/lib/words";
import { RULES, termsText } from "../create/rules";
import { Account } from "./Account";
import { useObjectives } from "./useObjectives";

export function Settlement() {
  const { t } = useTranslation();
  const { settlement = "" } = useParams();
  const query = useQuery("get", "/api/v1/settlements/{settlement_id}/", {
    params: { path: { settlement_id: settlement } },
  });
  return (
    <Answer screen={t("Settlement")} query={query} what={t("Fetching the settlement")}>
      {(settled) => <Explained settled={settled} />}
    </Answer>
  );
}

function Explained({ settled }: { settled: Schemas["SettlementDetail"] }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const objective = useObjectives().get(settled.objective)?.title ?? "…";
  const { currency } = settled.prize;
  const say = useWritten(currency);
  const finder = settled.chain.find(({ distance }) => distance === 0)?.display_name;
  const rule = RULES[settled.mechanism];
  const terms = termsText(settled.mechanism, settled.terms, t, say);
  const steps = [
    ...settled.chain.map((share) => ({
      name: share.display_name,
      amountMinor: share.amount.amount_minor,
      written: say(share.amount.amount_minor),
    })),
    ...(settled.remainder.amount_minor
      ? [
          {
            name: t("remainder"),
            amountMinor: settled.remainder.amount_minor,
            written: say(settled.remainder.amount_minor),
            isRemainder: true,
          },
        ]
      : []),
  ];
  return (
    <Screen
      title={
        finder
          ? t("{{finder}} found {{objective}}: {{prize}}, shared by {{count}} people.", {
              count: settled.chain.length,
              finder,
              objective,
              prize: say(settled.prize.amount_minor),
            })
          : t("{{objective}} was found: {{prize}}.", { objective, prize: say(settled.prize.amount_minor) })
      }
      name={objective}
    >
      <Anchor component={Link} to={`/c/${slug}/manage/money/settlements`}>
        {t("All settlements")}
      </Anchor>
      {settled.reversed_at && (
        <Alert variant="default" icon={<IconArrowBackUp aria-hidden />} title={t("Taken back")}>
          {t(
            "The finding was found wrong later. What had not been paid went back to the budget; what had is owed.",
          )}{" "}
          <When at={settled.reversed_at} zone={zone} />
        </Alert>
      )}
      <Chain
        steps={steps}
        title={t("The chain from the finder up: {{shares}}", { shares: spoken(steps) })}
        radius={28}
        words
      />
      <Stack gap="xs">
        <Title order={2}>{t("Who got what, and why")}</Title>
        <List spacing={4}>
          {settled.chain.map((share) => (
            <List.Item key={share.participant}>
              <Share share={share} amount={say(share.amount.amount_minor)} />
            </List.Item>
          ))}
          {settled.remainder.amount_minor > 0 && (
            <List.Item>
              {t("{{amount}} is what the shares and the rounding down leave. {{where}}.", {
                amount: say(settled.remainder.amount_minor),
                where: word(settled.remainder_to),
              })}
            </List.Item>
          )}
          {settled.left_out.map((distance) => (
            <List.Item key={distance}>
              {t("{{count}} steps above the finder stood somebody who earns nothing any more.", {
                count: distance,
              })}
            </List.Item>
          ))}
        </List>
      </Stack>
      <Stack gap="xs">
        <Title order={2}>{t("By which rule")}</Title>
        <Text>
          {t("{{rule}}, version {{version}} of the contract.", {
            rule: rule?.title(t) ?? settled.mechanism,
            version: settled.contract_version,
          })}{" "}
          {t("Settled")} <When at={settled.settled_at} zone={zone} />.{" "}
          {settled.releases_at && !settled.reversed_at && (
            <>
              {t("Held until:")} <When at={settled.releases_at} zone={zone} />.
            </>
          )}
        </Text>
        <List>
          {terms && <List.Item>{terms}</List.Item>}
          {settled.max_depth_paid && (
            <List.Item>
              {t("At most {{count}} people of a chain are paid.", { count: settled.max_depth_paid })}
            </List.Item>
          )}
        </List>
      </Stack>
      <Stack gap="xs">
        <Title order={2}>{t("In the ledger")}</Title>
        <Rows
          label={t("In the ledger")}
          rows={settled.transfers.map((transfer, at) => ({ ...transfer, id: String(at) }))}
          columns={[
            { key: "reason", name: t("What"), wide: true, cell: ({ reason }) => word(reason) },
            {
              key: "amount",
              name: currency,
              isNumber: true,
              cell: ({ amount }) => <Figure minor={amount.amount_minor} currency={currency} />,
            },
            { key: "debit", name: t("From"), cell: ({ debit }) => <Account name={debit} /> },
            { key: "credit", name: t("To"), cell: ({ credit }) => <Account name={credit} /> },
          ]}
        />
      </Stack>
    </Screen>
  );
}

function Share({ share, amount }: { share: Schemas["SettledShare"]; amount: string }) {
  const { t } = useTranslation();
  const { display_name: name, distance, fraction } = share;
  const who =
    distance === 0
      ? t("{{name}} found it", { name })
      : distance === 1
        ? t("{{name}} invited the finder", { name })
        : t("{{name}} stands {{distance}} steps above the finder", { name, distance });
  return (
    <>
      {who}: <b>{amount}</b>
      {fraction && `, ${t("{{fraction}} of the prize", { fraction })}`}
      {share.rounded && ` (${t("rounded to the smallest coin")})`}.
    </>
  );
}
