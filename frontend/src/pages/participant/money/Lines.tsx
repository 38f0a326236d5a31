/** Every line of one's money: why it came, the chain that it came along, how much, and what became of it. */
import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Figure, Quiet, When } from "@/components/texts";
import { reasonOf } from "@/findings/wording";
import { type Step, spoken } from "@/lib/chain";
import { written } from "@/lib/money";
import type { Row } from "@/lib/statement";
import { along, capital, labelOf } from "@/lib/telling";
import { exact } from "@/lib/time";
import { useStateWord } from "@/lib/words";
import classes from "./Lines.module.css";

export function Lines({ rows, currency, zone }: { rows: Row[]; currency: string; zone: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div>
      <div className={classes.head} aria-hidden>
        <span>{t("What happened")}</span>
        <span>{currency}</span>
      </div>
      <ol className={classes.lines}>
        {rows.map((row) => (
          <li key={row.key} className={classes.line}>
            <OneLine row={row} currency={currency} zone={zone} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function OneLine({ row, currency, zone }: { row: Row; currency: string; zone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const word = useStateWord();
  const { line, from, to } = row;
  const prize = line.prize;
  const told = prize ? `${capital(along(prize, t))}.` : "";
  const isShare = line.what === "share" && prize !== null;
  const steps = prize ? stepsOf(prize, currency, t("You"), t("remainder"), i18n.language) : [];
  const failed = line.what === "payout_failed" || line.what === "payout_returned";
  return (
    <>
      <Text component="p" m={0} fw={600}>
        {isShare ? told : labelOf(row, t)}
      </Text>
      <Text component="p" m={0} className="num" fw={from ? 400 : 600} c={from ? "dimmed" : undefined}>
        <Figure minor={row.amountMinor} currency={currency} />
      </Text>
      <div className={classes.rest}>
        {!isShare && told && <Quiet>{told}</Quiet>}
        {failed && line.why && <Quiet>{line.why}</Quiet>}
        {isShare && (
          <Chain
            steps={steps}
            title={t(
              "The chain of this prize, {{people}} people, you {{steps}} above the finder: {{shares}}",
              {
                people: line.chain_length,
                steps: line.position,
                shares: spoken(steps),
              },
            )}
            radius={20}
            words
          />
        )}
        <Group gap="xs">
          <Badge variant="default" tt="none" fw={400}>
            {from ? `${word(from)} → ${word(to)}` : word(to)}
          </Badge>
          <Text size="sm" c="dimmed" component="span">
            <When at={line.at} zone={zone} />
          </Text>
          {isShare && prize?.reversed_at && (
            <Text size="sm" component="span">
              {t("Taken back since: the finding was found wrong.")} {reasonOf(prize.reversal_reason, t)}
            </Text>
          )}
          {isShare &&
            !prize?.reversed_at &&
            to === "held" &&
            prize?.releases_at &&
            Date.parse(prize.releases_at) > Date.now() && (
              <Text size="sm" c="dimmed" component="span">
                {t("Held until {{at}}", { at: exact(prize.releases_at, zone ?? "UTC", i18n.language) })}
              </Text>
            )}
        </Group>
      </div>
    </>
  );
}

function stepsOf(
  prize: Schemas["PrizeSplit"],
  currency: string,
  you: string,
  rest: string,
  language: string,
): Step[] {
  const money = (minor: number) => written({ amount_minor: minor, currency }, language);
  const people = prize.people.map((person) => ({
    amountMinor: person.amount_minor,
    written: money(person.amount_minor),
    name: person.me ? you : person.display_name,
    isYou: person.me,
  }));
  return prize.remainder_minor > 0
    ? [
        ...people,
        {
          amountMinor: prize.remainder_minor,
          written: money(prize.remainder_minor),
          name: rest,
          isRemainder: true,
        },
      ]
    : people;
}
