/** What a key can be for, in words. */
import type { TFunction } from "i18next";
import type { Schemas } from "@/api/types";

export const SCOPES: { scope: Schemas["ApiKeyScope"]; says: (t: TFunction) => string }[] = [
  { scope: "campaigns:read", says: (t) => t("Read the campaign, its objectives and its team") },
  { scope: "campaigns:write", says: (t) => t("Change, launch, pause and close the campaign") },
  { scope: "participants:read", says: (t) => t("Read who takes part and what trust noticed") },
  { scope: "participants:write", says: (t) => t("Make links, write to people, decide about trust, import") },
  { scope: "findings:read", says: (t) => t("Read findings and activities") },
  { scope: "findings:write", says: (t) => t("Report findings and activities") },
  { scope: "findings:review", says: (t) => t("Review findings") },
  { scope: "rewards:read", says: (t) => t("Read budget, settlements, ledger and payouts") },
  { scope: "rewards:write", says: (t) => t("Pledge money, give it back, raise promises") },
  { scope: "payouts:write", says: (t) => t("Draft, approve and send payouts, place holds") },
  { scope: "analytics:read", says: (t) => t("Read the participation report and forecasts") },
  { scope: "webhooks:write", says: (t) => t("Set up, read and replay webhooks") },
];
