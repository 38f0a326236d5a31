/** One of one's own findings: how it stands, what is asked of one, what shows it, what it paid, what has happened. */
import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Campaign } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer, Loading } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { Evidence } from "@/findings/Evidence";
import { Facts } from "@/findings/Facts";
import classes from "@/findings/Findings.module.css";
import { type Finding, standingOf, stepOf, wasAppealed } from "@/findings/wording";
import { useCampaign } from "@/lib/campaign";
import type { Objective } from "@/lib/objectives";
import { exact } from "@/lib/time";

// Loaded where the finding has come so far.
const MapView = lazy(() => import("@/map/MapView"));
const Paid = lazy(async () => ({ default: (await import("@/findings/Paid")).Paid }));
const Reply = lazy(async () => ({ default: (await import("@/findings/Reply")).Reply }));
const UNDECIDED = ["submitted", "under_review", "needs_info"];

export function OwnFinding() {
  const { t } = useTranslation();
  const { finding: id = "" } = useParams();
  const campaign = useCampaign();
  const finding = useQuery(
    "get",
    "/api/v1/findings/{finding_id}/",
    { params: { path: { finding_id: id } } },
    { refetchInterval: 20_000 },
  );
  const name = t("Your report");
  return (
    <Answer screen={name} query={campaign} what={t("Fetching the campaign")}>
      {(about) => (
        <Answer screen={name} query={finding} what={t("Fetching your report")}>
          {(found) => <About campaign={about} finding={found} />}
        </Answer>
      )}
    </Answer>
  );
}

function About({ campaign, finding }: { campaign: Campaign; finding: Finding }) {
  const { t } = useTranslation();
  const objective = useQuery("get", "/api/v1/objectives/{objective_id}/", {
    params: { path: { objective_id: finding.objective } },
  });
  return (
    <Answer screen={t("Your report")} query={objective} what={t("Fetching what is looked for")}>
      {(sought) => <Whole campaign={campaign} finding={finding} objective={sought} />}
    </Answer>
  );
}

function Whole({
  campaign,
  finding,
  objective,
}: {
  campaign: Campaign;
  finding: Finding;
  objective: Objective;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const standing = standingOf(finding, t);
  const zone = campaign.time_zone;
  const path = { params: { path: { finding_id: finding.id } } };
  const refresh = () => queries.invalidateQueries();
  const asked =
    finding.state === "needs_info"
      ? finding.verdicts.findLast((each) => each.kind === "needs_info")
      : undefined;
  const open = ["submitted", "needs_info"].includes(finding.state ?? "");
  const last = finding.verdicts.findLast((each) => each.note && stepOf(each, t));
  const decision = last && !["needs_info", "responded", "appealed"].includes(last.kind) ? last : null;
  return (
    <Screen title={`${objective.title}: ${standing.word.toLowerCase()}.`} name={objective.title}>
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <standing.icon size={22} aria-hidden style={{ flex: "none" }} />
          <Text m={0}>{standing.sentence}</Text>
        </Group>
        {decision && (
          <>
            <Quiet>{t("The reviewer writes:")}</Quiet>
            <blockquote className={classes.quote}>{decision.note}</blockquote>
          </>
        )}
      </Stack>

      {asked && (
        <section className={classes.ask} aria-labelledby="asked">
          <Stack gap="sm">
            <Title order={2} id="asked">
              {t("The reviewer asks")}
            </Title>
            <blockquote className={classes.quote}>{asked.note}</blockquote>
            <Suspense fallback={null}>
              <Reply
                label={t("Your answer")}
                help={t(
                  "Add photos below first if they are asked for: with your answer the report is closed to them.",
                )}
                action={t("Send the answer")}
                send={async (note) => {
                  await api.POST("/api/v1/findings/{finding_id}/respond/", { ...path, body: { note } });
                  await refresh();
                }}
              />
            </Suspense>
          </Stack>
        </section>
      )}

      <Appeal finding={finding} zone={zone} onDone={refresh} />

      {(finding.state === "verified" || finding.state === "reversed") && !finding.quota_filled && (
        <section>
          <Title order={2} mb="sm">
            {t("What it pays, and to whom")}
          </Title>
          <Suspense fallback={<Loading what={t("Fetching what it pays")} />}>
            <Paid finding={finding} zone={zone} />
          </Suspense>
        </section>
      )}

      <section>
        <Title order={2} mb="sm">
          {t("Photos, videos and links")}
        </Title>
        <Evidence finding={finding.id} open={open} />
      </section>

      <Reported finding={finding} zone={zone} />

      {UNDECIDED.includes(finding.state ?? "") && (
        <Facts finding={finding.id} heading={<Title order={2}>{t("What only a witness knows")}</Title>} />
      )}

      <Vouches finding={finding.id} />

      <section>
        <Title order={2} mb="sm">
          {t("What has happened")}
        </Title>
        <ol className={classes.steps}>
          <li>
            {t("It was received.")} <Ago at={finding.received_at} zone={zone} />
          </li>
          {finding.verdicts.map((verdict) => {
            const told = stepOf(verdict, t);
            return told ? (
              <li key={verdict.at + verdict.kind}>
                {told} <Ago at={verdict.at} zone={zone} />
                {verdict.note && <blockquote className={classes.quote}>{verdict.note}</blockquote>}
              </li>
            ) : null;
          })}
        </ol>
      </section>

      <Group>
        <Anchor component={Link} to={`/c/${campaign.slug}/me/findings`}>
          {t("All my findings")}
        </Anchor>
        {finding.possible_steps.includes("withdraw") && (
          <EffectButton
            variant="default"
            label={t("Take this report back")}
            title={t("Take back your report of {{what}}?", { what: objective.title })}
            confirm={t("Take it back for good")}
            act={async () => {
              await api.POST("/api/v1/findings/{finding_id}/withdraw/", { ...path, body: { note: "" } });
              await refresh();
            }}
          >
            {t(
              "Nobody will decide about it any more, and neither you nor anybody above you is paid for it. This cannot be undone; you can report anew, and then the new report's time counts.",
            )}
          </EffectButton>
        )}
      </Group>
    </Screen>
  );
}

function Appeal({
  finding,
  zone,
  onDone,
}: {
  finding: Finding;
  zone: string | undefined;
  onDone: () => Promise<unknown>;
}) {
  const { t, i18n } = useTranslation();
  if (finding.state !== "rejected" && finding.state !== "duplicate") {
    return null;
  }
  const until = finding.appeal_until;
  return (
    <section className={classes.ask} aria-labelledby="appeal">
      <Stack gap="sm">
        <Title order={2} id="appeal">
          {t("If this is wrong")}
        </Title>
        {until && Date.parse(until) > Date.now() ? (
          <>
            <Text m={0}>
              {t(
                "Say why, and somebody who had no say before decides anew, once. You can do so until {{when}}.",
                {
                  when: exact(until, zone ?? "UTC", i18n.language),
                },
              )}
            </Text>
            <Suspense fallback={null}>
              <Reply
                label={t("Why it should be looked at again")}
                action={t("Appeal")}
                send={async (note) => {
                  await api.POST("/api/v1/findings/{finding_id}/appeal/", {
                    params: { path: { finding_id: finding.id } },
                    body: { note },
                  });
                  await onDone();
                }}
              />
            </Suspense>
          </>
        ) : (
          <Text m={0}>
            {wasAppealed(finding)
              ? t("It was appealed once, and the second review stands.")
              : t("The time to appeal is over.")}
          </Text>
        )}
      </Stack>
    </section>
  );
}

function Reported({ finding, zone }: { finding: Finding; zone: string | undefined }) {
  const { t } = useTranslation();
  const { location, note } = finding;
  const spots = useMemo(
    () =>
      location
        ? [
            {
              id: finding.id,
              label: t("What you found"),
              latitude: location.latitude,
              longitude: location.longitude,
              radius: location.accuracy_m ?? undefined,
              kind: "chosen" as const,
            },
          ]
        : [],
    [location, finding.id, t],
  );
  return (
    <section>
      <Title order={2} mb="sm">
        {t("What you reported")}
      </Title>
      <dl className={classes.facts}>
        {note && (
          <>
            <dt>{t("What you saw")}</dt>
            <dd>{note}</dd>
          </>
        )}
        <dt>{t("Where it is")}</dt>
        <dd>
          {location
            ? location.accuracy_m
              ? t("{{latitude}}, {{longitude}}, within {{metres}} m", {
                  latitude: location.latitude,
                  longitude: location.longitude,
                  metres: Math.round(location.accuracy_m),
                })
              : `${location.latitude}, ${location.longitude}`
            : t("No position was given.")}
        </dd>
        <dt>{t("Seen")}</dt>
        <dd>
          <When at={finding.observed_at} zone={zone} />
        </dd>
        <dt>{t("Received by us")}</dt>
        <dd>
          <When at={finding.received_at} zone={zone} />. {t("This time decides who was first.")}
        </dd>
      </dl>
      {location && (
        <Suspense fallback={<Loading what={t("Opening the map")} />}>
          <MapView spots={spots} label={t("The place of what you found")} height={240} />
        </Suspense>
      )}
    </section>
  );
}

function Vouches({ finding }: { finding: string }) {
  const { t } = useTranslation();
  const vouches = useQuery("get", "/api/v1/findings/{finding_id}/vouch/", {
    params: { path: { finding_id: finding } },
  }).data?.results;
  return vouches && vouches.length > 0 ? (
    <section>
      <Title order={2} mb="sm">
        {t("Who vouches for it")}
      </Title>
      <ul className={classes.steps}>
        {vouches.map((vouch) => (
          <li key={vouch.id}>
            {vouch.participant.display_name}
            {vouch.note && <blockquote className={classes.quote}>{vouch.note}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  ) : null;
}

function Ago({ at, zone }: { at: string; zone: string | undefined }) {
  return (
    <Text component="span" size="sm" c="dimmed">
      <When at={at} zone={zone} />
    </Text>
  );
}
