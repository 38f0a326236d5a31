/** What the screens of the review have in common: states, likelihoods, reasons, in the reader's words. */
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";

export type Dossier = Schemas["OpenDossier"];
export type Listed = Schemas["Dossier"];

export const MOST_NOTE = 4_000;

const UNDECIDED: Schemas["FindingState"][] = ["submitted", "under_review", "needs_info"];

export function isUndecided(state: Schemas["FindingState"]): boolean {
  return UNDECIDED.includes(state);
}

/** Nobody knows such a thing for certain. */
export function percentOf(probability: number): number {
  return Math.min(99, Math.max(1, Math.round(100 * probability)));
}

export function useLikelihood(): (probability: number) => string {
  const { t } = useTranslation();
  return (probability) => {
    const percent = percentOf(probability);
    if (percent < 10) {
      return t("very probably false");
    }
    if (percent < 35) {
      return t("rather false");
    }
    if (percent < 65) {
      return t("open");
    }
    return percent < 90 ? t("rather true") : t("very probably true");
  };
}

export const REASONS: Schemas["RejectionReasonEnum"][] = [
  "invalid_proof",
  "duplicate",
  "out_of_window",
  "wrong_place",
  "criteria_not_met",
  "other",
];

export function useReasons(): Record<Schemas["RejectionReasonEnum"], string> {
  const { t } = useTranslation();
  return {
    invalid_proof: t("The proof does not show it."),
    duplicate: t("Somebody reported it before."),
    out_of_window: t("It was seen or reported outside the time that counts."),
    wrong_place: t("It is not at the place that was asked for."),
    criteria_not_met: t("It does not meet what was asked for."),
    other: t("Another reason; the note says which."),
  };
}

export function useReversals(): Record<Schemas["ReversalReasonEnum"], string> {
  const { t } = useTranslation();
  return {
    fraud: t("The proof was false."),
    mistake: t("It was verified by mistake."),
    duplicate: t("Somebody else had reported it before."),
    other: t("Another reason; the note says which."),
  };
}

/** What happened to a finding, as its history says it. */
export function useVerdictWord(): (kind: string) => string {
  const { t } = useTranslation();
  const words: Record<string, string> = {
    verified: t("Found true"),
    imported: t("Brought over as verified"),
    rejected: t("Rejected"),
    duplicate: t("Found to be a duplicate"),
    needs_info: t("A reviewer asked for more"),
    responded: t("The reporter answered"),
    withdrawn: t("Withdrawn by its reporter"),
    expired: t("Rejected, because nobody decided in time"),
    reversed: t("Found wrong after it was verified"),
    appealed: t("The reporter appealed"),
    vote_verify: t("One reviewer finds it true"),
    vote_reject: t("One reviewer finds it false or unfit"),
    claimed: t("A reviewer took it up"),
    released: t("A reviewer gave it back"),
  };
  return (kind) => words[kind] ?? kind.replaceAll("_", " ");
}

/** 40 m, 1.2 km. */
export function useDistance(): (metres: number) => string {
  const { i18n } = useTranslation();
  return (metres) =>
    metres < 1_000
      ? new Intl.NumberFormat(i18n.language, {
          style: "unit",
          unit: "meter",
          maximumFractionDigits: 0,
        }).format(metres)
      : new Intl.NumberFormat(i18n.language, {
          style: "unit",
          unit: "kilometer",
          maximumFractionDigits: metres < 10_000 ? 1 : 0,
        }).format(metres / 1_000);
}

const EARTH_M = 6_371_000;

/** Along the earth, in metres. */
export function distanceOf(
  one: { latitude: number; longitude: number },
  other: { latitude: number; longitude: number },
): number {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((other.latitude - one.latitude) * rad) / 2) ** 2 +
    Math.cos(one.latitude * rad) *
      Math.cos(other.latitude * rad) *
      Math.sin(((other.longitude - one.longitude) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

const ENDED: Schemas["FindingState"][] = ["rejected", "withdrawn", "duplicate", "reversed"];

type Told = Pick<Schemas["Finding"], "id" | "state" | "note"> & { participant: { id: string } };

/** Of what came before, the reports that stand: what a finding can be the duplicate of. */
export function earlierOf<F extends Told>(dossier: Omit<Told, "state">, before: F[]): F[] {
  return before.filter(
    (each) =>
      each.id !== dossier.id &&
      !ENDED.includes(each.state ?? "submitted") &&
      // The same words of the same person are the same report: what tests a reviewer is not given away.
      !(each.participant.id === dossier.participant.id && each.note === dossier.note),
  );
}
