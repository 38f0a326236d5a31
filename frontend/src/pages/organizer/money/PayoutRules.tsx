/** Caps on payouts, set by organizers. They slow money down and take nothing away from anybody. */
import { Button, Group, List, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { Answer, ProblemNote } from "@/components/states";
import { useWritten } from "@/components/texts";
import { changedOf, showProblem, toFirstWrong } from "@/lib/forms";
import { type Amount, isUnreadable, readable } from "@/lib/money";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";

export function PayoutRules({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const rules = useQuery("get", "/api/v1/campaigns/{slug}/payout-rules/", {
    params: { path: { slug: campaign.slug } },
  });
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Payout rules")}</Title>
      <Answer query={rules} what={t("Fetching the rules")}>
        {(now) => <Rules campaign={campaign} now={now} />}
      </Answer>
    </Stack>
  );
}

function Rules({ campaign, now }: { campaign: Campaign; now: Schemas["PayoutRules"] }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const may = useRoles().organizer;
  const say = useWritten(campaign.currency);
  const [problem, setProblem] = useState<Problem | null>(null);
  const form = useForm<Record<keyof Schemas["PayoutRules"], Amount>>({
    initialValues: { ...now },
    validate: {
      most_per_person_minor: isUnreadable,
      most_per_day_minor: isUnreadable,
      least_payout_minor: isUnreadable,
      manual_above_minor: (amount) =>
        amount === null ? t("Say an amount; 0 for every payout.") : isUnreadable(amount),
    },
  });
  const fields = [
    ["most_per_person_minor", t("Most to one person in a day"), t("Empty for no cap.")],
    ["most_per_day_minor", t("Most to everybody in a day"), t("Empty for no cap.")],
    ["least_payout_minor", t("Least payout"), t("Less waits until it has grown.")],
    ["manual_above_minor", t("Accepted one by one above"), t("Each payout above it is looked at by itself.")],
  ] as const;
  if (!may) {
    return (
      <List>
        {fields.map(([name, label]) => (
          <List.Item key={name}>
            {label}: <b>{now[name] === null ? t("none") : say(now[name])}</b>
          </List.Item>
        ))}
      </List>
    );
  }
  const save = form.onSubmit(async (values) => {
    setProblem(null);
    try {
      await api.PATCH("/api/v1/campaigns/{slug}/payout-rules/", {
        params: { path: { slug: campaign.slug } },
        body: changedOf(form, {
          most_per_person_minor: readable(values.most_per_person_minor),
          most_per_day_minor: readable(values.most_per_day_minor),
          least_payout_minor: readable(values.least_payout_minor),
          manual_above_minor: readable(values.manual_above_minor)!,
        }),
      });
      form.resetDirty(values);
      await refresh("/api/v1/campaigns/{slug}/payout-rules/");
      notifications.show({ message: t("The payout rules are saved.") });
    } catch (error) {
      setProblem(showProblem(form, error));
    }
  }, toFirstWrong(form));
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <Text c="dimmed" size="sm">
          {t("They slow money down and take nothing away from anybody. A day is the campaign's own.")}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
          {fields.map(([name, label, description]) => (
            <AmountInput
              key={name}
              label={label}
              description={description}
              currency={campaign.currency}
              {...form.getInputProps(name)}
              value={form.values[name]}
            />
          ))}
        </SimpleGrid>
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" variant="default" disabled={!form.isDirty()}>
            {t("Save the payout rules")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
