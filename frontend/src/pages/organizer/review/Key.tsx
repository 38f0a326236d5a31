/** The key that does the same as a button, on what a keyboard is likely at. */
import { Kbd } from "@mantine/core";

export function Key({ children }: { children: string }) {
  return (
    <Kbd size="xs" ms={6} visibleFrom="sm" aria-hidden>
      {children}
    </Kbd>
  );
}
