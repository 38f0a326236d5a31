import { useLayoutEffect } from "react";

/**
 * Gives the focus back to what had it before a dialog opened. The library does so only for a dialog that stood there
 * closed before; those that are loaded when they are asked for, or go with what they are about, come open.
 */
export function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) {
      return undefined;
    }
    const before = document.activeElement;
    return () => {
      const last = document.activeElement;
      setTimeout(() => {
        const now = document.activeElement;
        // Unless somebody has gone on, or another screen took it.
        if (before instanceof HTMLElement && (now === null || now === document.body || now === last)) {
          before.focus({ preventScroll: true });
        }
      }, 10);
    };
  }, [opened]);
}
