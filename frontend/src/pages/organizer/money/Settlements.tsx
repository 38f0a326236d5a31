/** What was paid for what was found. */
import { Anchor, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useInfiniteQuery } from "@/api/client";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer, Empty } from "@/components/states";
import { Figure, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { RULES } from "../create/rules";
import { useObjectives } from "./useObjectives";

export function Settlements() {
  const { t } = useTranslation();
  const slug = useSlug();
  const campaign = useCampaign().data;
  const objectives = useObjectives();
  const { organizer } = useRoles();
  const settlements = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/settlements/",
    { params: { path: { slug }, query: { limit: 50 } } },
    BY_CURSOR,
  );
  return (
    <Answer screen={t("Settlements")} query={asAnswer(settlements)} what={t("Fetching the settlements")}>
      {(rows) => {
        const last = rows[0];
        if (!last) {
          return (
            <Screen title={t("Nothing has been settled yet.")} name={t("Settlements")}>
              <Empty title={t("A verified finding is settled at once")}>
                {t("Here it then says who got what, and by which rule; anybody can work it out again.")}
              </Empty>
            </Screen>
          );
        }
        return (
          <Screen
            title={t("Last settled: {{objective}}, found by {{finder}}.", {
              objective: objectives.get(last.objective)?.title ?? "…",
              finder: last.chain[0]?.display_name ?? t("nobody who is paid"),
            })}
            name={t("Settlements")}
            action={
              organizer && (
                <Button component={Link} to="comparison" variant="default">
                  {t("What other rules would have paid")}
                </Button>
              )
            }
          >
            <Rows
              label={t("Settlements")}
              rows={rows}
              columns={[
                {
                  key: "objective",
                  name: t("Objective"),
                  cell: ({ id, objective, chain }) => (
                    <Anchor component={Link} to={id}>
                      {objectives.get(objective)?.title ?? "…"}
                      <span className="visually-hidden">, {chain[0]?.display_name}</span>
                    </Anchor>
                  ),
                },
                {
                  key: "prize",
                  name: last.prize.currency,
                  isNumber: true,
                  cell: ({ prize }) => <Figure minor={prize.amount_minor} currency={prize.currency} />,
                },
                { key: "finder", name: t("Found by"), cell: ({ chain }) => chain[0]?.display_name },
                {
                  key: "paid",
                  name: t("People paid"),
                  isNumber: true,
                  cell: ({ chain }) => chain.length,
                },
                {
                  key: "rule",
                  wide: true,
                  name: t("Rule"),
                  cell: ({ mechanism }) => RULES[mechanism]?.title(t) ?? mechanism,
                },
                {
                  key: "when",
                  name: t("Settled"),
                  cell: ({ settled_at }) => <When at={settled_at} zone={campaign?.time_zone} />,
                },
                {
                  key: "state",
                  name: t("State"),
                  cell: ({ reversed_at }) => reversed_at && <StateMark state="taken_back" />,
                },
              ]}
            />
            <More query={settlements} />
          </Screen>
        );
      }}
    </Answer>
  );
}
