/**
 * A button for what costs money or can't be taken back: it first says what will happen, to whom and how much, and only
 * the second button, named by its effect, does it. A refusal is shown where it was asked for, and nothing is lost.
 */
import { Button, type ButtonProps } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { DialogProps, Question } from "./EffectDialog";

// A dialog weighs more than the screens that ask by it, so the first question loads it.
const Dialog = lazy(async () => ({ default: (await import("./EffectDialog")).Dialog }));

interface Props extends Question, Omit<ButtonProps, "children" | "onClick"> {
  /** The words on the button that opens the question. */
  label: ReactNode;
}

export function EffectButton({ label, title, children, confirm, act, ready = true, ...button }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <EffectDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={title}
        confirm={confirm}
        act={act}
        ready={ready}
      >
        {children}
      </EffectDialog>
    </>
  );
}

/** The question alone, for where something else than a button asks it. */
export function EffectDialog(props: DialogProps) {
  const [asked, setAsked] = useState(props.opened);
  if (props.opened && !asked) {
    setAsked(true);
  }
  return asked ? (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  ) : null;
}
