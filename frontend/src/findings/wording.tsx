/** How a finding stands, in words for whoever reported it; the same words in a list and on its own screen. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconMessageQuestion,
  type IconProps,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ComponentType } from "react";
import type { Schemas } from "@/api/types";

export type Finding = Schemas["Finding"];
type Verdict = Schemas["Verdict"];

export interface Standing {
  /** In a word or two. */
  word: string;
  sentence: string;
  icon: ComponentType<IconProps>;
}

/** What a reviewer chose of the reasons that there are; empty for one that only their note says. */
export function reasonOf(reason: string | undefined, t: TFunction): string {
  switch (reason) {
    case "invalid_proof":
      return t("The proof does not show what it should.");
    case "duplicate":
      return t("It was reported before.");
    case "out_of_window":
      return t("It was seen or reported outside the time for it.");
    case "wrong_place":
      return t("It is not at the place that was named.");
    case "criteria_not_met":
      return t("It does not meet what was asked for.");
    case "fraud":
      return t("The proof was false.");
    case "mistake":
      return t("It was found true by mistake.");
    default:
      return "";
  }
}

/** Whether an appeal brought the finding to where it is now. */
export function wasAppealed(finding: Finding): boolean {
  return finding.verdicts.some((verdict) => verdict.kind === "appealed");
}

export function standingOf(finding: Finding, t: TFunction): Standing {
  const last = finding.verdicts.at(-1);
  switch (finding.state) {
    case "submitted":
      return {
        word: t("Received"),
        sentence: t("It waits for a reviewer."),
        icon: IconClock,
      };
    case "under_review":
      return {
        word: t("Being looked at"),
        sentence: wasAppealed(finding)
          ? t("You appealed. Somebody who had no say before looks at it.")
          : t("A reviewer is looking at it."),
        icon: IconEye,
      };
    case "needs_info":
      return {
        word: t("Needs your answer"),
        sentence: t("A reviewer asks for more before deciding."),
        icon: IconMessageQuestion,
      };
    case "verified":
      return finding.quota_filled
        ? {
            word: t("True, but not first"),
            sentence: t(
              "It was found true. Others were quicker and every paid place was taken, so it pays nothing.",
            ),
            icon: IconCircleCheck,
          }
        : {
            word: t("Found true"),
            sentence: t("It was found true, and is paid along your chain."),
            icon: IconCircleCheck,
          };
    case "rejected":
      return {
        word: t("Rejected"),
        sentence:
          last?.kind === "expired"
            ? t("Nobody decided before the campaign's deadline.")
            : reasonOf(last?.reason, t) || t("The reviewer's words say why."),
        icon: IconAlertTriangle,
      };
    case "duplicate":
      return {
        word: t("Reported before"),
        sentence: t("It is true, but somebody else had reported it before."),
        icon: IconAlertTriangle,
      };
    case "withdrawn":
      return {
        word: t("Taken back"),
        sentence: t("You took it back; it pays nobody."),
        icon: IconArrowBackUp,
      };
    case "reversed":
      return {
        word: t("Found wrong"),
        sentence: [
          t("It was found wrong after it had been found true, and what it paid was taken back."),
          reasonOf(last?.reason, t),
        ]
          .filter(Boolean)
          .join(" "),
        icon: IconAlertTriangle,
      };
    default:
      return { word: "", sentence: "", icon: IconClock };
  }
}

/** One step of what has happened; empty for what concerns reviewers alone. */
export function stepOf(verdict: Verdict, t: TFunction): string {
  switch (verdict.kind) {
    case "verified":
      return t("It was found true.");
    case "imported":
      return t("It was brought over as found true.");
    case "rejected":
      return [t("It was rejected."), reasonOf(verdict.reason, t)].filter(Boolean).join(" ");
    case "duplicate":
      return t("Somebody else had reported it before.");
    case "needs_info":
      return t("A reviewer asked for more.");
    case "responded":
      return t("You answered.");
    case "withdrawn":
      return t("You took it back.");
    case "expired":
      return t("Nobody decided before the campaign's deadline.");
    case "reversed":
      return [t("It was found wrong after all."), reasonOf(verdict.reason, t)].filter(Boolean).join(" ");
    case "appealed":
      return t("You appealed.");
    default:
      return "";
  }
}
