/** What of mine waits and why, in plain words; saying that it is wrong; and vouching for what I know to be true. */
import { Badge, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { ObjectButton, ObjectionTold } from "@/components/Objection";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useOwn, useTrust } from "@/lib/place";
import { exact } from "@/lib/time";
import { useStateWord } from "@/lib/words";
import classes from "./Trust.module.css";

type Trust = Schemas["OwnTrust"];

export function OwnTrust() {
  const { t } = useTranslation();
  const zone = useCampaign().data?.time_zone ?? "UTC";
  return (
    <Answer screen={t("Trust")} query={useTrust()} what={t("Fetching how you stand")}>
      {(trust) => (
        <Screen
          title={
            trust.removed_at
              ? t("You earn nothing in this campaign any more.")
              : trust.rewards_wait
                ? t("Your rewards wait; nothing is lost, and you can go on.")
                : t("Nothing of yours is held back.")
          }
          name={t("Trust")}
        >
          <Standing trust={trust} zone={zone} />
          <Vouching zone={zone} may={!trust.rewards_wait} />
        </Screen>
      )}
    </Answer>
  );
}

function Standing({ trust, zone }: { trust: Trust; zone: string }) {
  const { t, i18n } = useTranslation();
  const word = useStateWord();
  const slug = useSlug();
  const queries = useQueryClient();
  const object = useMutation("post", "/api/v1/campaigns/{slug}/me/objections/");
  const send = (about: { hold?: string; quarantine?: string }) => async (text: string) => {
    await object.mutateAsync({ params: { path: { slug } }, body: { text, ...about } });
    await queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/me/trust/"] });
  };
  const answered = t(
    "You can object once. Another organizer than who decided answers; if they agree with you, it is undone.",
  );
  return (
    <Stack gap="sm" component="section">
      {trust.removed_at ? (
        <Text component="p" m={0}>
          {t("Since {{at}}.", { at: exact(trust.removed_at, zone, i18n.language) })}{" "}
          {trust.forfeits_at &&
            t(
              "What is held for you stays until {{at}}, or until your objection is answered, and then goes to the campaign’s remainder, to nobody above you.",
              {
                at: exact(trust.forfeits_at, zone, i18n.language),
              },
            )}{" "}
          {!trust.can_take_part && t("You cannot report or bring others in.")}
        </Text>
      ) : trust.rewards_wait ? (
        <Text component="p" m={0}>
          {t("What you earn is held, not lost, and nothing is paid out meanwhile. You can go on reporting.")}
        </Text>
      ) : (
        <Text component="p" m={0}>
          {t(
            "If something about how people join or report around you looks unusual, it is said here, with the reason and what you can do. A person decides, never the machine alone.",
          )}
        </Text>
      )}
      {(trust.holds.length > 0 || trust.quarantines.length > 0 || trust.objections.length > 0) && (
        <ul className={classes.list}>
          {trust.holds.map((hold) => (
            <li key={hold.id}>
              <Badge variant="default" tt="none">
                {hold.state === "waiting" ? t("On hold") : word(hold.state)}
              </Badge>
              <p>{hold.why}</p>
              {hold.note && <p>{t("The organizers write: “{{note}}”", { note: hold.note })}</p>}
              <Quiet>
                {t("Since {{at}}.", { at: exact(hold.since, zone, i18n.language) })}{" "}
                {hold.until &&
                  t("It ends by itself on {{at}}, if nobody decides before.", {
                    at: exact(hold.until, zone, i18n.language),
                  })}
              </Quiet>
              {hold.can_object && hold.state !== "reinstated" && (
                <ObjectButton about={hold.why} answeredBy={answered} send={send({ hold: hold.id })} />
              )}
            </li>
          ))}
          {trust.quarantines.map((quarantine) => (
            <li key={quarantine.id}>
              <Badge variant="default" tt="none">
                {t("Branch in quarantine")}
              </Badge>
              <p>{quarantine.why}</p>
              <Quiet>
                {t("Since {{at}}.", { at: exact(quarantine.since, zone, i18n.language) })}{" "}
                {t("Until an organizer lifts it nobody can join below.")}
              </Quiet>
              {quarantine.can_object && (
                <ObjectButton
                  about={quarantine.why}
                  answeredBy={answered}
                  send={send({ quarantine: quarantine.id })}
                />
              )}
            </li>
          ))}
          {trust.objections.map((objection) => (
            <li key={objection.id}>
              <ObjectionTold objection={objection} />
              <Quiet>
                <When at={objection.made_at} zone={zone} />
              </Quiet>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function Vouching({ zone, may }: { zone: string; may: boolean }) {
  const { t, i18n } = useTranslation();
  const query = useQuery("get", "/api/v1/campaigns/{slug}/me/vouchable/", useOwn());
  return (
    <Stack gap="xs" component="section" id="vouch">
      <Title order={2}>{t("Reports that came up through you")}</Title>
      <Answer query={query} what={t("Fetching what you could vouch for")}>
        {({ results }) =>
          results.length === 0 ? (
            <Quiet>
              {t(
                "None waits for a decision. When somebody who came through you reports something, you can say here that you know it to be true.",
              )}
            </Quiet>
          ) : (
            <>
              <Quiet>
                {t(
                  "Nobody has decided about them yet. If you know that one is true you can vouch for it; if it proves false, that costs both of you trust.",
                )}
              </Quiet>
              <ul className={classes.list}>
                {results.map((each) => (
                  <li key={each.finding}>
                    <p>
                      <strong>{each.objective.title}</strong>,{" "}
                      {t("through {{name}}, {{steps}} below you", {
                        name: each.through.display_name,
                        steps: each.depth,
                      })}
                    </p>
                    <Quiet>
                      {t("Received {{at}}", { at: exact(each.received_at, zone, i18n.language) })}
                    </Quiet>
                    {each.vouched ? (
                      <Badge variant="default">{t("You vouch for it")}</Badge>
                    ) : may ? (
                      <Vouch of={each} />
                    ) : (
                      <Quiet>{t("While your rewards wait you cannot vouch.")}</Quiet>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </Stack>
  );
}

function Vouch({ of }: { of: Schemas["Vouchable"] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const vouch = useMutation("post", "/api/v1/findings/{finding_id}/vouch/");
  const [note, setNote] = useState("");
  return (
    <Group>
      <EffectButton
        label={t("Vouch for it")}
        aria-label={t("Vouch for it: {{objective}}", { objective: of.objective.title })}
        variant="default"
        title={t("Vouch that this report of {{objective}} is true?", { objective: of.objective.title })}
        confirm={t("Vouch for it")}
        act={async () => {
          await vouch.mutateAsync({ params: { path: { finding_id: of.finding } }, body: { note } });
          await queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/me/vouchable/"] });
        }}
      >
        <p>
          {t(
            "If it proves true, you and its reporter are trusted more: later reports of yours are looked at sooner.",
          )}
        </p>
        <p>
          {t(
            "If it proves false, you and its reporter are trusted less: later reports of yours wait longer.",
          )}
        </p>
        <p>
          {t(
            "No money changes hands for it either way. It cannot be taken back. Vouch only for what you know: because you asked them, or saw it yourself.",
          )}
        </p>
        <Textarea
          label={t("How you know it (may stay empty)")}
          autosize
          minRows={2}
          maxLength={280}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </EffectButton>
    </Group>
  );
}
