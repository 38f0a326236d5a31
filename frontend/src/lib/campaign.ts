/** The campaign that the address names. */
import { useParams } from "react-router";
import { useQuery } from "@/api/client";

export function useSlug(): string {
  return useParams().slug ?? "";
}

export function useCampaign() {
  return useQuery("get", "/api/v1/campaigns/{slug}/", { params: { path: { slug: useSlug() } } });
}
