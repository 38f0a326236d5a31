/** Which answers of the API are kept for the report screen off line, and under which name. Personal, so few. */

/** The cache of what is somebody's own; it goes when they sign out. */
export const OWN = "mobilize-own";

const PATHS = [
  /^\/api\/v1\/me\/$/,
  /^\/api\/v1\/me\/campaigns\/$/,
  /^\/api\/v1\/campaigns\/[\w-]+\/$/,
  /^\/api\/v1\/campaigns\/[\w-]+\/objectives\/$/,
  /^\/api\/v1\/objectives\/[\w-]+\/facts\/$/,
];

export function isKept(path: string): boolean {
  return PATHS.some((pattern) => pattern.test(path));
}

const PATIENCE_MS = 3_000;
let isForgotten = false;
let asking: Promise<unknown> = Promise.resolve();

/** Ask for something so that it is kept; for nothing more in a window that has forgotten. */
export function askToKeep<T>(ask: () => Promise<T>): Promise<T> {
  if (isForgotten) {
    return Promise.reject(new Error("Whoever asked is leaving."));
  }
  const asked = ask();
  asking = asked.catch(() => undefined);
  return asked;
}

/** Take from the device what was kept of somebody who is no longer signed in. Unsent reports stay: they are theirs. */
export async function forgetOwn(): Promise<void> {
  isForgotten = true;
  // What is just being kept would come after.
  await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  if ("caches" in globalThis) {
    await caches.delete(OWN).catch(() => false);
  }
}
