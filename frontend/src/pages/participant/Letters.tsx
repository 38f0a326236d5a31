/** Whether the organizers of a campaign may write to one. */
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "@/api/client";
import { asProblem } from "@/api/problems";
import { Answer, ProblemNote } from "@/components/states";
import { useOwn } from "@/lib/place";
import { day } from "@/lib/time";

export default function Letters({ zone }: { zone?: string | undefined }) {
  const { t, i18n } = useTranslation();
  const own = useOwn();
  const queries = useQueryClient();
  const letters = useQuery("get", "/api/v1/campaigns/{slug}/me/letters/", own);
  const change = useMutation("put", "/api/v1/campaigns/{slug}/me/letters/");
  const [failed, setFailed] = useState<unknown>(null);
  return (
    <Answer query={letters} what={t("Fetching what letters you get")}>
      {({ letters: given, wording, said_at }) => (
        <>
          <Switch
            label={wording}
            description={
              said_at
                ? t("You said so on {{day}}. Every letter has a link to stop them.", {
                    day: day(said_at, zone ?? "UTC", i18n.language),
                  })
                : t("Nobody writes to you about this campaign unless you want it.")
            }
            checked={given}
            disabled={change.isPending}
            onChange={(event) => {
              setFailed(null);
              change
                .mutateAsync({ ...own, body: { letters: event.currentTarget.checked } })
                .then(() =>
                  queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/me/letters/"] }),
                )
                .catch(setFailed);
            }}
          />
          {failed !== null && <ProblemNote problem={asProblem(failed)} />}
        </>
      )}
    </Answer>
  );
}
