/** What the campaign's state allows next, each with what it means for everybody. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Campaign } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Answer } from "@/components/states";
import { Money } from "@/components/texts";
import { fromClock, toClock } from "@/lib/zoned";

const DAYS_TO_DECIDE = 14;
const MOST_DAYS = 180;
const BUDGET = "/api/v1/campaigns/{slug}/budget/";

/** A day from now by a zone's clock, as date fields write it. */
function inDays(days: number, zone: string): string {
  return toClock(new Date(Date.now() + days * 86_400_000).toISOString(), zone).slice(0, 10);
}

export function Moves({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const params = { path: { slug: campaign.slug } };
  const may = new Set(campaign.possible_moves);
  const done = () => queries.invalidateQueries();
  return (
    <Group gap="sm">
      {campaign.state === "draft" && (
        <Button component={Link} to={`/c/${campaign.slug}/manage/setup`}>
          {t("Go on with the draft")}
        </Button>
      )}
      {may.has("pause") && (
        <EffectButton
          variant="default"
          label={t("Pause")}
          title={t("Pause the campaign")}
          confirm={t("Stop joins and reports")}
          act={async () => {
            await api.POST("/api/v1/campaigns/{slug}/pause/", { params });
            await done();
          }}
        >
          <Text>
            {t(
              "Nobody can join or report until you go on. What was reported is reviewed and paid as before, and links keep leading to the campaign's page.",
            )}
          </Text>
        </EffectButton>
      )}
      {may.has("resume") && (
        <EffectButton
          label={t("Go on")}
          title={t("Go on after the pause")}
          confirm={t("Open joins and reports again")}
          act={async () => {
            await api.POST("/api/v1/campaigns/{slug}/resume/", { params });
            await done();
          }}
        >
          <Text>{t("People can join and report again at once.")}</Text>
        </EffectButton>
      )}
      {may.has("close") && <Close campaign={campaign} />}
    </Group>
  );
}

function Close({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const zone = campaign.time_zone ?? "UTC";
  const [until, setUntil] = useState(inDays(DAYS_TO_DECIDE, zone));
  const params = { path: { slug: campaign.slug } };
  // It is asked for by the question itself.
  const known = useQuery("get", BUDGET, { params }, { enabled: false }).data !== undefined;
  return (
    <EffectButton
      variant="default"
      label={t("Close")}
      title={t("Close the campaign for good")}
      confirm={t("Close it for good")}
      ready={until !== "" && known}
      act={async () => {
        await api.POST("/api/v1/campaigns/{slug}/close/", {
          params,
          body: { decide_by: fromClock(`${until}T23:59`, zone) },
        });
        await queries.invalidateQueries();
      }}
    >
      <Stack gap="sm">
        <Text>
          {t("Nobody can join or report any more. This cannot be taken back.")}{" "}
          {t("What was earned is paid as before.")}
        </Text>
        <Promised slug={campaign.slug} />
        <TextInput
          type="date"
          label={t("Findings that wait are decided until the end of")}
          description={t("What is undecided then is rejected. By the clock of {{zone}}.", { zone })}
          min={inDays(1, zone)}
          max={inDays(MOST_DAYS - 1, zone)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Stack>
    </EffectButton>
  );
}

function Promised({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const budget = useQuery("get", BUDGET, { params: { path: { slug } } });
  return (
    <Answer query={budget} what={t("Fetching the budget")}>
      {({ promised, free }) => (
        <Text>
          <Money of={promised} />{" "}
          {t("is still promised; what of it no verdict uses up becomes free, beside what is free already:")}{" "}
          <Money of={free} />
        </Text>
      )}
    </Answer>
  );
}
