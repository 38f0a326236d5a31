/** Closing a branch, and opening it again. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Answer } from "@/components/states";
import { Touches } from "../consequences";
import { Deed, MOST_NOTE, MOST_REASON } from "./Deed";

export function PlaceQuarantine({ view }: { view: Schemas["QuarantineView"] }) {
  const { t } = useTranslation();
  const { root, touches } = view;
  const name = root.display_name;
  return (
    <Deed
      label={t("Put the branch in quarantine")}
      title={t("Put the branch of {{name}} in quarantine", { name })}
      confirm={t("Close the branch, and let {{count}} people's rewards wait", { count: touches.people })}
      words={{
        label: t("Why"),
        description: t("{{name}} reads it as it is written here.", { name }),
        required: true,
        most: MOST_REASON,
      }}
      act={(reason) =>
        api.POST("/api/v1/participants/{participant_id}/quarantine/", {
          params: { path: { participant_id: root.id } },
          body: { reason },
        })
      }
    >
      <Text>
        {t(
          "Nobody can join below {{name}}, and the rewards of everybody in the branch wait. They go on reporting, and get what is theirs once it is lifted.",
          { name },
        )}
      </Text>
      <Touches what={touches} />
    </Deed>
  );
}

export function LiftQuarantine({ root }: { root: Schemas["Person"] }) {
  const { t } = useTranslation();
  const name = root.display_name;
  return (
    <Deed
      label={t("Lift the quarantine")}
      title={t("Lift the quarantine of the branch of {{name}}", { name })}
      confirm={t("Open the branch again")}
      words={{ label: t("Note to {{name}}", { name }), most: MOST_NOTE }}
      act={(note) =>
        api.POST("/api/v1/participants/{participant_id}/quarantine/lift/", {
          params: { path: { participant_id: root.id } },
          body: { note },
        })
      }
    >
      <Text>{t("People can join again, and what waited in the branch is released within the day.")}</Text>
      <TouchesOfBranch root={root.id} />
    </Deed>
  );
}

function TouchesOfBranch({ root }: { root: string }) {
  const { t } = useTranslation();
  const read = useQuery("get", "/api/v1/participants/{participant_id}/quarantine/", {
    params: { path: { participant_id: root } },
  });
  return (
    <Answer query={read} what={t("Working out what it touches")}>
      {({ touches }) => <Touches what={touches} />}
    </Answer>
  );
}
