/** The last step: what is still missing, with the way there; what the launch locks and promises; and the launch. */
import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { useWritten } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { useRefresh } from "@/lib/refresh";
import classes from "./create.module.css";
import { type Advice, advice, type Draft, STEP_OF_ADVICE, stepOf, worstCaseMinor } from "./draft";

export function Launch({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const slug = useSlug();
  const { campaign, objectives } = draft;
  const missing = draft.lacks;
  const wise = advice(draft);
  const promised = useWritten(campaign.currency)(worstCaseMinor(objectives));

  async function launch() {
    await api.POST("/api/v1/campaigns/{slug}/launch/", { params: { path: { slug } } });
    await refresh("/api/v1/campaigns/{slug}/", "/api/v1/campaigns/{slug}/budget/", "/api/v1/me/campaigns/");
    notifications.show({ message: t("The campaign is live.") });
    await navigate(`/c/${slug}/manage`);
  }

  return (
    <Stack gap="lg" maw={680}>
      <ul className={classes.facts}>
        {missing.map((lack) => (
          <li key={JSON.stringify(lack)} className={classes.fact}>
            <IconAlertTriangle size={18} aria-hidden />
            <span>
              <LackWords lack={lack} draft={draft} />{" "}
              <Anchor component={Link} to={`../${stepOf(lack)}`} relative="path">
                {t("Mend it")}
              </Anchor>
            </span>
          </li>
        ))}
        {missing.length === 0 && (
          <li className={classes.fact}>
            <IconCheck size={18} aria-hidden />
            <span>{t("Every objective has its split, and every prize is covered.")}</span>
          </li>
        )}
        {wise.map((each) => (
          <li key={each.kind} className={classes.fact}>
            <IconInfoCircle size={18} aria-hidden />
            <span>
              <AdviceWords advice={each} />{" "}
              <Anchor component={Link} to={`../${STEP_OF_ADVICE[each.kind]}`} relative="path">
                {t("Look at it")}
              </Anchor>
            </span>
          </li>
        ))}
      </ul>
      <Stack gap="xs">
        <Title order={2}>{t("What the launch does")}</Title>
        <Text>
          {t(
            "{{count}} objectives promise up to {{amount}} to whoever finds them and to those who invited them.",
            {
              count: objectives.length,
              amount: promised,
            },
          )}
        </Text>
        <Locked />
      </Stack>
      <EffectButton
        label={t("Launch and lock the rules")}
        title={t("Launch {{title}}?", { title: campaign.title })}
        confirm={t("Launch and lock the rules")}
        act={launch}
        disabled={missing.length > 0}
        style={{ alignSelf: "flex-start" }}
      >
        <Stack gap="xs">
          <Text>
            {t(
              "{{amount}} is promised from the moment you launch, and everybody can see the campaign and join.",
              {
                amount: promised,
              },
            )}
          </Text>
          <Locked />
        </Stack>
      </EffectButton>
      <EffectButton
        variant="default"
        size="compact-md"
        label={t("Throw the draft away")}
        title={t("Throw {{title}} away?", { title: campaign.title })}
        confirm={t("Throw the draft away")}
        style={{ alignSelf: "flex-start" }}
        act={async () => {
          await api.DELETE("/api/v1/campaigns/{slug}/", { params: { path: { slug } } });
          await navigate("/");
          await refresh("/api/v1/me/campaigns/", "/api/v1/me/");
        }}
      >
        <Text>{t("Everything that was planned in it goes. This cannot be undone.")}</Text>
      </EffectButton>
    </Stack>
  );
}

function Locked() {
  const { t } = useTranslation();
  return (
    <>
      <Text>{t("From then on these cannot be changed any more:")}</Text>
      <List>
        <List.Item>{t("the currency, the time zone and the start")}</List.Item>
        <List.Item>
          {t("where the remainder goes, how far up a chain is paid, how long shares are held")}
        </List.Item>
        <List.Item>{t("prizes, quotas and splits: they can be raised, never lowered")}</List.Item>
      </List>
    </>
  );
}

function LackWords({ lack, draft }: { lack: Schemas["Lack"]; draft: Draft }) {
  const { t } = useTranslation();
  const say = useWritten(draft.campaign.currency);
  const title = draft.objectives.find(({ id }) => id === lack.objective)?.title ?? "";
  switch (lack.code.replaceAll("-", "_")) {
    case "campaign_closed":
      return t("The end that you set is already past.");
    case "no_objective":
      return t("Nothing is to be found or done yet.");
    case "contract_missing":
      return t("It is not said yet how the prize of “{{title}}” is split.", { title });
    case "contract_does_not_fit":
      return t("The prize of “{{title}}” was changed, and its split does not fit any more.", { title });
    case "escrow_falls_short":
      return t("{{amount}} is missing to cover every prize.", { amount: say(lack.missing_minor ?? 0) });
    default:
      return lack.detail;
  }
}

function AdviceWords({ advice: { kind } }: { advice: Advice }) {
  const { t } = useTranslation();
  return {
    no_story: t("It has no story yet; people read it before they join."),
    no_end: t("It has no end; you close it when you like."),
    no_charity: t("The remainder goes to a charity that has no name yet."),
  }[kind];
}
