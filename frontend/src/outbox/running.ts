/** Sending while the app stands open: at once, when a connection comes back, and again after a while where none was. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { cookie } from "@/api/client";
import { tokenOf } from "@/api/here";
import { asProblem, Problem } from "@/api/problems";
import { isSignedOut, onSession, signedOut } from "@/api/session";
import { type Answer, type Outcome, type Step, sendAll } from "./sending";
import { allOf, forget, type Kept, onChange } from "./store";

interface Running {
  step: Step | null;
  outcome: Outcome | null;
}

const FIRST_PAUSE = 4_000;
const LONGEST_PAUSE = 60_000;
// What has arrived is told for a day.
const TOLD_FOR = 86_400_000;

let owner = "";
let begun = false;
let now: Running = { step: null, outcome: null };
let pause = FIRST_PAUSE;
let again: ReturnType<typeof setTimeout> | undefined;
let busy: Promise<void> | null = null;
let asked = false;
const listeners = new Set<() => void>();

function set(next: Partial<Running>): void {
  now = { ...now, ...next };
  for (const listener of listeners) {
    listener();
  }
}

/** From now on send for this person, whenever it can be; for nobody where it is empty. */
export function sendFor(person: string): void {
  if (owner === person) {
    return;
  }
  if (!begun) {
    begun = true;
    onSession(() => isSignedOut() || hurry());
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hurry());
  }
  owner = person;
  void sendNow();
}

function hurry(): void {
  pause = FIRST_PAUSE;
  void sendNow();
}

/** Send what waits. Asked for while it runs, up to its very end, it runs once more: what is new may have been passed over. */
export function sendNow(): Promise<void> {
  asked = true;
  busy ??= run().finally(() => {
    busy = null;
    return asked && owner ? sendNow() : undefined;
  });
  return busy;
}

async function run(): Promise<void> {
  clearTimeout(again);
  while (asked && owner) {
    asked = false;
    const outcome = await sendWaiting(owner);
    set({ outcome, step: null });
    if (outcome === "later") {
      await sendWhenBack();
      again = setTimeout(() => void sendNow(), pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    } else {
      pause = FIRST_PAUSE;
    }
    if (outcome === "signed_out") {
      signedOut();
    }
  }
  for (const each of await allOf(owner)) {
    if (each.state === "arrived" && Date.now() - each.changed > TOLD_FOR) {
      await forget(each.id);
    }
  }
}

/** Somebody else may have signed in elsewhere since: then nothing goes out. */
async function sendWaiting(person: string): Promise<Outcome> {
  if (!(await isWaiting(person))) {
    return "done";
  }
  if (!navigator.onLine) {
    return "later";
  }
  const token = await tokenOf(person).catch(asProblem);
  if (token instanceof Problem) {
    return token.status === 401 ? "signed_out" : "later";
  }
  return sendAll({
    owner: person,
    post: (address, body, headers, progress) =>
      post(address, body, { ...headers, "X-CSRFToken": token }, progress),
    onStep: (step) => set({ step }),
  });
}

async function isWaiting(person: string): Promise<boolean> {
  return (await allOf(person)).some((each) => each.state === "waiting");
}

/** Where the browser has it: the worker sends when a connection comes, though no window stands open any more. */
async function sendWhenBack(): Promise<void> {
  const worker = (await isWaiting(owner))
    ? await navigator.serviceWorker?.getRegistration("/app/")
    : undefined;
  if (worker && "sync" in worker) {
    const { sync } = worker as { sync: { register(tag: string): Promise<void> } };
    await sync.register("outbox").catch(() => undefined);
  }
}

/** One request that tells how far it is. */
export function post(
  address: string,
  body: string | FormData,
  headers: Record<string, string>,
  progress?: (part: number) => void,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries({
      Accept: "application/json",
      "Accept-Language": document.documentElement.lang || "en",
      "X-CSRFToken": cookie("csrftoken"),
      ...headers,
    })) {
      request.setRequestHeader(name, value);
    }
    request.timeout = 600_000;
    request.upload.onprogress = ({ loaded, total }) => progress?.(total ? loaded / total : 0);
    request.onerror = request.ontimeout = request.onabort = () => resolve(null);
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What this person has on the device, the oldest first, and how the sending goes. Undefined until it is read. */
export function useOutbox(person: string | undefined): Running & { reports: Kept[] | undefined } {
  const [reports, setReports] = useState<Kept[]>();
  useEffect(() => {
    if (!person) {
      return undefined;
    }
    const read = () => void allOf(person).then(setReports);
    read();
    return onChange(read);
  }, [person]);
  const running = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => now,
  );
  return { ...running, reports };
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
