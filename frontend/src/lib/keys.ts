/** Single keys that do something on a screen. They never fire while somebody types or a dialog is open, and can be off. */
import { useEffect, useRef, useSyncExternalStore } from "react";

const KEPT_AS = "mobilize.keys";
const listeners = new Set<() => void>();

export type Keys = Record<string, () => void>;

export function setKeysWork(work: boolean) {
  try {
    localStorage.setItem(KEPT_AS, work ? "on" : "off");
  } catch {
    // Where nothing may be kept, they work.
  }
  for (const listener of listeners) {
    listener();
  }
}

function work(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== "off";
  } catch {
    return true;
  }
}

export function useKeysWork(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, work);
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=combobox], [role=textbox]"))
  );
}

/** `still` while something is just being opened: what is typed meanwhile is meant for it. */
export function useKeys(keys: Keys, still = false) {
  const on = useKeysWork() && !still;
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!on) {
      return;
    }
    const press = (event: KeyboardEvent) => {
      const act = now.current[event.key];
      const busy = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented;
      if (!act || busy || isTyping(event.target) || document.querySelector("[role=dialog], [role=menu]")) {
        return;
      }
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}
