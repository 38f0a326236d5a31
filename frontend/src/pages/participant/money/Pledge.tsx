/** What one gives of one's rewards, from the next one on. */
import { NativeSelect, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Answer } from "@/components/states";
import { Quiet } from "@/components/texts";

type Giving = Schemas["Giving"];

export function Pledge({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const query = useQuery("get", "/api/v1/me/pledge/");
  return (
    <Stack gap="xs" component="section" className="no-print">
      <Title order={2}>{t("What you give of it")}</Title>
      <Answer query={query} what={t("Fetching what you give")}>
        {(pledges) => {
          const mine = pledges.find((each) => each.campaign === campaign.slug);
          return <Change key={`${mine?.percent} ${mine?.to}`} campaign={campaign} mine={mine} />;
        }}
      </Answer>
    </Stack>
  );
}

function Change({ campaign, mine }: { campaign: Campaign; mine: Giving | undefined }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const pledge = useMutation("post", "/api/v1/me/pledge/");
  const now = mine?.percent ?? 0;
  const [percent, setPercent] = useState<number | string>(now);
  const [to, setTo] = useState<Giving["to"]>(mine?.to ?? "charity");
  const named: Record<Giving["to"], string> = {
    charity: campaign.charity_name || t("the campaign’s charity"),
    solidarity: t("the solidarity pool"),
  };
  const chosen = typeof percent === "number" ? percent : Number.NaN;
  return (
    <Stack gap="sm" maw={420} align="flex-start">
      <Text component="p" m={0}>
        {now > 0 && mine
          ? t("You give {{percent}} % of every reward to {{to}}.", { percent: now, to: named[mine.to] })
          : t("You give nothing of your rewards, which is where everybody begins.")}
      </Text>
      <NumberInput
        label={t("Percent of every reward")}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        value={percent}
        onChange={setPercent}
      />
      <NativeSelect
        label={t("It goes to")}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value as Giving["to"])}
        data={[
          { value: "charity", label: named.charity },
          { value: "solidarity", label: named.solidarity },
        ]}
      />
      <EffectButton
        label={chosen === 0 ? t("Give nothing") : t("Give it")}
        variant="default"
        disabled={!Number.isInteger(chosen) || (chosen === now && (to === mine?.to || chosen === 0))}
        title={chosen === 0 ? t("Give nothing from the next reward on?") : t("Give from the next reward on?")}
        confirm={chosen === 0 ? t("Give nothing") : t("Give {{percent}} %", { percent: chosen })}
        act={async () => {
          await pledge.mutateAsync({ body: { campaign: campaign.slug, percent: chosen, to } });
          await queries.invalidateQueries({ queryKey: ["get", "/api/v1/me/pledge/"] });
        }}
      >
        <p>
          {chosen === 0
            ? t("Whatever you earn from now on is yours whole. What you gave already stays given.")
            : t(
                "Of every reward that becomes payable to you from now on, {{percent}} % go to {{to}}, after what you may owe. You can end it at any time; what was given stays given.",
                {
                  percent: chosen,
                  to: named[to],
                },
              )}
        </p>
      </EffectButton>
      <Quiet>{t("It is taken when a reward becomes payable, rounded down to the smallest unit.")}</Quiet>
    </Stack>
  );
}
