/**
 * What the reader helps to run this campaign as. An organizer may review as well; paying out is for treasurers alone.
 * Whoever operates the instance sees what was pledged in every campaign, to confirm that it arrived.
 */
import { useQuery } from "@/api/client";
import { useSlug } from "./campaign";

export interface Roles {
  organizer: boolean;
  reviewer: boolean;
  treasurer: boolean;
  operator: boolean;
}

export function useRoles(): Roles {
  const slug = useSlug();
  const me = useQuery("get", "/api/v1/me/").data;
  const held = me?.roles ?? [];
  const has = (role: string) => held.some((each) => each.campaign === slug && each.role === role);
  const organizer = has("organizer");
  return {
    organizer,
    reviewer: organizer || has("reviewer"),
    treasurer: has("treasurer"),
    operator: me?.is_operator ?? false,
  };
}
