/** The books: every transfer, the newest first, and the whole of them to load down. */
import { Anchor, Button, Group, List, Select, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useInfiniteQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Figure, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useStateWord } from "@/lib/words";
import { Account } from "./Account";

const REASONS: Schemas["TransferReasonEnum"][] = [
  "funding",
  "refund",
  "share",
  "remainder",
  "release",
  "forfeit",
  "pledge",
  "reversal",
  "debt",
  "repayment",
  "payout_started",
  "payout_paid",
  "payout_failed",
  "payout_returned",
];

export function Books() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Books")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <Ledger campaign={campaign} />}
    </Answer>
  );
}

function Ledger({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const [search, setSearch] = useSearchParams();
  const reason = REASONS.find((each) => each === search.get("reason"));
  const ledger = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/ledger/",
    { params: { path: { slug: campaign.slug }, query: { limit: 50, ...(reason ? { reason } : {}) } } },
    BY_CURSOR,
  );
  const books = `/api/v1/campaigns/${campaign.slug}/books/`;
  return (
    <Screen title={t("Every movement of money, as it was booked.")} name={t("Books")}>
      <Stack gap="xs" className="no-print">
        <Title order={2}>{t("Load them down")}</Title>
        <Group gap="sm">
          <Button component="a" href={`${books}?format=csv`} download variant="default">
            {t("CSV for a spreadsheet")}
          </Button>
          <Button component="a" href={`${books}?format=beancount`} download variant="default">
            Beancount
          </Button>
        </Group>
        <List size="sm">
          <List.Item>
            {t("For somebody outside, without names:")}{" "}
            <Anchor href={`${books}?format=csv&people=pseudonyms`} download>
              CSV
            </Anchor>
            ,{" "}
            <Anchor href={`${books}?format=beancount&people=pseudonyms`} download>
              Beancount
            </Anchor>
          </List.Item>
        </List>
        <Text size="sm" c="dimmed">
          {campaign.ledger_public
            ? t("Everybody can read the ledger, where people have pseudonyms.")
            : t("Only organizers and treasurers read the ledger.")}
        </Text>
      </Stack>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end">
          <Title order={2}>{t("Ledger")}</Title>
          <Select
            label={t("Which movements")}
            data={[
              { value: "", label: t("All") },
              ...REASONS.map((value) => ({ value, label: word(value) })),
            ]}
            allowDeselect={false}
            value={reason ?? ""}
            onChange={(value) => setSearch(value ? { reason: value } : {}, { replace: true })}
            w={260}
          />
        </Group>
        <Answer query={asAnswer(ledger)} what={t("Fetching the ledger")}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t("Nothing was booked yet")}>
                {t("The first funding that is confirmed is the first line.")}
              </Empty>
            ) : (
              <>
                <Rows
                  label={t("Ledger")}
                  rows={rows.map((transfer, at) => ({ ...transfer, id: String(at) }))}
                  columns={[
                    {
                      key: "when",
                      name: t("When"),
                      cell: ({ created_at }) => <When at={created_at} zone={campaign.time_zone} />,
                    },
                    { key: "what", name: t("What"), wide: true, cell: (row) => word(row.reason) },
                    {
                      key: "amount",
                      name: campaign.currency,
                      isNumber: true,
                      cell: ({ amount }) => <Figure minor={amount.amount_minor} currency={amount.currency} />,
                    },
                    { key: "from", name: t("From"), cell: ({ debit }) => <Account name={debit} /> },
                    { key: "to", name: t("To"), cell: ({ credit }) => <Account name={credit} /> },
                  ]}
                />
                <More query={ledger} />
              </>
            )
          }
        </Answer>
      </Stack>
    </Screen>
  );
}
