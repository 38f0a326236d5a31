/** Putting somebody's rewards on hold, and deciding about a hold. */
import { Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Answer } from "@/components/states";
import { useSlug } from "@/lib/campaign";
import { Touches } from "../consequences";
import { Deed, MOST_NOTE, MOST_REASON } from "./Deed";

const DAYS = 30;
const MOST_DAYS = 90;

function isDays(written: string): boolean {
  const days = Number(written);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

export function PlaceHold({ root }: { root: Schemas["Root"] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const [days, setDays] = useState(String(DAYS));
  const name = root.display_name;
  return (
    <Deed
      label={t("Put their rewards on hold")}
      title={t("Put the rewards of {{name}} on hold", { name })}
      words={{
        label: t("Why"),
        description: t("{{name}} reads it as it is written here.", { name }),
        required: true,
        most: MOST_REASON,
      }}
      ready={isDays(days)}
      act={(reason) =>
        api.POST("/api/v1/campaigns/{slug}/holds/", {
          params: { path: { slug } },
          body: { participant: root.id, reason, days: Number(days) },
        })
      }
    >
      <Text>
        {t(
          "What {{name}} earns is held, nothing held is released and nothing is paid out to them, until somebody decides or the time is over. Nothing is lost to anybody.",
          { name },
        )}
      </Text>
      <Touches what={root.touches} />
      <TextInput
        type="number"
        label={t("For how many days")}
        min={1}
        max={MOST_DAYS}
        step={1}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
    </Deed>
  );
}

type Decision = Schemas["DecisionEnum"];

export function DecideHold({ hold }: { hold: Schemas["TrustHold"] }) {
  const { t } = useTranslation();
  const name = hold.participant.display_name;
  return (
    <>
      <ADecision
        hold={hold}
        decision="clear"
        label={t("Clear it")}
        title={t("Clear the hold on {{name}}", { name })}
        confirm={t("Clear it, and release what waits")}
      >
        {t("What waited of {{name}} is released at once.", { name })}
      </ADecision>
      <ADecision
        hold={hold}
        decision="exclude"
        label={t("Exclude them")}
        title={t("Exclude {{name}} from rewards", { name })}
        confirm={t("Exclude {{name}} from rewards", { name })}
      >
        {t(
          "{{name}} earns nothing any more; their shares go to the remainder, never up the chain. What is held of them is forfeited after 14 days, unless they object.",
          { name },
        )}
      </ADecision>
      <ADecision
        hold={hold}
        decision="ban"
        label={t("Ban them")}
        title={t("Ban {{name}}", { name })}
        confirm={t("Ban {{name}}", { name })}
      >
        {t(
          "{{name}} earns nothing any more and takes no part either: they cannot report, and nobody joins by their link. What is held of them is forfeited after 14 days, unless they object.",
          { name },
        )}
      </ADecision>
    </>
  );
}

interface Deciding {
  hold: Schemas["TrustHold"];
  decision: Decision;
  label: string;
  title: string;
  confirm: string;
  children: ReactNode;
}

function ADecision({ hold, decision, label, title, confirm, children }: Deciding) {
  const { t } = useTranslation();
  const name = hold.participant.display_name;
  return (
    <Deed
      size="sm"
      label={label}
      title={title}
      confirm={confirm}
      words={{ label: t("Note to {{name}}", { name }), required: decision !== "clear", most: MOST_NOTE }}
      act={(note) =>
        api.POST("/api/v1/holds/{trust_hold_id}/decide/", {
          params: { path: { trust_hold_id: hold.id } },
          body: { decision, note },
        })
      }
    >
      <Text>{children}</Text>
      <TouchesOfHold hold={hold.id} />
      <Text>{t("It is decided once. {{name}} is told, with your note.", { name })}</Text>
    </Deed>
  );
}

export function TouchesOfHold({ hold }: { hold: string }) {
  const { t } = useTranslation();
  const read = useQuery("get", "/api/v1/holds/{trust_hold_id}/", {
    params: { path: { trust_hold_id: hold } },
  });
  return (
    <Answer query={read} what={t("Working out what it touches")}>
      {({ touches }) => <Touches what={touches} />}
    </Answer>
  );
}
