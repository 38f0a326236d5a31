/** Answering who says that a hold, an exclusion or a quarantine is wrong. */
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Deed, MOST_NOTE } from "./Deed";
import { TouchesOfHold } from "./holds";

export function AnswerObjection({ objection }: { objection: Schemas["Objection"] }) {
  const { t } = useTranslation();
  const name = objection.participant.display_name;
  return (
    <>
      <AnAnswer
        objection={objection}
        granted
        label={t("Grant it")}
        title={t("Grant the objection of {{name}}", { name })}
      >
        {objection.quarantine
          ? t("The quarantine is lifted, and what waited in the branch is released within the day.")
          : t("The hold is cleared, or {{name}} is taken in again; what waited is released.", { name })}
      </AnAnswer>
      <AnAnswer
        objection={objection}
        granted={false}
        label={t("Refuse it")}
        title={t("Refuse the objection of {{name}}", { name })}
      >
        {t("What was decided stays. {{name}} cannot object to it again.", { name })}
      </AnAnswer>
    </>
  );
}

interface Answering {
  objection: Schemas["Objection"];
  granted: boolean;
  label: string;
  title: string;
  children: ReactNode;
}

function AnAnswer({ objection, granted, label, title, children }: Answering) {
  const { t } = useTranslation();
  const name = objection.participant.display_name;
  return (
    <Deed
      size="sm"
      label={label}
      title={title}
      words={{ label: t("Note to {{name}}", { name }), required: !granted, most: MOST_NOTE }}
      act={(note) =>
        api.POST("/api/v1/objections/{objection_id}/decide/", {
          params: { path: { objection_id: objection.id } },
          body: { granted, note },
        })
      }
    >
      <Text className="said">“{objection.text}”</Text>
      <Text>{children}</Text>
      {objection.hold && <TouchesOfHold hold={objection.hold} />}
    </Deed>
  );
}
