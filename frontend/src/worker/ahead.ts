/**
 * What reporting needs without a connection, asked for while there is one and nothing else to do, so that the worker
 * keeps it though nobody has looked at it yet: see `kept.ts`.
 */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryOptions } from "@/api/client";
import { isOpen, objectivesOf, questionsOf } from "@/lib/objectives";
import { askToKeep } from "./kept";

// So that a hunt for hundreds of things leaves most of what one may ask in a minute to whoever looks at the screen.
const PAUSE_MS = 200;
// Each window asks for them anew.
const MOST_OBJECTIVES = 50;
const done = new Set<string>();

/** Once for each campaign and window, from the moment on at which a worker stands behind it. */
export function useAhead(slug: string, isMember: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    const worker = navigator.serviceWorker;
    if (!isMember || !worker) {
      return undefined;
    }
    const left = new AbortController();
    const { signal } = left;
    let running = false;
    const stop = () => {
      running = false;
    };
    const begin = () => {
      if (worker.controller && navigator.onLine && !running && !done.has(slug)) {
        running = true;
        whenIdle(() => void askAhead(queries, slug, signal).then(() => done.add(slug), stop));
      }
    };
    begin();
    worker.addEventListener("controllerchange", begin, { signal });
    window.addEventListener("online", begin, { signal });
    return () => left.abort();
  }, [queries, slug, isMember]);
}

async function askAhead(queries: QueryClient, slug: string, left: AbortSignal): Promise<void> {
  // What is known already went past the worker where it was not there yet.
  const anew = { staleTime: 0 };
  const campaign = { params: { path: { slug } } };
  await askToKeep(() => queries.fetchQuery({ ...queryOptions("get", "/api/v1/me/"), ...anew }));
  await askToKeep(() => queries.fetchQuery({ ...queryOptions("get", "/api/v1/me/campaigns/"), ...anew }));
  await askToKeep(() =>
    queries.fetchQuery({ ...queryOptions("get", "/api/v1/campaigns/{slug}/", campaign), ...anew }),
  );
  const objectives = await askToKeep(() => queries.fetchQuery({ ...objectivesOf(slug), ...anew }));
  const open = objectives.filter((each) => isOpen(each, Date.now()));
  for (const { id } of open.slice(0, MOST_OBJECTIVES)) {
    left.throwIfAborted();
    await askToKeep(() => queries.fetchQuery({ ...questionsOf(id), ...anew }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function whenIdle(act: () => void): void {
  // Safari has no such moment.
  if (typeof requestIdleCallback === "function") {
    requestIdleCallback(act, { timeout: 5_000 });
  } else {
    setTimeout(act, 2_000);
  }
}
