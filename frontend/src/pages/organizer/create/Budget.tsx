/** The fourth step: what the promises can cost, what is there, and what is still missing. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Money } from "@/components/texts";
import { Fundings } from "../money/Fundings";
import classes from "./create.module.css";
import { type Draft, thereMinor, worstCaseMinor } from "./draft";

export function Budget({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { currency } = draft.campaign;
  const worst = worstCaseMinor(draft.objectives);
  const there = thereMinor(draft.budget);
  const pledged = draft.budget.pledged.amount_minor;
  const missing = Math.max(0, worst - there);
  const amount = (amount_minor: number) => <Money of={{ amount_minor, currency }} />;
  return (
    <Stack gap="lg">
      <Stack gap="xs" maw={520}>
        <Title order={2}>{missing ? t("Money is missing") : t("Every prize is covered")}</Title>
        <dl className={classes.amounts}>
          <dt>{t("If everything is found, the prizes cost")}</dt>
          <dd>{amount(worst)}</dd>
          <dt>{t("Received")}</dt>
          <dd>{amount(there)}</dd>
          <dt className={classes.sum}>{missing ? t("Missing") : t("Over")}</dt>
          <dd className={classes.sum}>{amount(missing || there - worst)}</dd>
          {pledged > 0 && (
            <>
              <dt>{t("Pledged and not received yet")}</dt>
              <dd>{amount(pledged)}</dd>
            </>
          )}
        </dl>
        <Text c="dimmed" size="sm">
          {t("Only money that was received counts. So a promise can always be paid, whatever happens.")}
        </Text>
      </Stack>
      <Fundings campaign={draft.campaign} suggestMinor={Math.max(0, missing - pledged)} />
      <Group>
        <Button component={Link} to="../launch" relative="path" variant={missing ? "default" : "filled"}>
          {t("Go on to the launch")}
        </Button>
      </Group>
    </Stack>
  );
}
