/** One's own place in the campaign that the address names. */
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useSlug } from "./campaign";

export type Place = Schemas["Place"];

export function useOwn() {
  return { params: { path: { slug: useSlug() } } };
}

export function usePlace() {
  return useQuery("get", "/api/v1/campaigns/{slug}/me/", useOwn());
}

export function useTrust(enabled = true) {
  return useQuery("get", "/api/v1/campaigns/{slug}/me/trust/", useOwn(), { enabled });
}
