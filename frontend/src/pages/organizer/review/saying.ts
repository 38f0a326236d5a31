/**
 * What a reviewer has said and not sent yet.
 *
 * A verdict is a row that is never changed, and a verified finding pays: so nothing can be undone once it is there. What
 * is undone is the sending, which waits a few seconds, whatever screen one goes to meanwhile. One thing waits at a time:
 * whoever says the next sends the one before, and whoever leaves the page sends it too.
 */
import { cookie } from "@/api/client";
import { asProblem, type Problem, problemOf, unreachable } from "@/api/problems";
import type { Schemas } from "@/api/types";

export const WAITS_MS = 8_000;

export type Step = "verify" | "reject" | "request-info";

export interface Saying {
  finding: string;
  slug: string;
  /** How the screens call the finding. */
  called: string;
  step: Step;
  body: { note: string; reason?: Schemas["RejectionReasonEnum"]; duplicate_of?: string };
}

interface Waiting extends Saying {
  /** Sent again after a lost answer it does nothing twice. */
  key: string;
}

export interface Told {
  /** Whether anything was said since the page was opened. */
  begun: boolean;
  waiting: Waiting | null;
  /** What was taken back and may be said otherwise: its finding's screen opens with it. */
  undone: Saying | null;
  refused: { saying: Waiting; problem: Problem } | null;
}

export type Sent = (saying: Saying, finding: Schemas["Finding"]) => void;

let told: Told = { begun: false, waiting: null, undone: null, refused: null };
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const hearers = new Set<Sent>();

export const onTold = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const whatIsTold = () => told;

export const onSent = (hearer: Sent) => {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
};

function tell(change: Partial<Told>) {
  told = { ...told, ...change };
  for (const listener of listeners) {
    listener();
  }
}

export function say(saying: Saying) {
  sendNow();
  tell({ begun: true, waiting: { ...saying, key: crypto.randomUUID() }, undone: null });
  letRun();
}

/** Take back what waits; gives it, for its screen to open with. */
export function undo(): Saying | null {
  const { waiting } = told;
  clearTimeout(timer);
  if (waiting) {
    tell({ waiting: null, undone: waiting });
  }
  return waiting;
}

export function forgetUndone() {
  if (told.undone) {
    tell({ undone: null });
  }
}

/** Nobody is hurried who is just at the button. */
export function holdStill() {
  clearTimeout(timer);
}

export function letRun() {
  clearTimeout(timer);
  timer = setTimeout(sendNow, WAITS_MS);
}

export function sendNow() {
  clearTimeout(timer);
  const { waiting } = told;
  if (waiting) {
    tell({ waiting: null });
    void send(waiting);
  }
}

export async function sendAgain() {
  const { refused } = told;
  if (refused) {
    tell({ refused: null });
    await send(refused.saying);
  }
}

export function putAside() {
  tell({ refused: null });
}

/** The address is also asked for when the page goes: then nothing may be waited for before the request is out. */
function post({ finding, step, body, key }: Waiting): Promise<Response> {
  return fetch(`/api/v1/findings/${finding}/${step}/`, {
    method: "POST",
    keepalive: true,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "Accept-Language": document.documentElement.lang || "en",
      "X-CSRFToken": cookie("csrftoken"),
      "Idempotency-Key": key,
    },
    body: JSON.stringify(body),
  });
}

async function send(waiting: Waiting) {
  try {
    const response = await post(waiting).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (!response.ok) {
      throw await problemOf(response);
    }
    const finding = (await response.json()) as Schemas["Finding"];
    for (const hear of hearers) {
      hear(waiting, finding);
    }
  } catch (error) {
    tell({ refused: { saying: waiting, problem: asProblem(error) } });
  }
}

window.addEventListener("pagehide", () => {
  clearTimeout(timer);
  const { waiting } = told;
  if (waiting) {
    told = { ...told, waiting: null };
    void post(waiting).catch(() => undefined);
  }
});
