/** What was said and is not sent yet, with its undo; and what was refused, so that nothing is lost unseen. */
import { Anchor, Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Schemas } from "@/api/types";
import { notice } from "@/components/notice";
import { ProblemNote } from "@/components/states";
import { useKeys } from "@/lib/keys";
import { Key } from "./Key";
import { isUndecided } from "./kinds";
import {
  holdStill,
  letRun,
  onSent,
  onTold,
  putAside,
  type Saying,
  sendAgain,
  sendNow,
  undo,
  whatIsTold,
} from "./saying";
import classes from "./Unsent.module.css";

export default function Unsent() {
  const { t } = useTranslation();
  const go = useNavigate();
  const {
    waiting,
    refused: [refused],
  } = useSyncExternalStore(onTold, whatIsTold);
  useSentWords();

  function takeBack() {
    const saying = undo();
    if (saying) {
      void go(`/c/${saying.slug}/manage/review/${saying.finding}`);
    }
  }
  useKeys(waiting ? { u: takeBack } : {});

  if (refused) {
    const { saying, problem } = refused;
    return (
      <section className={classes.bar} aria-label={t("What you said was not taken.")}>
        <Text fw={600}>{t("What you said of {{called}} was not taken.", { called: saying.called })}</Text>
        <ProblemNote problem={problem} retry={sendAgain} />
        {saying.body.note && <Text size="sm">{t("Your note: “{{note}}”", { note: saying.body.note })}</Text>}
        <Group gap="sm">
          <Anchor component={Link} to={`/c/${saying.slug}/manage/review/${saying.finding}`}>
            {t("To the finding")}
          </Anchor>
          {problem.status === 401 && (
            <Button variant="default" size="sm" onClick={sendAgain}>
              {t("Try again")}
            </Button>
          )}
          <Button variant="default" size="sm" onClick={putAside}>
            {t("Put this aside")}
          </Button>
        </Group>
      </section>
    );
  }
  if (!waiting) {
    return null;
  }
  const said = {
    verify: t("{{called}}: verified.", { called: waiting.called }),
    reject: t("{{called}}: rejected.", { called: waiting.called }),
    "request-info": t("{{called}}: the reporter is asked.", { called: waiting.called }),
  }[waiting.step];
  return (
    <section
      className={classes.bar}
      aria-label={t("Not sent yet")}
      onMouseEnter={holdStill}
      onMouseLeave={letRun}
      onFocus={holdStill}
      onBlur={letRun}
    >
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text role="status">
          {said} <span className={classes.when}>{t("It is sent in a few seconds.")}</span>
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" onClick={takeBack}>
            {t("Undo")}
            <Key>U</Key>
          </Button>
          <Button variant="subtle" color="gray" c="inherit" onClick={() => sendNow()} visibleFrom="sm">
            {t("Send now")}
          </Button>
        </Group>
      </Group>
    </section>
  );
}

/** When it is there, say what became of it, and read anew what it changed. */
function useSentWords() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  useEffect(() => {
    const hear = ({ called, step }: Saying, finding: Schemas["Finding"]) => {
      void queries.invalidateQueries();
      void notice({
        message:
          step === "request-info"
            ? t("Your question is with the reporter. {{called}} comes back with the answer.", { called })
            : isUndecided(finding.state ?? "submitted")
              ? t("Your vote on {{called}} is in; the others' votes decide with it.", { called })
              : finding.state === "verified"
                ? finding.paid_rank
                  ? t("{{called}} is verified and paid.", { called })
                  : t("{{called}} is verified; all that are paid had been found.", { called })
                : t("{{called}} is rejected; its reporter is told.", { called }),
        withCloseButton: true,
        closeButtonProps: { "aria-label": t("Close") },
        color: "gray",
      });
    };
    const leave = onSent(hear);
    return () => void leave();
  }, [queries, t]);
}
