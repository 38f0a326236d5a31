/** What a rule pays on a worked chain of four, and what fake places would bring; both asked of the API and kept. */
import { type Query, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";

/** The finder first. */
export const CHAIN = ["Dave", "Carol", "Bob", "Alice"];
/** All that the cheat acts through, themselves included. */
export const PLACES = 3;

interface Asked {
  name: string;
  terms: Record<string, unknown>;
  prizeMinor: number;
  /** False while the terms are still being typed: what was worked out last stands there meanwhile. */
  ask?: boolean;
}

/** What was worked out last stands there meanwhile, unless it was for another prize: of that it would say nothing true. */
function ofThisPrize(prizeMinor: number) {
  return <Data>(last: Data | undefined, query: Pick<Query, "queryKey"> | undefined) =>
    query?.queryKey[3] === prizeMinor ? last : undefined;
}

export function usePreview({ name, terms, prizeMinor, ask = true }: Asked) {
  return useQuery({
    queryKey: ["preview", name, terms, prizeMinor],
    queryFn: async () => {
      const body = { prize_minor: prizeMinor, terms, chain: CHAIN };
      const asked = await api.POST("/api/v1/mechanisms/{name}/preview/", {
        params: { path: { name } },
        body,
      });
      return asked.data!;
    },
    enabled: ask,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: ofThisPrize(prizeMinor),
  });
}

/** The most that the finder could gain; asked once the same terms are known to be good. */
export function useFakes({ name, terms, prizeMinor, ask = true }: Asked) {
  const preview = usePreview({ name, terms, prizeMinor, ask });
  return useQuery({
    queryKey: ["fakes", name, terms, prizeMinor],
    queryFn: async () => {
      const body = {
        prize_minor: prizeMinor,
        terms,
        chain: CHAIN,
        attacker: CHAIN[0]!,
        identities: PLACES,
      };
      const asked = await api.POST("/api/v1/mechanisms/{name}/sybil-gain/", {
        params: { path: { name } },
        body,
      });
      return asked.data!;
    },
    enabled: preview.isSuccess && !preview.isPlaceholderData,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: ofThisPrize(prizeMinor),
  });
}
