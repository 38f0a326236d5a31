/** How the reviewers do, and what they are tested with. */
import { Anchor, Badge, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useStateWord } from "@/lib/words";

export function Reviewers() {
  const { t } = useTranslation();
  const slug = useSlug();
  const records = useQuery("get", "/api/v1/campaigns/{slug}/reviewers/", { params: { path: { slug } } });
  return (
    <Answer screen={t("Reviewers")} query={records} what={t("Fetching how the reviewers do")}>
      {({ results }) => {
        const decided = results.reduce((sum, each) => sum + each.decided, 0);
        return (
          <Screen
            name={t("Reviewers")}
            title={
              decided === 0
                ? t("Nobody has decided anything yet.")
                : t("{{count}} verdicts were given.", { count: decided })
            }
          >
            <Anchor component={Link} to={`/c/${slug}/manage/review`} size="sm">
              {t("All that waits")}
            </Anchor>
            <Records records={results} />
            <Golden />
          </Screen>
        );
      }}
    </Answer>
  );
}

function Records({ records }: { records: Schemas["Record"][] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const stateWord = useStateWord();
  return (
    <Stack gap="xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t("How the reviewers do")}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Reviewer")}</Table.Th>
              <Table.Th scope="col" className="num">
                {t("Verdicts")}
              </Table.Th>
              <Table.Th scope="col" className="num">
                {t("Votes")}
              </Table.Th>
              <Table.Th scope="col" className="num">
                {t("Minutes each")}
              </Table.Th>
              <Table.Th scope="col">{t("With what is known")}</Table.Th>
              <Table.Th scope="col">{t("With the others")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {records.map((record) => (
              <Table.Tr key={record.reviewer.id}>
                <Table.Th scope="row">
                  {record.reviewer.display_name || record.reviewer.email}
                  <Group gap={4}>
                    {record.roles.map((role) => (
                      <Badge key={role} variant="default" tt="none">
                        {stateWord(role)}
                      </Badge>
                    ))}
                  </Group>
                </Table.Th>
                <Table.Td className="num">{number(record.decided)}</Table.Td>
                <Table.Td className="num">{number(record.votes)}</Table.Td>
                <Table.Td className="num">
                  {record.minutes === null ? "–" : number(Math.round(record.minutes))}
                </Table.Td>
                <Table.Td>
                  <Agrees agreement={record.gold} />
                </Table.Td>
                <Table.Td>
                  <Agrees agreement={record.outcomes} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Quiet>
        {t(
          "Agreement is Cohen's kappa: 1 where two always say the same, 0 where they agree as often as by chance. Below ten cases it says nothing.",
        )}
      </Quiet>
    </Stack>
  );
}

function Agrees({ agreement }: { agreement: Schemas["Agreement"] }) {
  const { t, i18n } = useTranslation();
  if (agreement.n === 0) {
    return <Text size="sm">{t("nothing to compare")}</Text>;
  }
  return (
    <Text size="sm">
      {t("{{agreed}} of {{n}} alike", { agreed: agreement.agreed, n: agreement.n })}
      {agreement.kappa !== null &&
        `, κ ${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(agreement.kappa)}`}
    </Text>
  );
}

function Golden() {
  const { t } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const queries = useQueryClient();
  const gold = useQuery("get", "/api/v1/campaigns/{slug}/gold/", {
    params: { path: { slug }, query: { limit: 100 } },
  });
  return (
    <Stack gap="xs">
      <Title order={2}>{t("What reviewers are tested with")}</Title>
      <Answer query={gold} what={t("Fetching what reviewers are tested with")}>
        {({ results }) =>
          results.length === 0 ? (
            <Empty title={t("No finding tests the reviewers")}>
              {t(
                "Open a finding that was decided and is certain, and choose “Test reviewers with it”. It is shown now and then as if it were new.",
              )}
            </Empty>
          ) : (
            <div className="scroll">
              <Table verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t("Finding")}</Table.Th>
                    <Table.Th scope="col">{t("Since")}</Table.Th>
                    <Table.Th scope="col">{t("Answered rightly")}</Table.Th>
                    <Table.Th scope="col">
                      <span className="visually-hidden">{t("End it")}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {results.map((each) => (
                    <Table.Tr key={each.id}>
                      <Table.Th scope="row">
                        <Anchor component={Link} to={`/c/${slug}/manage/review/${each.finding}`}>
                          {each.is_true ? t("A true one") : t("A false one")}
                        </Anchor>
                      </Table.Th>
                      <Table.Td>
                        <When at={each.made_at} zone={zone} />
                      </Table.Td>
                      <Table.Td>{t("{{right}} of {{n}}", { right: each.right, n: each.answered })}</Table.Td>
                      <Table.Td>
                        {each.retired_at ? (
                          <Text size="sm">{t("ended")}</Text>
                        ) : (
                          <EffectButton
                            label={t("End it")}
                            variant="default"
                            size="sm"
                            title={t("Show it to nobody any more")}
                            confirm={t("End the test")}
                            act={async () => {
                              await api.POST("/api/v1/campaigns/{slug}/gold/{gold_id}/retire/", {
                                params: { path: { slug, gold_id: each.id } },
                              });
                              await queries.invalidateQueries({
                                queryKey: ["get", "/api/v1/campaigns/{slug}/gold/"],
                              });
                            }}
                          >
                            <Text>
                              {t("What was answered goes on counting. It cannot test anybody a second time.")}
                            </Text>
                          </EffectButton>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </Answer>
    </Stack>
  );
}
