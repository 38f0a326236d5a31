/** A draft on its way to the launch: five steps, each at its own address, each saved as it stands. */
import { Alert, Anchor, Stack } from "@mantine/core";
import { IconCircle, IconCircleCheck, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { useSlug } from "@/lib/campaign";
import { Budget } from "./Budget";
import classes from "./create.module.css";
import { type Draft, doneSteps, STEPS, type StepName } from "./draft";
import { Launch } from "./Launch";
import { Objectives } from "./Objectives";
import { Split } from "./Split";
import { Story } from "./Story";
import { useDraft } from "./useDraft";

export function Setup() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Setting up")} query={useDraft()} what={t("Fetching the draft")}>
      {(draft) => (draft.campaign.state === "draft" ? <Steps draft={draft} /> : <Locked draft={draft} />)}
    </Answer>
  );
}

const SCREENS: Record<StepName, (props: { draft: Draft }) => React.ReactNode> = {
  story: Story,
  objectives: Objectives,
  split: Split,
  budget: Budget,
  launch: Launch,
};

function Steps({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/setup`;
  const { step } = useParams();
  const done = doneSteps(draft);
  const here = STEPS.find((name) => name === step);
  if (!here) {
    return <Navigate to={`${base}/${STEPS.find((name) => !done.has(name))}`} replace />;
  }
  const missing = draft.lacks.length;
  const Step = SCREENS[here];
  return (
    <Screen
      title={
        missing
          ? t("{{count}} things are missing before you can launch.", { count: missing })
          : t("Everything is there: you can launch.")
      }
      name={draft.campaign.title}
    >
      <nav aria-label={t("Steps")}>
        <ol className={classes.steps}>
          {STEPS.map((name) => (
            <li key={name}>
              <Anchor
                component={Link}
                to={`${base}/${name}`}
                underline="never"
                className={classes.step}
                data-done={done.has(name)}
                data-here={name === here}
                aria-current={name === here ? "step" : undefined}
              >
                {done.has(name) ? (
                  <IconCircleCheck size={20} aria-hidden />
                ) : (
                  <IconCircle size={20} aria-hidden />
                )}
                <span>
                  <StepWord name={name} />
                  {done.has(name) && <span className="visually-hidden">, {t("done")}</span>}
                </span>
              </Anchor>
            </li>
          ))}
        </ol>
      </nav>
      <Step key={here} draft={draft} />
    </Screen>
  );
}

function StepWord({ name }: { name: StepName }) {
  const { t } = useTranslation();
  return {
    story: t("Story"),
    objectives: t("Objectives"),
    split: t("Split"),
    budget: t("Budget"),
    launch: t("Launch"),
  }[name];
}

function Locked({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage`;
  return (
    <Screen title={t("The campaign is launched; its rules are locked.")} name={draft.campaign.title}>
      <Stack gap="xs">
        <Alert variant="default" icon={<IconLock aria-hidden />}>
          {t("What was promised is never lowered. Promises can be raised, and the words can be changed.")}
        </Alert>
        <Anchor component={Link} to={`${base}/money/promises`}>
          {t("Raise a promise")}
        </Anchor>
        <Anchor component={Link} to={`${base}/settings`}>
          {t("Change what may still change")}
        </Anchor>
      </Stack>
    </Screen>
  );
}
