/** What is told by pointing at something, touching it, or reaching it by keyboard; it comes after what it belongs to. */
import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";

export function Tip({ label, children }: { label: string; children: ReactElement }) {
  return <Tooltip label={label}>{children}</Tooltip>;
}
