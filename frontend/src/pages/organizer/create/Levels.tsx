/** The terms of the fixed steps: parts of the prize, or an amount for each step that is worked out while it is typed. */
import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AmountInput } from "@/components/AmountInput";
import { useWritten } from "@/components/texts";
import { amountsOf, ofAmounts, RULES, sumOf } from "./rules";
import type { TermsProps } from "./Terms";

const MOST_STEPS = 100;

interface Props extends TermsProps {
  /** How parts are typed. */
  children: ReactNode;
}

// What the amounts begin with where no prize bounds them.
const SOME_MINOR = 400_00;

export function Levels({ typed, onTyped, children, ...amounts }: Props) {
  const { t } = useTranslation();
  const inAmounts = typed.amounts !== undefined;
  const { prizeMinor = SOME_MINOR } = amounts;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("How the steps are said")}
        value={inAmounts ? "amounts" : "parts"}
        onChange={(value) =>
          onTyped(
            value === "parts"
              ? { ...RULES.levels!.begin }
              : ofAmounts([Math.floor(prizeMinor / 2), Math.floor(prizeMinor / 4)]),
          )
        }
        data={[
          { value: "parts", label: t("Parts of the prize") },
          { value: "amounts", label: t("Fixed amounts") },
        ]}
        style={{ alignSelf: "flex-start" }}
      />
      {inAmounts ? <Amounts typed={typed} onTyped={onTyped} {...amounts} /> : children}
    </Stack>
  );
}

function Amounts({ typed, onTyped, prizeMinor, currency, wrong }: TermsProps) {
  const { t } = useTranslation();
  const say = useWritten(currency);
  const amounts = amountsOf(typed);
  const sum = sumOf(amounts);
  return (
    <Stack gap="xs" maw={420} role="group" aria-label={t("Fixed amounts")}>
      {amounts.map((amount, step) => (
        <AmountInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          key={step}
          label={stepName(step, t)}
          currency={currency}
          value={amount}
          error={wrong[`terms.levels.${step}`]}
          onChange={(amount) =>
            onTyped(ofAmounts(amounts.with(step, typeof amount === "number" ? amount : null)))
          }
        />
      ))}
      <Text role="status" size="sm" {...(prizeMinor !== undefined && sum > prizeMinor ? { fw: 600 } : {})}>
        {prizeMinor === undefined
          ? t("Together {{sum}}.", { sum: say(sum) })
          : sum > prizeMinor
            ? t("Together {{sum}}, more than the prize of {{prize}}.", {
                sum: say(sum),
                prize: say(prizeMinor),
              })
            : t("Together {{sum}} of {{prize}}; {{left}} is left over, and more on a shorter way.", {
                sum: say(sum),
                prize: say(prizeMinor),
                left: say(prizeMinor - sum),
              })}
        {wrong["terms.levels"] && ` ${wrong["terms.levels"]}`}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-md"
          disabled={amounts.length >= MOST_STEPS}
          onClick={() => onTyped(ofAmounts([...amounts, null]))}
        >
          {t("Add a step")}
        </Button>
        {amounts.length > 1 && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => onTyped(ofAmounts(amounts.slice(0, -1)))}
          >
            {t("Take the last step away")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function stepName(step: number, t: TFunction): string {
  return step === 0
    ? t("The finder")
    : step === 1
      ? t("Whoever invited the finder")
      : t("{{step}} steps above the finder", { step });
}
