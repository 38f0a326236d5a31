/** Leaving the leaderboard, or coming back to it. */
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "@/api/client";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/states";
import { useOwn } from "@/lib/place";

export default function OptOut({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation();
  const own = useOwn();
  const queries = useQueryClient();
  const change = useMutation("patch", "/api/v1/campaigns/{slug}/me/");
  const [failed, setFailed] = useState<unknown>(null);
  return (
    <>
      <Switch
        label={t("Stand on the leaderboard")}
        description={t(
          "Off, you are on it no more from this moment, and the others move up. It changes nothing of what you earn.",
        )}
        checked={isOn}
        disabled={change.isPending}
        onChange={(event) => {
          setFailed(null);
          change
            .mutateAsync({ ...own, body: { on_leaderboard: event.currentTarget.checked } })
            .then(() =>
              queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/leaderboard/"] }),
            )
            .catch(setFailed);
        }}
      />
      {failed !== null && <ProblemNote problem={asProblem(failed)} />}
    </>
  );
}
