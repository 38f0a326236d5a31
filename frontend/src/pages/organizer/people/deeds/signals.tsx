/** Deciding whether something is wrong with what was noticed. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Deed, MOST_NOTE } from "./Deed";

export function DecideSignal({ signal }: { signal: Schemas["Signal"] }) {
  const { t } = useTranslation();
  return (
    <>
      <ADecision
        signal={signal}
        state="cleared"
        label={t("Nothing is wrong")}
        title={t("Nothing is wrong with it")}
      >
        {signal.holds.length > 0
          ? t("{{count}} holds that rest on it are cleared with it, and what waited is released.", {
              count: signal.holds.length,
            })
          : t("It is put aside, and counts against nobody.")}
      </ADecision>
      <ADecision
        signal={signal}
        state="upheld"
        label={t("Something is wrong")}
        title={t("Something is wrong with it")}
      >
        {t(
          "It counts against what new reports of those suspected are taken for. What becomes of their rewards is decided by the holds.",
        )}
      </ADecision>
    </>
  );
}

interface Deciding {
  signal: Schemas["Signal"];
  state: "cleared" | "upheld";
  label: string;
  title: string;
  children: ReactNode;
}

function ADecision({ signal, state, label, title, children }: Deciding) {
  const { t } = useTranslation();
  const suspected = signal.people.filter((person) => person.suspected).map((person) => person.display_name);
  return (
    <Deed
      size="sm"
      label={label}
      title={title}
      words={{
        label: t("Why"),
        description: t("It stays with the signal; those concerned do not read it."),
        required: true,
        most: MOST_NOTE,
      }}
      act={(note) =>
        api.POST("/api/v1/signals/{signal_id}/decide/", {
          params: { path: { signal_id: signal.id } },
          body: { state, note },
        })
      }
    >
      <Text>{signal.sentence}</Text>
      {suspected.length > 0 && <Text>{t("Suspected: {{names}}", { names: suspected.join(", ") })}</Text>}
      <Text>{children}</Text>
      <Text>{t("It is decided once.")}</Text>
    </Deed>
  );
}
