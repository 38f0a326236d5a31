/** What my recruits and I would get: the chain of a prize, by who of us finds it. */
import { NativeSelect, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Answer } from "@/components/states";
import { Quiet } from "@/components/texts";
import { type Step, spoken } from "@/lib/chain";
import { written } from "@/lib/money";
import { useOwn } from "@/lib/place";

type Prospect = Schemas["Prospect"];
type PossibleChain = Schemas["PossibleChain"];

export function Prospects() {
  const { t, i18n } = useTranslation();
  const query = useQuery("get", "/api/v1/campaigns/{slug}/me/prospects/", useOwn());
  const [kind, setKind] = useState(0);
  const [finder, setFinder] = useState("1");
  return (
    <Stack gap="xs" component="section">
      <Title order={2}>{t("What you and your recruits get")}</Title>
      <Answer query={query} what={t("Working out what everybody would get")}>
        {({ results }) => {
          const prospect = results[kind] ?? results[0];
          if (!prospect) {
            return <Text>{t("Nothing is to be found in this campaign yet.")}</Text>;
          }
          const chain = prospect.chains[Number(finder)] ?? prospect.chains[0]!;
          const steps = stepsOf(prospect, chain, t, i18n.language);
          return (
            <Stack gap="sm" align="flex-start">
              {results.length > 1 && (
                <NativeSelect
                  label={t("Prize")}
                  value={kind}
                  onChange={(event) => setKind(Number(event.currentTarget.value))}
                  data={results.map((each, at) => ({
                    value: String(at),
                    label: nameOf(each, i18n.language),
                  }))}
                />
              )}
              <SegmentedControl
                aria-label={t("Who finds it")}
                value={finder}
                onChange={setFinder}
                data={[
                  { value: "0", label: t("You find it") },
                  { value: "1", label: t("Your recruit") },
                  { value: "2", label: t("Their recruit") },
                ]}
              />
              <Text component="p" m={0}>
                {sentence(prospect, chain, t, i18n.language)}
              </Text>
              <Chain
                steps={steps}
                title={t("The chain of this prize: {{shares}}", { shares: spoken(steps) })}
                words
              />
              <Quiet>
                {t(
                  "Worked out by the campaign’s rules on the people above you. The circles’ areas are the shares.",
                )}
              </Quiet>
            </Stack>
          );
        }}
      </Answer>
    </Stack>
  );
}

function nameOf(prospect: Prospect, language: string): string {
  const [first = "", ...others] = prospect.objectives;
  const more = others.length ? ` +${others.length}` : "";
  return `${first}${more}: ${written(prospect.prize, language)}`;
}

function sentence(prospect: Prospect, chain: PossibleChain, t: TFunction, language: string): string {
  const money = (amount: number) => written({ ...prospect.prize, amount_minor: amount }, language);
  const mine = money(chain.people.find((person) => person.me)?.amount_minor ?? 0);
  const finders = money(chain.people[0]?.amount_minor ?? 0);
  const objective = prospect.objectives.length === 1 ? prospect.objectives[0]! : t("one of these");
  if (chain.finder_below_me === 0) {
    return t("If you find {{objective}}, you get {{mine}}.", { objective, mine });
  }
  return chain.finder_below_me === 1
    ? t("If somebody whom you bring in finds {{objective}}, they get {{finders}} and you get {{mine}}.", {
        objective,
        finders,
        mine,
      })
    : t(
        "If somebody whom your recruit brings in finds {{objective}}, they get {{finders}} and you get {{mine}}.",
        {
          objective,
          finders,
          mine,
        },
      );
}

function stepsOf(prospect: Prospect, chain: PossibleChain, t: TFunction, language: string): Step[] {
  const money = (amount: number) => written({ ...prospect.prize, amount_minor: amount }, language);
  const steps: Step[] = chain.people.map((person, at) => ({
    amountMinor: person.amount_minor,
    written: money(person.amount_minor),
    isYou: person.me,
    name: person.me
      ? t("You")
      : (person.display_name ?? (at === chain.finder_below_me - 1 ? t("your recruit") : t("who finds it"))),
  }));
  if (chain.further_minor > 0) {
    steps.push({
      amountMinor: chain.further_minor,
      written: money(chain.further_minor),
      name: t("further up"),
    });
  }
  if (chain.remainder_minor > 0) {
    steps.push({
      amountMinor: chain.remainder_minor,
      written: money(chain.remainder_minor),
      name: t("remainder"),
      isRemainder: true,
    });
  }
  return steps;
}
