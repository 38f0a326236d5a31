/** What of the campaign may still change, and its state: paused, going on, closed. */
import {
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { changedOf, showProblem, toFirstWrong } from "@/lib/forms";
import { type Amount, isUnreadable, readable } from "@/lib/money";
import { useRefresh } from "@/lib/refresh";
import { useStateWord } from "@/lib/words";
import { fromClock, toClock } from "@/lib/zoned";
import { Moves } from "../Moves";

export function Rules() {
  const { t } = useTranslation();
  const word = useStateWord();
  return (
    <Answer screen={t("Campaign")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => (
        <Screen title={`${campaign.title}: ${word(campaign.state)}`} name={t("Settings")}>
          {campaign.closed_at && (
            <Quiet>
              {t("Closed")} <When at={campaign.closed_at} zone={campaign.time_zone} />.{" "}
              {campaign.decide_by && (
                <>
                  {t("What is still undecided is rejected:")}{" "}
                  <When at={campaign.decide_by} zone={campaign.time_zone} />.
                </>
              )}
            </Quiet>
          )}
          <Moves campaign={campaign} />
          {campaign.state !== "closed" && <Changes key={campaign.state} campaign={campaign} />}
        </Screen>
      )}
    </Answer>
  );
}

function Changes({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const zone = campaign.time_zone ?? "UTC";
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({
    initialValues: {
      title: campaign.title,
      description: campaign.description ?? "",
      ends_at: toClock(campaign.ends_at, zone),
      ledger_public: campaign.ledger_public ?? false,
      attribution: campaign.attribution ?? "last",
      referral_link_days: campaign.referral_link_days ?? ("" as number | string),
      anonymous_reports: campaign.anonymous_reports ?? false,
      reviewers_asked: campaign.reviewers_asked ?? (1 as number | string),
      second_review_from_minor: (campaign.second_review_from_minor ?? null) as Amount,
      hide_prizes_from_reviewers: campaign.hide_prizes_from_reviewers ?? false,
      review_minutes: campaign.review_minutes ?? (15 as number | string),
      cluster_radius_m: campaign.cluster_radius_m ?? (1852 as number | string),
      cluster_hours: campaign.cluster_hours ?? (24 as number | string),
      goal_participants: campaign.goal_participants ?? ("" as number | string),
    },
    validate: { second_review_from_minor: isUnreadable },
  });
  const number = (value: number | string) => (value === "" ? null : Number(value));
  const save = form.onSubmit(async (values) => {
    setRunning(true);
    setProblem(null);
    try {
      await api.PATCH("/api/v1/campaigns/{slug}/", {
        params: { path: { slug: campaign.slug } },
        body: changedOf(form, {
          ...values,
          attribution: values.attribution as Schemas["AttributionEnum"],
          ends_at: values.ends_at ? fromClock(values.ends_at, zone) : null,
          referral_link_days: number(values.referral_link_days),
          second_review_from_minor: readable(values.second_review_from_minor),
          goal_participants: number(values.goal_participants),
          reviewers_asked: Number(values.reviewers_asked),
          review_minutes: Number(values.review_minutes),
          cluster_radius_m: Number(values.cluster_radius_m),
          cluster_hours: Number(values.cluster_hours),
        }),
      });
      form.resetDirty(values);
      await refresh("/api/v1/campaigns/{slug}/", "/api/v1/me/campaigns/");
      notifications.show({ message: t("The changes are saved.") });
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setRunning(false);
    }
  }, toFirstWrong(form));
  const live = campaign.state !== "draft";
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xl" maw={720}>
        <Stack>
          <Title order={2}>{t("Words and times")}</Title>
          <TextInput label={t("Title")} maxLength={120} required {...form.getInputProps("title")} />
          <Textarea
            label={t("Story")}
            autosize
            minRows={4}
            maxLength={20000}
            {...form.getInputProps("description")}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              type="datetime-local"
              label={t("Ends")}
              description={t("It can be made later, not earlier; by the clock of {{zone}}.", { zone })}
              {...form.getInputProps("ends_at")}
            />
            <NumberInput
              label={t("Goal: people who take part")}
              description={t("Empty for none.")}
              min={1}
              allowDecimal={false}
              {...form.getInputProps("goal_participants")}
            />
          </SimpleGrid>
        </Stack>
        <Stack>
          <Title order={2}>{t("Joining")}</Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label={t("Whose link counts")}
              description={t("For somebody who followed several links before joining.")}
              data={[
                { value: "first", label: t("The first that they followed") },
                { value: "last", label: t("The last that they followed") },
              ]}
              allowDeselect={false}
              {...form.getInputProps("attribution")}
            />
            <NumberInput
              label={t("Days until a new link runs out")}
              description={t("Empty for never.")}
              min={1}
              max={3650}
              allowDecimal={false}
              {...form.getInputProps("referral_link_days")}
            />
          </SimpleGrid>
          <Switch
            label={t("Everybody can read the ledger")}
            description={t("With pseudonyms. Once public it stays public.")}
            disabled={live && campaign.ledger_public === true}
            {...form.getInputProps("ledger_public", { type: "checkbox" })}
          />
        </Stack>
        <Stack>
          <Title order={2}>{t("Reporting and review")}</Title>
          <Switch
            label={t("People may report without signing in")}
            description={t("They get a code to claim their place with.")}
            {...form.getInputProps("anonymous_reports", { type: "checkbox" })}
          />
          <Switch
            label={t("Reviewers do not see how much hangs on a finding")}
            {...form.getInputProps("hide_prizes_from_reviewers", { type: "checkbox" })}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label={t("Reviewers asked about a finding")}
              description={t("More than two thirds of them must agree.")}
              min={1}
              max={9}
              allowDecimal={false}
              {...form.getInputProps("reviewers_asked")}
            />
            <AmountInput
              label={t("Two reviewers from this prize on")}
              description={t("Empty for no such rule.")}
              currency={campaign.currency}
              {...form.getInputProps("second_review_from_minor")}
              value={form.values.second_review_from_minor}
            />
            <NumberInput
              label={t("Minutes that a finding stays with a reviewer")}
              description={t("Then the next one can take it up.")}
              min={1}
              max={1440}
              allowDecimal={false}
              {...form.getInputProps("review_minutes")}
            />
            <NumberInput
              label={t("Metres within which reports can be of the same thing")}
              min={1}
              max={100_000}
              allowDecimal={false}
              {...form.getInputProps("cluster_radius_m")}
            />
            <NumberInput
              label={t("Hours within which reports can be of the same thing")}
              min={1}
              max={8784}
              allowDecimal={false}
              {...form.getInputProps("cluster_hours")}
            />
          </SimpleGrid>
        </Stack>
        {live && (
          <Text c="dimmed" size="sm">
            {t(
              "Currency, time zone, start, prizes, splits and where the remainder goes were locked at the launch.",
            )}
          </Text>
        )}
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={running} disabled={!form.isDirty()}>
            {t("Save the changes")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
