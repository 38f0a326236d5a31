/**
 * What a reviewer has said and the server does not have yet.
 *
 * A verdict is a row that is never changed, and a verified finding pays: so nothing can be undone once it is there. What
 * is undone is the sending, which waits a few seconds, whatever screen one goes to meanwhile. One thing waits at a time:
 * whoever says the next sends the one before, and whoever leaves the page sends it too. The tab keeps all of it until the
 * server has it: what was lost on the way goes off again when the page is back, and what a session that had ended could
 * not say, when the same person is there again. Nothing of it goes out where somebody else is.
 */
import { cookie } from "@/api/client";
import { tokenOf, tokenSeen } from "@/api/here";
import { asProblem, Problem, problemOf, unreachable } from "@/api/problems";
import { isSignedOut, onSession, signedOut } from "@/api/session";
import type { Schemas } from "@/api/types";
import { keep, kept, tabOwner } from "@/lib/tab";

export const WAITS_MS = 8_000;
const PAUSE_MS = 1_000;
/** How long whoever signs out waits for what is under way. */
const PATIENCE_MS = 6_000;

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
let underway: readonly { saying: Waiting; isTaken: Promise<boolean> }[] = [];
/** Counts who was here: what was sent for the one before has no say any more when its answer comes. */
let turn = 0;
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

/** What the server does not have yet, though it was said. */
export const notThere = () =>
  [...underway.map(({ saying }) => saying), ...(told.waiting ? [told.waiting] : [])].map(
    ({ finding }) => finding,
  );

export const onSent = (hearer: Sent) => {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
};

function tell(change: Partial<Told>) {
  told = { ...told, ...change };
  const unsent = [...underway.map(({ saying }) => saying), ...(told.waiting ? [told.waiting] : [])];
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
function mayGo({ kind, mayPass, status }: Problem): boolean {
  return mayPass || status === 401 || kind === "csrf-failed";
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
      send(saying);
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
  turn += 1;
  before = [];
  underway = [];
  tell(NOTHING);
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
  timer = setTimeout(() => sendNow(), WAITS_MS);
}

export function sendNow(token?: string) {
  clearTimeout(timer);
  const { waiting } = told;
  if (waiting) {
    send(waiting, token);
    tell({ waiting: null });
  }
}

export function sendAgain() {
  const [first, ...others] = told.refused;
  if (first) {
    send(first.saying);
    tell({ refused: others });
  }
}

/** Send all that may still be taken: whether the server took it, or null where that is not known soon. */
export async function sendRest(): Promise<boolean | null> {
  resumeSaid();
  sendOpen();
  sendNow();
  return Promise.race([
    Promise.all(underway.map(({ isTaken }) => isTaken)).then((taken) => taken.every(Boolean)),
    sleep(PATIENCE_MS).then(() => null),
  ]);
}

/** Look who is here before anything is said, so that it can go out at once when the page goes. */
export function lookAhead() {
  if (!tokenSeen(tabOwner())) {
    tokenOf(tabOwner()).catch(() => undefined);
  }
}

export function putAside() {
  tell({ refused: told.refused.slice(1) });
}

function post({ finding, step, body, key }: Waiting, token: string): Promise<Response> {
  return fetch(`/api/v1/findings/${finding}/${step}/`, {
    method: "POST",
    keepalive: true,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "Accept-Language": document.documentElement.lang || "en",
      "X-CSRFToken": token,
      "Idempotency-Key": key,
    },
    body: JSON.stringify(body),
  });
}

function send(saying: Waiting, token = "") {
  const others = underway.filter((each) => each.saying !== saying);
  underway = [...others, { saying, isTaken: attempt(saying, token) }];
}

/** With a token the request is out at once, as it has to be when the page goes; else it is asked who is here before. */
async function attempt(saying: Waiting, token: string): Promise<boolean> {
  const mine = turn;
  try {
    token ||= await tokenOf(tabOwner());
    if (mine !== turn) {
      return false;
    }
    const response = await post(saying, token).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (!response.ok) {
      throw await problemOf(response);
    }
    const finding = (await response.json()) as Schemas["Finding"];
    if (mine !== turn) {
      return false;
    }
    underway = underway.filter((each) => each.saying !== saying);
    tell({});
    for (const hear of hearers) {
      hear(saying, finding);
    }
    return true;
  } catch (error) {
    const problem = asProblem(error);
    // It was sent when the page went, and is being looked at; or somebody has signed in since it was asked who is here.
    const isOpen =
      problem.kind === "request-still-running" ||
      (problem.kind === "csrf-failed" && token !== cookie("csrftoken"));
    if (isOpen) {
      await sleep(PAUSE_MS);
    }
    if (mine !== turn) {
      return false;
    }
    if (isOpen) {
      return attempt(saying, "");
    }
    underway = underway.filter((each) => each.saying !== saying);
    tell({ refused: [...told.refused, { saying, problem }] });
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
    send(saying);
  }
  tell({ refused: told.refused.filter((each) => !again.includes(each)) });
}

onSession(() => {
  if (!isSignedOut()) {
    sendOpen();
  }
});
window.addEventListener("online", sendOpen);
window.addEventListener("pagehide", () => sendNow(tokenSeen(tabOwner())));

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
