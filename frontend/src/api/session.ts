/**
 * Whether the session is still there: a refusal that says no is heard by the page, which offers to sign in again. Who
 * does so elsewhere and comes back goes on where they were.
 */

type Listener = () => void;
const listeners = new Set<Listener>();
const strangers = new Set<Listener>();
let ended = false;

function set(now: boolean): void {
  if (ended !== now) {
    ended = now;
    for (const tell of listeners) {
      tell();
    }
  }
}

export function signedOut(): void {
  set(true);
}

/** The same person is there again: what was refused meanwhile may be asked anew. */
export function signedInAgain(): void {
  set(false);
}

export function onSession(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Somebody else was found to be signed in than the one whose screen this is. */
export function someoneElse(): void {
  for (const tell of strangers) {
    tell();
  }
}

export function onSomeoneElse(listener: Listener): () => void {
  strangers.add(listener);
  return () => strangers.delete(listener);
}

export function isSignedOut(): boolean {
  return ended;
}
