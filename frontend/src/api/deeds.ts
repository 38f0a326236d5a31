/**
 * One key for one deed. What is sent again after its answer was lost goes under the key that it had, so that the server
 * does it once; what is sent with other content is another deed, and the server would refuse it under the same key. Once
 * anything else was answered it is over: who pauses, goes on and pauses again means the second pause as well.
 *
 * A form with files is told apart by nothing here, and always has a key of its own.
 */
import type { Problem } from "./problems";

const deeds = new WeakMap<Request, string>();
const lost = new Map<string, string>();

export async function keyFor(request: Request): Promise<string> {
  if (request.headers.get("Content-Type")?.startsWith("multipart/")) {
    return crypto.randomUUID();
  }
  const deed = `${request.url} ${await request.clone().text()}`;
  deeds.set(request, deed);
  return lost.get(deed) ?? crypto.randomUUID();
}

/** No answer came, or one that leaves open what was done. */
export function leftOpen(request: Request): void {
  const deed = deeds.get(request);
  const key = request.headers.get("Idempotency-Key");
  if (deed !== undefined && key !== null) {
    lost.set(deed, key);
  }
}

export function answered(): void {
  lost.clear();
}

/** Whether a refusal says nothing of the deed: the server keeps no such answer, and looks at the key again. */
export function saysNothing({ mayPass, status, kind }: Problem): boolean {
  return mayPass || status === 401 || status === 403 || kind === "request-still-running";
}
