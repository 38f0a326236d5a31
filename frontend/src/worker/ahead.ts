/**
 * What reporting needs without a connection, asked for while there is one and nothing else to do, so that the worker
 * keeps it though nobody has looked at it yet: see `kept.ts`.
 */
import { useEffect } from "react";
import { api } from "@/api/client";
import { isOpen, readObjectives, readQuestions } from "@/lib/objectives";
import { askToKeep } from "./kept";

// So that a hunt for hundreds of things leaves most of what one may ask in a minute to whoever looks at the screen.
const PAUSE_MS = 200;
// Each window asks for them anew.
const MOST_OBJECTIVES = 50;
const done = new Set<string>();

/** Once for each campaign and window, from the moment on at which a worker stands behind it. */
export function useAhead(slug: string, isMember: boolean): void {
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
        whenIdle(() => void askAhead(slug, signal).then(() => done.add(slug), stop));
      }
    };
    begin();
    worker.addEventListener("controllerchange", begin, { signal });
    window.addEventListener("online", begin, { signal });
    return () => left.abort();
  }, [slug, isMember]);
}

/** By requests of its own: what the screen knows or is just asking for may go past a worker that was not there yet. */
async function askAhead(slug: string, left: AbortSignal): Promise<void> {
  await askToKeep(() => api.GET("/api/v1/me/"));
  await askToKeep(() => api.GET("/api/v1/me/campaigns/"));
  await askToKeep(() => api.GET("/api/v1/campaigns/{slug}/", { params: { path: { slug } } }));
  const objectives = await askToKeep(() => readObjectives(slug));
  const open = objectives.filter((each) => isOpen(each, Date.now()));
  for (const { id } of open.slice(0, MOST_OBJECTIVES)) {
    left.throwIfAborted();
    await askToKeep(() => readQuestions(id));
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
