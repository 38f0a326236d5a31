/** One rule beside the others: what it says, what it pays on a worked chain, what it guarantees and what it does not. */
import { Button, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Loading, ProblemNote } from "@/components/states";
import { written } from "@/lib/money";
import classes from "./create.module.css";
import { CHAIN, PLACES, useFakes, usePreview } from "./previews";
import { isWhole, RULES, type Typed, termsOf } from "./rules";

export interface Shown {
  mechanism: Schemas["Mechanism"];
  prizeMinor: number;
  currency: string;
  /** At most so many of a chain are paid; nothing for everybody. */
  mostPaid?: number | null | undefined;
}

export function RuleCard({
  mechanism,
  prizeMinor,
  currency,
  mostPaid,
  chosen,
  onChoose,
}: Shown & { chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const rule = RULES[mechanism.name]!;
  return (
    <li className={classes.card} data-chosen={chosen}>
      <Title order={2} fz="lg">
        {rule.title(t)}
      </Title>
      <Text size="sm">{rule.says(t)}</Text>
      <Worked
        mechanism={mechanism}
        typed={rule.begin}
        prizeMinor={prizeMinor}
        currency={currency}
        mostPaid={mostPaid}
        small
      />
      <Guarantees mechanism={mechanism} typed={rule.begin} prizeMinor={prizeMinor} currency={currency} />
      <Button
        variant={chosen ? "filled" : "default"}
        onClick={onChoose}
        mt="auto"
        aria-pressed={chosen}
        aria-label={
          chosen
            ? t("Chosen: {{rule}}", { rule: rule.title(t) })
            : t("Choose: {{rule}}", { rule: rule.title(t) })
        }
      >
        {chosen ? t("Chosen") : t("Choose")}
      </Button>
    </li>
  );
}

/** The worked chain with these terms; where the terms are refused, why. */
export function Worked({
  mechanism,
  typed,
  prizeMinor,
  currency,
  mostPaid,
  small = false,
}: Shown & { typed: Typed; small?: boolean }) {
  const { t, i18n } = useTranslation();
  const { data, error } = usePreview({
    name: mechanism.name,
    terms: termsOf(mechanism.name, typed),
    prizeMinor,
    ask: isWhole(typed, prizeMinor),
  });
  const say = (amount_minor: number) => written({ amount_minor, currency }, i18n.language);
  if (error) {
    const problem = asProblem(error);
    // What a field says already is not said again.
    return small || problem.fields.length > 0 ? null : <ProblemNote problem={problem} />;
  }
  if (!data) {
    return <Loading what={t("Working it out")} />;
  }
  // What somebody too far up would have got is left over, as the settlement has it.
  const paid = data.shares.map((share, place) => (mostPaid && place >= mostPaid ? 0 : share.amount_minor));
  const left = prizeMinor - paid.reduce((sum, minor) => sum + minor, 0);
  const steps = data.shares.map((share, place) => ({
    name: share.participant,
    amountMinor: paid[place]!,
    written: say(paid[place]!),
  }));
  const remainder = left
    ? [
        {
          name: t("remainder"),
          amountMinor: left,
          written: say(left),
          isRemainder: true,
        },
      ]
    : [];
  const title = t("{{finder}} finds it; of {{prize}}: {{shares}}; {{rest}} is left over.", {
    finder: CHAIN[0],
    prize: say(prizeMinor),
    shares: steps.map((step) => `${step.name} ${step.written}`).join(", "),
    rest: say(left),
  });
  return small ? (
    <>
      <Chain steps={[...steps, ...remainder]} title={title} radius={20} />
      <Text size="sm">{title}</Text>
    </>
  ) : (
    <Chain steps={[...steps, ...remainder]} title={title} radius={28} words />
  );
}

export function Guarantees({ mechanism, typed, prizeMinor, currency }: Shown & { typed: Typed }) {
  const { t, i18n } = useTranslation();
  const { card } = mechanism;
  const fakes = useFakes({
    name: mechanism.name,
    terms: termsOf(mechanism.name, typed),
    prizeMinor,
    ask: isWhole(typed, prizeMinor),
  });
  const say = (amount_minor: number) => written({ amount_minor, currency }, i18n.language);
  const most = say(prizeMinor);
  const proof = {
    yes: t("Nobody gains by fake places."),
    no: t("Fake places can gain, unless they are noticed."),
    equilibrium: t("The finder gains nothing by fakes; nobody else does while all others play fair."),
    equal_contribution: t("Nobody gains by dividing what they did."),
    above_cap_price: t("Fakes gain only where a place costs less than the cap."),
  }[card.sybil_proof];
  return (
    <ul className={classes.facts}>
      <Fact good={card.bounded_by_prize}>
        {card.bounded_by_prize
          ? t("A finding never costs more than {{most}}.", { most })
          : t("A finding can cost more than {{most}}.", { most })}
      </Fact>
      <Fact good={card.rewards_recruiting} neutral={!card.rewards_recruiting}>
        {card.rewards_recruiting ? t("Inviting is rewarded.") : t("Inviting is not rewarded.")}
      </Fact>
      <Fact good={card.sybil_proof === "yes"} neutral={card.sybil_proof === "equilibrium"}>
        {proof}
        {fakes.data && fakes.data.gain_minor > 0 && (
          <>
            {" "}
            {t("Here {{finder}} would get {{gain}} more with {{fakes}} of them.", {
              finder: CHAIN[0],
              gain: say(fakes.data.gain_minor),
              fakes: PLACES - 1,
            })}
            {fakes.data.losers.length > 0 &&
              ` ${t("It would come from {{losers}}.", {
                losers: fakes.data.losers
                  .map((loss) => `${loss.participant} (${say(loss.loss_minor)})`)
                  .join(", "),
              })}`}
          </>
        )}
      </Fact>
    </ul>
  );
}

function Fact({
  good,
  neutral = false,
  children,
}: {
  good: boolean;
  neutral?: boolean;
  children: ReactNode;
}) {
  const Icon = neutral ? IconMinus : good ? IconCheck : IconAlertTriangle;
  return (
    <li className={classes.fact}>
      <Icon size={18} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
