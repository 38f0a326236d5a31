/**
 * The worker behind the app, at `/app/sw.js`: with it the app opens without a connection, and what was reported then
 * is sent when there is one, though no window stands open.
 *
 * On line everything comes from the server: a screen's frame and its answers are asked for first, and only where no
 * answer comes is shown what was kept. Files have a digest of their content in their names, so a kept one is never old.
 */
import { type Post, sendAll } from "@/outbox/sending";
import { forgetOwn, isKept, OWN } from "./kept";

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LifeEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface SyncEvent extends LifeEvent {
  tag: string;
}
interface Worker {
  /** The files that the app needs to open and to report; written in front of this script by the server. */
  FILES: string[];
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: "install" | "activate", act: (event: LifeEvent) => void): void;
  addEventListener(kind: "fetch", act: (event: FetchEvent) => void): void;
  addEventListener(kind: "sync", act: (event: SyncEvent) => void): void;
}

const worker = self as unknown as Worker;
const FILES = "mobilize-files";
const FRAME = "/app/";
const ASSETS = "/static/app/assets/";
// With a connection that is none the frame that is there is better than a white screen; its answers are still asked for.
const PATIENCE_MS = 10_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(FILES);
      const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
      await cache.addAll(worker.FILES.filter((file) => !there.has(file)));
      await keepFrame(await fetch(FRAME));
      await worker.skipWaiting();
    })(),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(FILES);
      const wanted = new Set([...worker.FILES, FRAME]);
      for (const request of await cache.keys()) {
        if (!wanted.has(new URL(request.url).pathname)) {
          await cache.delete(request);
        }
      }
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) {
    return;
  }
  if (request.mode === "navigate" && pathname.startsWith(FRAME)) {
    event.respondWith(frame(request));
  } else if (pathname.startsWith(ASSETS)) {
    event.respondWith(file(request));
  } else if (isKept(pathname)) {
    event.respondWith(answer(request));
  }
});

worker.addEventListener("sync", (event) => {
  if (event.tag === "outbox") {
    event.waitUntil(sendOutbox());
  }
});

async function frame(request: Request): Promise<Response> {
  const asked = fetch(request).then(async (response) => {
    if (response.type === "opaqueredirect") {
      // Led to the sign-in: whoever was here is not any more.
      await forgetOwn();
    }
    await keepFrame(response.clone());
    return response;
  });
  const kept = await caches.match(FRAME, { cacheName: FILES });
  if (!kept) {
    return asked;
  }
  return Promise.race([asked.catch(() => kept), sleep(PATIENCE_MS).then(() => kept)]);
}

/** The page is the same at every address, and says nothing about a person but their language. */
async function keepFrame(response: Response): Promise<void> {
  if (response.ok && !response.redirected && response.headers.get("Content-Type")?.startsWith("text/html")) {
    await (await caches.open(FILES)).put(FRAME, response);
  }
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) {
    return kept;
  }
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone());
  }
  return response;
}

async function answer(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept =
      request.cache !== "no-store" && (await caches.match(request, { cacheName: OWN, ignoreVary: true }));
    if (kept) {
      return kept;
    }
    throw error;
  }
  if (response.status === 401) {
    await forgetOwn();
  } else if (response.status === 200) {
    if (new URL(request.url).pathname === "/api/v1/me/") {
      await forgetOthers(request, response.clone());
    }
    await (await caches.open(OWN)).put(request, response.clone());
  }
  return response;
}

/** Where somebody else is signed in than before, nothing of the one before is left. */
async function forgetOthers(request: Request, response: Response): Promise<void> {
  const before = await caches.match(request, { cacheName: OWN, ignoreVary: true });
  if (before && (await nameIn(before)) !== (await nameIn(response))) {
    await forgetOwn();
  }
}

async function nameIn(response: Response): Promise<string> {
  const me = (await response.json().catch(() => null)) as { id?: string } | null;
  return me?.id ?? "";
}

/** Send what waits of whoever is signed in; a failure has the browser try again later. */
async function sendOutbox(): Promise<void> {
  // Signing in changes it: where somebody else does so meanwhile, what goes out under this one is refused.
  const csrf = await token();
  const me = await fetch("/api/v1/me/", { headers: { Accept: "application/json" } });
  const owner = me.ok ? await nameIn(me) : "";
  if (!owner) {
    return;
  }
  if ((await sendAll({ owner, post: postUnder(csrf) })) === "later") {
    throw new Error("Something is left to be sent.");
  }
}

function postUnder(csrf: string): Post {
  return async (address, body, headers) => {
    try {
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: { ...headers, Accept: "application/json", "X-CSRFToken": csrf },
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    } catch {
      return null;
    }
  };
}

/** Every browser that sends in the background reads cookies here as well. */
async function token(): Promise<string> {
  const { cookieStore } = self as unknown as {
    cookieStore?: { get(name: string): Promise<{ value: string } | null> };
  };
  return (await cookieStore?.get("csrftoken"))?.value ?? "";
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
