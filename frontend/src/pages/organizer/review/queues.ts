/** What waits, read in one way by the list, by the finding's neighbours in it, and by the overview. */
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";
import { usePages } from "@/lib/pages";
import type { Listed } from "./kinds";
import { notThere } from "./saying";

/** So many may be named of which none is to be given. */
const MOST_BESIDES = 20;

export type Which = "waiting" | "held" | "asked";

export function useWaiting(enabled = true) {
  return useQuery(
    "get",
    "/api/v1/campaigns/{slug}/review-queue/waiting/",
    { params: { path: { slug: useSlug() } } },
    { refetchInterval: 15_000, enabled },
  );
}

export function useQueue(which: Which, objective: string) {
  const slug = useSlug();
  const narrowed = {
    ...(which === "held" ? { held: true } : {}),
    ...(which === "asked" ? { state: "needs_info" as const } : {}),
    ...(objective ? { objective } : {}),
  };
  return usePages<Listed>(
    ["review-queue", slug, which, objective],
    async (asked) => {
      const { data } = await api.GET("/api/v1/campaigns/{slug}/review-queue/", {
        params: { path: { slug }, query: { ...narrowed, ...asked } },
      });
      return { results: data?.results ?? [], next: data?.next ?? null };
    },
    { every: 15_000 },
  );
}

/** Take up the next one and go there; what one has said and the server does not have yet is not given again. */
export function useTakeNext(onNothing: () => void) {
  const slug = useSlug();
  const go = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/v1/campaigns/{slug}/review-queue/next/", {
        params: { path: { slug } },
        body: { besides: notThere().slice(-MOST_BESIDES) },
      });
      return data?.finding ?? null;
    },
    onSuccess: (finding) => {
      if (finding) {
        void go(`/c/${slug}/manage/review/${finding.id}`);
      } else {
        onNothing();
      }
    },
  });
}
