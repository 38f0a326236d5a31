/** Pausing, going on, closing: each says first what it means for whom. */
import { Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Campaign } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Quiet, When } from "@/components/texts";
import { useRefresh } from "@/lib/refresh";
import { fromClock } from "@/lib/zoned";

export function Moves({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const zone = campaign.time_zone ?? "UTC";
  const params = { params: { path: { slug: campaign.slug } } };
  const [decideBy, setDecideBy] = useState("");
  const after = () => refresh("/api/v1/campaigns/{slug}/", "/api/v1/me/campaigns/");
  const can = (move: string) => campaign.possible_moves.includes(move);
  return (
    <Stack gap="xs">
      {campaign.closed_at && (
        <Quiet>
          {t("Closed")} <When at={campaign.closed_at} zone={zone} />.{" "}
          {campaign.decide_by && (
            <>
              {t("What is still undecided is rejected:")} <When at={campaign.decide_by} zone={zone} />.
            </>
          )}
        </Quiet>
      )}
      <Group gap="sm">
        {can("pause") && (
          <EffectButton
            variant="default"
            label={t("Pause the campaign")}
            title={t("Pause {{title}}?", { title: campaign.title })}
            confirm={t("Pause the campaign")}
            act={async () => {
              await api.POST("/api/v1/campaigns/{slug}/pause/", params);
              await after();
            }}
          >
            <Text>
              {t(
                "Nobody can join or report until it goes on. What was reported can still be decided and paid.",
              )}
            </Text>
          </EffectButton>
        )}
        {can("resume") && (
          <EffectButton
            label={t("Go on with the campaign")}
            title={t("Go on with {{title}}?", { title: campaign.title })}
            confirm={t("Go on with the campaign")}
            act={async () => {
              await api.POST("/api/v1/campaigns/{slug}/resume/", params);
              await after();
            }}
          >
            <Text>{t("People can join and report again.")}</Text>
          </EffectButton>
        )}
        {can("close") && (
          <EffectButton
            variant="default"
            label={t("Close the campaign")}
            title={t("Close {{title}} for good?", { title: campaign.title })}
            confirm={t("Close it for good")}
            act={async () => {
              await api.POST("/api/v1/campaigns/{slug}/close/", {
                ...params,
                body: decideBy ? { decide_by: fromClock(decideBy, zone) } : {},
              });
              await after();
            }}
          >
            <Stack>
              <Text>
                {t(
                  "Nobody joins or reports any more, and it cannot be opened again. What is earned stays earned, and free money can be given back.",
                )}
              </Text>
              <TextInput
                type="datetime-local"
                label={t("Decide what is open until")}
                description={t(
                  "Only where findings wait for a verdict: what is still undecided then is rejected. At most 180 days; by the clock of {{zone}}.",
                  { zone },
                )}
                value={decideBy}
                onChange={(event) => setDecideBy(event.currentTarget.value)}
              />
            </Stack>
          </EffectButton>
        )}
      </Group>
    </Stack>
  );
}
