/**
 * What a reviewer has said and the server does not have yet.
 *
 * A verdict is a row that is never changed, and a verified finding pays: so nothing can be undone once it is there. What
 * is undone is the sending, which waits a few seconds, whatever screen one goes to meanwhile. One thing waits at a time:
 * whoever says the next sends the one before, and whoever leaves the page sends it too. The tab keeps all of it until the
 * server has it: what was lost on the way goes off again when the page is back, and what a session that had ended could
 * not say, when the same person is there again.
 */
import { cookie } from "@/api/client";
import { asProblem, Problem, problemOf, unreachable } from "@/api/problems";
import { isSignedOut, onSession, signedOut } from "@/api/session";
import type { Schemas } from "@/api/types";
import { keep, kept } from "@/lib/tab";

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
  /** The first of them is shown. */
  refused: readonly Refused[];
}

interface Refused {
  saying: Waiting;
  problem: Problem;
}

/** As the tab keeps it; without a refusal where it has to be sent. */
interface Kept {
  saying: Waiting;
  refusal: Pick<Problem, "kind" | "title" | "detail" | "status"> | null;
}

export type Sent = (saying: Saying, finding: Schemas["Finding"]) => void;

const KEPT_AS = "mobilize.verdicts";
const NOTHING: Told = { begun: false, waiting: null, undone: null, refused: [] };

let told = NOTHING;
/** Sent, and not answered yet. */
let underway: readonly Waiting[] = [];
/** From before the page was loaded; whose they are is known a moment later. */
let before = kept<Kept[]>(KEPT_AS) ?? [];
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
  const unsent = [...underway, ...(told.waiting ? [told.waiting] : [])];
  const all = [
    ...before,
    ...told.refused.map(({ saying, problem }) => ({
      saying,
      refusal: mayGo(problem) ? null : plain(problem),
    })),
    ...unsent.map((saying) => ({ saying, refusal: null })),
  ];
  keep(KEPT_AS, all.length > 0 ? all : undefined);
  for (const listener of listeners) {
    listener();
  }
}

/** Whether the same may be taken later: it was not looked at yet. */
function mayGo({ mayPass, status }: Problem): boolean {
  return mayPass || status === 401;
}

function plain({ kind, title, detail, status }: Problem): Kept["refusal"] {
  return { kind, title, detail, status };
}

/** Go on with what the tab kept, once it is known that it is the same person's. */
export function resumeSaid() {
  const kept = before;
  before = [];
  if (kept.length === 0) {
    return;
  }
  for (const { saying, refusal } of kept) {
    if (!refusal) {
      void send(saying);
    }
  }
  const refused = kept.flatMap(({ saying, refusal: its }) =>
    its ? [{ saying, problem: new Problem(its.kind, its.title, its.detail, its.status) }] : [],
  );
  tell({ begun: true, refused: [...told.refused, ...refused] });
}

/** Somebody else is there: nothing of it is theirs to say. */
export function forgetSaid() {
  clearTimeout(timer);
  before = [];
  underway = [];
  tell(NOTHING);
}

export function say(saying: Saying) {
  void sendNow();
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
  timer = setTimeout(() => void sendNow(), WAITS_MS);
}

/** Whether the server has now all that waited. */
export async function sendNow(): Promise<boolean> {
  clearTimeout(timer);
  const { waiting } = told;
  if (!waiting) {
    return true;
  }
  const going = send(waiting);
  tell({ waiting: null });
  return going;
}

export async function sendAgain() {
  const [first, ...others] = told.refused;
  if (first) {
    const going = send(first.saying);
    tell({ refused: others });
    await going;
  }
}

export function putAside() {
  tell({ refused: told.refused.slice(1) });
}

/** It is also called when the page goes: then nothing may be waited for before the request is out. */
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

async function send(waiting: Waiting): Promise<boolean> {
  underway = [...underway.filter((each) => each !== waiting), waiting];
  try {
    const response = await post(waiting).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (!response.ok) {
      throw await problemOf(response);
    }
    const finding = (await response.json()) as Schemas["Finding"];
    underway = underway.filter((each) => each !== waiting);
    tell({});
    for (const hear of hearers) {
      hear(waiting, finding);
    }
    return true;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind === "request-still-running") {
      // It was sent when the page went, and is being looked at.
      setTimeout(() => void send(waiting), 1_000);
      return false;
    }
    underway = underway.filter((each) => each !== waiting);
    tell({ refused: [...told.refused, { saying: waiting, problem }] });
    if (problem.status === 401) {
      signedOut();
    }
    return false;
  }
}

/** What was not looked at goes off again when it can be. */
function sendOpen() {
  const again = told.refused.filter(({ problem }) => mayGo(problem));
  for (const { saying } of again) {
    void send(saying);
  }
  tell({ refused: told.refused.filter((each) => !again.includes(each)) });
}

onSession(() => {
  if (!isSignedOut()) {
    sendOpen();
  }
});
window.addEventListener("online", sendOpen);
window.addEventListener("pagehide", () => void sendNow());
