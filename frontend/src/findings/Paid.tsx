/** What a finding paid, and to whom: the chain that its prize went along. */
import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Answer } from "@/components/states";
import { Figure, Money, Quiet, When } from "@/components/texts";
import { written } from "@/lib/money";
import type { Finding } from "./wording";

export function Paid({ finding, zone }: { finding: Finding; zone: string | undefined }) {
  const { t } = useTranslation();
  const query = useQuery("get", "/api/v1/campaigns/{slug}/settlements/", {
    params: { path: { slug: finding.campaign }, query: { finding: finding.id } },
  });
  return (
    <Answer query={query} what={t("Fetching what it pays")}>
      {(answer) => {
        const settlement = typeof answer === "string" ? undefined : answer.results[0];
        return settlement ? (
          <Settled settlement={settlement} finder={finding.participant.id} zone={zone} />
        ) : (
          <Quiet>{t("Its prize is being divided; look again in a moment.")}</Quiet>
        );
      }}
    </Answer>
  );
}

function Settled({
  settlement,
  finder,
  zone,
}: {
  settlement: Schemas["Settlement"];
  finder: string;
  zone: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { chain, remainder, prize } = settlement;
  const own = chain.find((share) => share.participant === finder);
  const to = {
    charity: t("to charity"),
    solidarity: t("to the solidarity pool"),
    budget: t("back to the budget"),
  }[settlement.remainder_to];
  const said = chain
    .map((share) => `${share.display_name}: ${written(share.amount, i18n.language)}`)
    .join(", ");
  return (
    <Stack gap="sm">
      <Text m={0}>
        {own ? (
          <>
            {t("You get")} <Money of={own.amount} />.{" "}
          </>
        ) : null}
        {t("The prize of {{prize}} went along your chain, from you up to who began it.", {
          prize: written(prize, i18n.language),
        })}
      </Text>
      <Chain
        title={t("How the prize was divided: {{shares}}", { shares: said })}
        words
        steps={[
          ...chain.map((share) => ({
            amountMinor: share.amount.amount_minor,
            name: share.participant === finder ? t("You") : share.display_name,
            written: written(share.amount, i18n.language),
            isYou: share.participant === finder,
          })),
          ...(remainder.amount_minor > 0
            ? [
                {
                  amountMinor: remainder.amount_minor,
                  name: t("The rest"),
                  written: written(remainder, i18n.language),
                  isRemainder: true,
                },
              ]
            : []),
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t("Who got what")}>
        <Table maw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Person")}</Table.Th>
              <Table.Th scope="col" className="num">
                {t("Steps above you")}
              </Table.Th>
              <Table.Th scope="col" className="num">
                {prize.currency}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {chain.map((share) => (
              <Table.Tr key={share.participant}>
                <Table.Td>{share.participant === finder ? t("You") : share.display_name}</Table.Td>
                <Table.Td className="num">{share.distance}</Table.Td>
                <Table.Td className="num">
                  <Figure minor={share.amount.amount_minor} currency={prize.currency} />
                </Table.Td>
              </Table.Tr>
            ))}
            {remainder.amount_minor > 0 && (
              <Table.Tr>
                <Table.Td colSpan={2}>
                  {t("The rest")}, {to ?? settlement.remainder_to}
                </Table.Td>
                <Table.Td className="num">
                  <Figure minor={remainder.amount_minor} currency={prize.currency} />
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </section>
      <Quiet>
        {settlement.reversed_at ? (
          <>
            {t("It was taken back")} <When at={settlement.reversed_at} zone={zone} />.
          </>
        ) : settlement.releases_at ? (
          <>
            {t("What is held of it is looked at")} <When at={settlement.releases_at} zone={zone} />.
          </>
        ) : null}
      </Quiet>
    </Stack>
  );
}
