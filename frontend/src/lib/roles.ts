/** What the reader helps to run this campaign as. An organizer may review as well; paying out is for treasurers alone. */
import { useQuery } from "@/api/client";
import { useSlug } from "./campaign";

export interface Roles {
  organizer: boolean;
  reviewer: boolean;
  treasurer: boolean;
}

export function useRoles(): Roles {
  const slug = useSlug();
  const held = useQuery("get", "/api/v1/me/").data?.roles ?? [];
  const has = (role: string) => held.some((each) => each.campaign === slug && each.role === role);
  const organizer = has("organizer");
  return { organizer, reviewer: organizer || has("reviewer"), treasurer: has("treasurer") };
}
