/** People who are paid nothing for now, by a treasurer's word: why, what they say against it, and the answer. */
import { Checkbox, Group, SegmentedControl, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, useInfiniteQuery } from "@/api/client";
import type { Campaign, Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { PersonSelect } from "@/components/PersonSelect";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { useRoles } from "@/lib/roles";
import classes from "./money.module.css";

const STATES = ["active", "objected", "lifted"] as const;

export function Holds() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Holds")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <List campaign={campaign} />}
    </Answer>
  );
}

function List({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const treasurer = useRoles().treasurer;
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((each) => each === search.get("state")) ?? "active";
  const holds = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/payout-holds/",
    { params: { path: { slug: campaign.slug }, query: { limit: 50, state } } },
    BY_CURSOR,
  );
  const answer = asAnswer(holds);
  const count = answer.data?.length ?? 0;
  return (
    <Screen
      title={
        !answer.data
          ? t("Holds")
          : holds.hasNextPage
            ? {
                active: t("More than {{count}} people are paid nothing for now.", { count }),
                objected: t("More than {{count}} objections wait for an answer.", { count }),
                lifted: t("More than {{count}} holds were lifted.", { count }),
              }[state]
            : {
                active: t("{{count}} people are paid nothing for now.", { count }),
                objected: t("{{count}} objections wait for an answer.", { count }),
                lifted: t("{{count}} holds were lifted.", { count }),
              }[state]
      }
      name={t("Holds")}
      action={treasurer ? <Place campaign={campaign} /> : undefined}
    >
      {/* It stays while others are fetched, and so does the focus. */}
      <SegmentedControl
        aria-label={t("Which holds")}
        value={state}
        onChange={(value) => setSearch({ state: value }, { replace: true })}
        data={[
          { value: "active", label: t("Open") },
          { value: "objected", label: t("Objected to") },
          { value: "lifted", label: t("Lifted") },
        ]}
        style={{ alignSelf: "flex-start" }}
      />
      <Answer query={answer} what={t("Fetching the holds")}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t("None")}>
              {t(
                "A hold keeps what is payable to somebody where it is, until it is lifted. They read why, and can object once.",
              )}
            </Empty>
          ) : (
            <ul className={classes.cards}>
              {rows.map((hold) => (
                <li key={hold.id} className={classes.card}>
                  <Hold hold={hold} zone={campaign.time_zone} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More query={holds} />
    </Screen>
  );
}

function useHoldsRefresh() {
  const refresh = useRefresh();
  return () => refresh("/api/v1/campaigns/{slug}/payout-holds/");
}

function Hold({ hold, zone }: { hold: Schemas["Hold"]; zone: string | undefined }) {
  const { t } = useTranslation();
  const treasurer = useRoles().treasurer;
  const slug = useCampaign().data!.slug;
  const refresh = useHoldsRefresh();
  const [note, setNote] = useState("");
  const path = { slug, hold_id: hold.id };
  const answer = async (granted: boolean) => {
    await api.POST("/api/v1/campaigns/{slug}/payout-holds/{hold_id}/answer/", {
      params: { path },
      body: { granted, note },
    });
    await refresh();
  };
  const { objection } = hold;
  const open = objection && objection.granted === null;
  return (
    <Stack gap="xs">
      <Title order={2} fz="lg">
        {hold.display_name}
      </Title>
      <Text>{hold.reason}</Text>
      <Quiet>
        {t("Placed by {{name}}", { name: hold.by })}, <When at={hold.at} zone={zone} />
        {hold.lifted_at && (
          <>
            {" · "}
            {t("lifted by {{name}}", { name: hold.lifted_by ?? "" })},{" "}
            <When at={hold.lifted_at} zone={zone} />
          </>
        )}
      </Quiet>
      {objection && (
        <Stack gap={4} pl="md" style={{ borderInlineStart: "3px solid var(--hairline)" }}>
          <Text fw={600}>{t("They object:")}</Text>
          <Text>{objection.text}</Text>
          <Quiet>
            <When at={objection.made_at} zone={zone} />
          </Quiet>
          {!open && (
            <Text>
              {objection.granted ? t("Granted.") : t("Refused.")} {objection.note}
            </Text>
          )}
        </Stack>
      )}
      {treasurer && !hold.lifted_at && (
        <Group gap="sm">
          {open && (
            <>
              <EffectButton
                size="compact-md"
                label={t("Grant it")}
                title={t("Grant the objection of {{name}}?", { name: hold.display_name })}
                confirm={t("Grant it and lift the hold")}
                act={() => answer(true)}
              >
                <Text>{t("The hold is lifted, and they are paid again from the next batch on.")}</Text>
              </EffectButton>
              <EffectButton
                size="compact-md"
                variant="default"
                label={t("Refuse it")}
                title={t("Refuse the objection of {{name}}?", { name: hold.display_name })}
                confirm={t("Refuse it")}
                ready={note.trim() !== ""}
                act={() => answer(false)}
              >
                <Textarea
                  label={t("Why")}
                  description={t("They read it as you write it. The hold stands.")}
                  required
                  maxLength={1000}
                  autosize
                  minRows={3}
                  value={note}
                  onChange={(event) => setNote(event.currentTarget.value)}
                />
              </EffectButton>
            </>
          )}
          {!open && (
            <EffectButton
              size="compact-md"
              variant="default"
              label={t("Lift the hold")}
              title={t("Lift the hold on {{name}}?", { name: hold.display_name })}
              confirm={t("Lift the hold")}
              act={async () => {
                await api.POST("/api/v1/campaigns/{slug}/payout-holds/{hold_id}/lift/", { params: { path } });
                await refresh();
              }}
            >
              <Text>{t("They are paid again from the next batch on.")}</Text>
            </EffectButton>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Place({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const refresh = useHoldsRefresh();
  const [who, setWho] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [sure, setSure] = useState(false);
  return (
    <EffectButton
      variant="default"
      label={t("Place a hold")}
      title={t("Whom is nothing to be paid for now?")}
      confirm={t("Place the hold")}
      ready={Boolean(who) && reason.trim() !== "" && sure}
      act={async () => {
        await api.POST("/api/v1/campaigns/{slug}/payout-holds/", {
          params: { path: { slug: campaign.slug } },
          body: { participant: who!, reason },
        });
        setWho(null);
        setReason("");
        setSure(false);
        await refresh();
      }}
    >
      <Stack>
        <PersonSelect label={t("Person")} value={who} onChange={setWho} />
        <Textarea
          label={t("Why")}
          description={t("They read it as you write it.")}
          maxLength={200}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Checkbox
          label={t("What is payable to them stays where it is until somebody lifts this.")}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
      </Stack>
    </EffectButton>
  );
}
