/** What waits for the reader in this campaign, all of it counted in one answer. */
import { useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";

export function useAgenda() {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/agenda/",
    { params: { path: { slug: useSlug() } } },
    { refetchInterval: 30_000 },
  );
}
