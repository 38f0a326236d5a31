/** What one agreed to, in the words that were shown, and taking it back. */
import { Stack, Text, Title } from "@mantine/core";
import { useQueryClient, useQuery as useTanstack } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { When } from "@/components/texts";
import { everyPage } from "@/lib/pages";
import classes from "../Page.module.css";

type Consent = Schemas["Consent"];

export function Consents() {
  const { t } = useTranslation();
  const query = useTanstack({
    queryKey: ["consents"],
    queryFn: () =>
      everyPage<Consent>((cursor) =>
        api.GET("/api/v1/me/consents/", {
          params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
  return (
    <Answer screen={t("Agreements")} query={query} what={t("Fetching what you agreed to")}>
      {(said) => <Log said={said} />}
    </Answer>
  );
}

/** The last word of each purpose and campaign, whichever order they come in. */
function holding(said: Consent[]): Consent[] {
  const last = new Map<string, Consent>();
  for (const each of [...said].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    last.set(`${each.purpose} ${each.campaign}`, each);
  }
  return [...last.values()];
}

function Log({ said }: { said: Consent[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const zone = useQuery("get", "/api/v1/me/").data?.time_zone;
  const titles = new Map(
    useQuery("get", "/api/v1/me/campaigns/").data?.results.map((each) => [each.slug, each.title]) ?? [],
  );
  const everywhere = said
    .filter((each) => each.purpose === "nudges" && each.campaign === null)
    .reduce((latest, each) => Math.max(latest, Date.parse(each.at)), 0);
  const letters = holding(said).filter(
    (each) =>
      each.purpose === "nudges" && each.campaign !== null && each.given && Date.parse(each.at) > everywhere,
  );
  return (
    <Screen
      title={
        letters.length === 0
          ? t("No organizer may write to you.")
          : t("The organizers of {{count}} campaigns may write to you.", { count: letters.length })
      }
      name={t("Agreements")}
      action={
        letters.length > 0 ? (
          <EffectButton
            variant="default"
            label={t("Stop these letters")}
            title={t("Stop letters of organizers?")}
            confirm={t("Stop all of them")}
            act={async () => {
              await api.POST("/api/v1/me/consents/", { body: { purpose: "nudges", given: false } });
              await queries.invalidateQueries();
            }}
          >
            {t(
              "No organizer of any campaign writes to you any more. On your own page of a campaign you can allow it again.",
            )}
          </EffectButton>
        ) : undefined
      }
    >
      {said.length === 0 ? (
        <Empty title={t("Nothing was asked of you yet")}>
          {t("When you join a campaign, what you agree to stands here in the words that you were shown.")}
        </Empty>
      ) : (
        <Stack gap="sm">
          <Title order={2}>{t("What you said")}</Title>
          <ul className={classes.notices}>
            {said.map((each) => (
              <li key={each.at + each.purpose + each.campaign} className={classes.notice}>
                <div>
                  <p>
                    <strong>
                      {each.purpose === "nudges" ? t("Letters of organizers") : t("Taking part")}
                      {": "}
                      {each.given ? t("agreed") : t("taken back")}
                    </strong>{" "}
                    {each.campaign === null
                      ? t("(all campaigns)")
                      : `(${titles.get(each.campaign ?? "") ?? each.campaign})`}
                  </p>
                  <Text component="p" size="sm">
                    {each.wording}
                  </Text>
                  <Text component="p" size="sm" c="dimmed">
                    <When at={each.at} zone={zone} />
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Screen>
  );
}
