/** The deeds, loaded with all that they ask for once a screen that has them stands there; whoever shows one waits for it. */
import { lazy } from "react";

export const PlaceHold = lazy(async () => ({ default: (await import("./deeds/holds")).PlaceHold }));
export const DecideHold = lazy(async () => ({ default: (await import("./deeds/holds")).DecideHold }));
export const PlaceQuarantine = lazy(async () => ({
  default: (await import("./deeds/quarantine")).PlaceQuarantine,
}));
export const LiftQuarantine = lazy(async () => ({
  default: (await import("./deeds/quarantine")).LiftQuarantine,
}));
export const DecideSignal = lazy(async () => ({ default: (await import("./deeds/signals")).DecideSignal }));
export const AnswerObjection = lazy(async () => ({
  default: (await import("./deeds/objections")).AnswerObjection,
}));
