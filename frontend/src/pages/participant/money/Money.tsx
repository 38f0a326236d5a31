/** One's own money in a campaign: what stands where, why each of it came, where it goes, and what of it one gives. */
import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty, Loading } from "@/components/states";
import { Figure, Quiet } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { written } from "@/lib/money";
import { usePages } from "@/lib/pages";
import { type Line, onlyShare, rowsOf } from "@/lib/statement";
import { along } from "@/lib/telling";
import { useStateWord } from "@/lib/words";
import { Lines } from "./Lines";

// What is filled in comes after what is read.
const Destinations = lazy(async () => ({ default: (await import("./Destinations")).Destinations }));
const PayoutHolds = lazy(async () => ({ default: (await import("./PayoutHolds")).PayoutHolds }));
const Pledge = lazy(async () => ({ default: (await import("./Pledge")).Pledge }));

type Balance = Schemas["Balance"];
const PATH = "/api/v1/campaigns/{slug}/me/rewards/";
const KINDS = ["held", "payable", "in_payout", "paid", "owed"] as const;

export function OwnMoney() {
  const { t } = useTranslation();
  const campaign = useCampaign();
  const slug = useSlug();
  // The sums and what is held stand on every page; the lines come as they are wanted.
  const sums = useQuery("get", PATH, { params: { path: { slug }, query: { limit: 1 } } });
  const lines = usePages<Line>(["get", PATH, { slug }, "lines"], async (asked) => {
    const { data } = await api.GET(PATH, { params: { path: { slug }, query: { limit: 50, ...asked } } });
    return data as Schemas["StatementPage"];
  });
  return (
    <Answer screen={t("My money")} query={campaign} what={t("Fetching your money")}>
      {(about) => (
        <Answer screen={t("My money")} query={sums} what={t("Fetching your money")}>
          {(page) => (
            <Answer screen={t("My money")} query={lines} what={t("Fetching your money")}>
              {(told) => (
                <Everything
                  campaign={about}
                  page={page as Schemas["StatementPage"]}
                  lines={told}
                  more={
                    lines.hasNext ? (
                      <Button variant="default" loading={lines.isFetchingNext} onClick={lines.next}>
                        {t("Show older lines")}
                      </Button>
                    ) : null
                  }
                  isWhole={!lines.hasNext}
                />
              )}
            </Answer>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function Everything({
  campaign,
  page,
  lines,
  more,
  isWhole,
}: {
  campaign: Campaign;
  page: Schemas["StatementPage"];
  lines: Line[];
  more: React.ReactNode;
  isWhole: boolean;
}) {
  const { t, i18n } = useTranslation();
  const balance = page.balances[0];
  const documents = `/api/v1/campaigns/${useSlug()}/me/rewards/?format=`;
  return (
    <Screen title={titleOf(balance, isWhole ? lines : [], t, i18n.language)} name={t("My money")}>
      {page.payout_holds.length > 0 && (
        <Suspense fallback={null}>
          <PayoutHolds holds={page.payout_holds} zone={campaign.time_zone} />
        </Suspense>
      )}
      {balance && <Balances balance={balance} />}
      <Stack gap="xs" component="section">
        <Group justify="space-between">
          <Title order={2}>{t("Line by line")}</Title>
          {lines.length > 0 && (
            <Group gap="xs" className="no-print">
              <Button
                component="a"
                href={`${documents}pdf`}
                download
                variant="default"
                size="compact-md"
                mih={44}
              >
                {t("Statement (PDF)")}
              </Button>
              <Button
                component="a"
                href={`${documents}csv`}
                download
                variant="default"
                size="compact-md"
                mih={44}
              >
                CSV
              </Button>
              <Button
                variant="default"
                size="compact-md"
                mih={44}
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => window.print()}
              >
                {t("Print")}
              </Button>
            </Group>
          )}
        </Group>
        {lines.length === 0 ? (
          <Empty title={t("No money yet")}>
            {t(
              "You get a share when you find something, or when somebody who came through you does, and a reviewer finds the report true.",
            )}
          </Empty>
        ) : (
          <Lines rows={rowsOf(lines)} currency={campaign.currency} zone={campaign.time_zone} />
        )}
        {more}
      </Stack>
      <Suspense fallback={<Loading what={t("Fetching where your money goes")} />}>
        <Destinations />
        <Pledge campaign={campaign} />
      </Suspense>
    </Screen>
  );
}

/** What is one's own, most of it first; a single share is told with its reason. */
function titleOf(balance: Balance | undefined, lines: Line[], t: TFunction, language: string): string {
  if (!balance) {
    return t("You have earned nothing yet.");
  }
  const money = (minor: number) => written({ amount_minor: minor, currency: balance.currency }, language);
  const earned = KINDS.slice(0, 4).reduce((sum, kind) => sum + balance[kind].amount_minor, 0);
  const only = onlyShare(lines);
  if (only?.prize) {
    return t("You get {{amount}}: {{why}}.", {
      amount: written(only.amount, language),
      why: along(only.prize, t),
    });
  }
  if (earned === 0) {
    return balance.owed.amount_minor > 0
      ? t("You owe {{amount}}; your next rewards repay it first.", {
          amount: money(balance.owed.amount_minor),
        })
      : t("You have earned nothing yet.");
  }
  return t("You have earned {{amount}}; {{payable}} of it can be paid out.", {
    amount: money(earned),
    payable: money(balance.payable.amount_minor),
  });
}

function Balances({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const meaning: Record<(typeof KINDS)[number], string> = {
    held: t("Earned, and not payable yet"),
    payable: t("Earned, and goes out with the next payout"),
    in_payout: t("On its way to you"),
    paid: t("Arrived"),
    owed: t("Repaid out of your next rewards"),
  };
  return (
    <Table maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("Where it stands")}</Table.Th>
          <Table.Th scope="col" className="num">
            {balance.currency}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {KINDS.filter((kind) => kind !== "owed" || balance.owed.amount_minor > 0).map((kind) => (
          <Table.Tr key={kind}>
            <Table.Th scope="row" fw={400}>
              <Text component="span" fw={600}>
                {word(kind)}
              </Text>
              <Quiet>{meaning[kind]}</Quiet>
            </Table.Th>
            <Table.Td className="num">
              <Figure minor={balance[kind].amount_minor} currency={balance.currency} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
