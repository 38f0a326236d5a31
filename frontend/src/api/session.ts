/** Whether the session is still there: a refusal that says no is heard by the page, which offers to sign in again. */

type Listener = () => void;
const listeners = new Set<Listener>();
let ended = false;

export function signedOut(): void {
  if (!ended) {
    ended = true;
    for (const tell of listeners) {
      tell();
    }
  }
}

export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isSignedOut(): boolean {
  return ended;
}

/** Where to sign in, and come back to this very address. */
export function signInAddress(): string {
  const here = window.location.pathname + window.location.search + window.location.hash;
  return `/accounts/login/?next=${encodeURIComponent(here)}`;
}
