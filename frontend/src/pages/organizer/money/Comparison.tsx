/** What other rules would have paid on what was found: the campaign's own beside an example of each, and any that is asked for. */
import { Anchor, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { asProblem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Figure, Quiet, useNumbers, useWritten } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { RULES, termsText } from "../create/rules";
import { type Asked, comparison, readAsked } from "./compared";

// The fields of terms weigh more than the table.
const OwnRule = lazy(async () => ({ default: (await import("../create/OwnRule")).OwnRule }));

export function Comparison() {
  const { t } = useTranslation();
  const slug = useSlug();
  const [search] = useSearchParams();
  const asked = readAsked(search.get("rules"));
  const query = useQuery(comparison(slug, asked));
  const name = t("What other rules would have paid");
  if (query.error && asProblem(query.error).kind === "nothing-to-compare") {
    return (
      <Screen title={name}>
        <Empty title={t("Nothing was paid for yet")}>
          {t(
            "As soon as a finding is verified and paid, every rule is worked out on it, and on all that follow.",
          )}
        </Empty>
      </Screen>
    );
  }
  return (
    <Answer screen={name} query={query} what={t("Working out every rule on what was found")}>
      {(found) => <Shown found={found} asked={asked} />}
    </Answer>
  );
}

function Shown({ found, asked }: { found: Schemas["Comparison"]; asked: Asked[] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const slug = useSlug();
  const { currency } = found.prizes;
  const say = useWritten(currency);
  const own = found.mechanisms.find((row) => row.own) ?? found.mechanisms[0]!;
  const title = (row: Schemas["Compared"]) => RULES[row.mechanism]?.title(t) ?? row.mechanism;
  const person = (who: { participant: string; display_name: string }) => (
    <Anchor component={Link} to={`/c/${slug}/manage/people/${who.participant}`}>
      {who.display_name}
    </Anchor>
  );
  return (
    <Screen
      title={t("{{count}} findings: your rule pays {{paid}} of {{prizes}} to {{people}} people.", {
        count: found.findings,
        paid: say(own.paid.amount_minor),
        prizes: say(found.prizes.amount_minor),
        people: number(own.people_paid),
      })}
      name={t("What other rules would have paid")}
    >
      <Text>
        {t(
          "Every rule is worked out on the same findings and the same chains. People might have invited otherwise under another rule, so it says what would have been paid, not what would have happened. Nothing is changed by it.",
        )}
      </Text>
      {found.findings < found.verified && (
        <Quiet>
          {t("The first {{findings}} of {{verified}} findings are compared.", {
            findings: number(found.findings),
            verified: number(found.verified),
          })}
        </Quiet>
      )}
      <Rows
        label={t("The rules beside each other")}
        rows={found.mechanisms.map((row) => ({ ...row, id: JSON.stringify([row.mechanism, row.terms]) }))}
        columns={[
          {
            key: "rule",
            name: t("Rule"),
            wide: true,
            cell: (row) => (
              <>
                <Text fw={row.own ? 600 : 400}>
                  {row.own ? t("{{rule}} (yours)", { rule: title(row) }) : title(row)}
                </Text>
                <Quiet>{termsText(row.mechanism, row.terms, t, say)}</Quiet>
                {row.refusal && (
                  <Text size="sm">
                    <IconAlertTriangle size={16} aria-hidden /> {t("It cannot split these prizes.")}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: "paid",
            name: t("Paid, {{currency}}", { currency }),
            isNumber: true,
            cell: (row) => (row.refusal ? "–" : <Figure minor={row.paid.amount_minor} currency={currency} />),
          },
          {
            key: "left",
            name: t("Left over, {{currency}}", { currency }),
            isNumber: true,
            cell: (row) =>
              row.refusal ? "–" : <Figure minor={row.remainder.amount_minor} currency={currency} />,
          },
          {
            key: "people",
            name: t("People paid"),
            isNumber: true,
            cell: (row) => (row.refusal ? "–" : number(row.people_paid)),
          },
          {
            key: "gini",
            name: t("Unevenness among all"),
            isNumber: true,
            cell: (row) => (row.gini_of_members === null ? "–" : Number(row.gini_of_members).toFixed(2)),
          },
          {
            key: "best",
            name: t("Gets most"),
            wide: true,
            cell: ({ best_paid: [best] }) =>
              best && (
                <>
                  {person(best)}, {say(best.amount.amount_minor)}
                </>
              ),
          },
          {
            key: "fakes",
            name: t("Most that fakes could gain"),
            wide: true,
            cell: ({ most_exposed: most, refusal }) =>
              most ? (
                <>
                  {say(most.gain.amount_minor)}, {person(most)}
                </>
              ) : (
                !refusal && t("nothing")
              ),
          },
        ]}
      />
      <Quiet>
        {t(
          "Unevenness is Gini's coefficient of what everybody who takes part would have got: 0 where all get the same, near 1 where one gets all. What fakes could gain is looked for on one finding, by the person who could gain most.",
        )}
      </Quiet>
      <Suspense>
        <OwnRule asked={asked} currency={currency} />
      </Suspense>
    </Screen>
  );
}
