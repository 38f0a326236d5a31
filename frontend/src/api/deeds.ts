/**
 * One key for one deed. What is sent again after its answer was lost goes under the key that it had, so that the server
 * does it once; what is sent with other content is another deed, and the server would refuse it under the same key. Once
 * any deed that was begun later was answered it is over: who pauses, goes on and pauses again means the second pause as
 * well.
 *
 * A form with files is told apart by nothing here, and always has a key of its own.
 */
import type { Problem } from "./problems";

// They ask by a POST, since what they ask is long, and change nothing.
const LOOKS = /\/(preview|sybil-gain|mechanism-comparison|look)\/$/;

const deeds = new WeakMap<Request, string>();
/** By a clock that counts beginnings and losses. */
const begun = new WeakMap<Request, number>();
const lost = new Map<string, { key: string; at: number }>();
let clock = 0;
const listeners = new Set<() => void>();

export function isDeed({ method, url }: Request): boolean {
  return method !== "GET" && method !== "HEAD" && !LOOKS.test(new URL(url).pathname);
}

export function begin(request: Request): void {
  clock += 1;
  begun.set(request, clock);
}

export async function keyFor(request: Request): Promise<string> {
  if (request.headers.get("Content-Type")?.startsWith("multipart/")) {
    return crypto.randomUUID();
  }
  const deed = `${request.url} ${await request.clone().text()}`;
  deeds.set(request, deed);
  return lost.get(deed)?.key ?? crypto.randomUUID();
}

/** No answer came, or one that leaves open what was done. */
export function leftOpen(request: Request): void {
  const deed = deeds.get(request);
  const key = request.headers.get("Idempotency-Key");
  if (deed !== undefined && key !== null) {
    clock += 1;
    lost.set(deed, { key, at: clock });
  }
}

/** An answer came; whether it is that of the time before, whoever listens is told. */
export function answered(request: Request, response: Response): void {
  const deed = deeds.get(request) ?? "";
  const wasLost = lost.has(deed);
  for (const [other, { at }] of lost) {
    if (other === deed || at < (begun.get(request) ?? 0)) {
      lost.delete(other);
    }
  }
  if (wasLost && response.ok && response.headers.get("Idempotency-Replayed") === "true") {
    for (const tell of listeners) {
      tell();
    }
  }
}

/** What was asked for again had been done already, and was not done a second time. */
export function onReplayed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a refusal says nothing of the deed: the server keeps no such answer, and looks at the key again. */
export function saysNothing({ mayPass, status, kind }: Problem): boolean {
  return mayPass || status === 401 || status === 403 || kind === "request-still-running";
}
