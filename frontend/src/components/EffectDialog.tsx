/** The question that is asked before something is done that costs money or can't be taken back. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "@/api/problems";
import { useFocusBack } from "@/lib/focus";
import { ProblemNote } from "./states";

// An effect is said whole: on a phone it takes two lines.
const LONG = { h: "auto", mih: 42, py: 8, maw: "100%", styles: { label: { whiteSpace: "normal" } } } as const;

export interface Question {
  title: string;
  /** What will happen, to whom, and how much. */
  children: ReactNode;
  /** The effect in words, such as "Launch and lock the rules". */
  confirm: string;
  act: () => Promise<unknown>;
  /** False while something in the question is still to be filled in. */
  ready?: boolean;
}

export interface DialogProps extends Question {
  opened: boolean;
  onClose: () => void;
  /** Opened by a key: Enter confirms, since the hands are on the keyboard; the focus is on the effect. */
  byKeyboard?: boolean;
}

export function Dialog({
  opened,
  onClose,
  title,
  children,
  confirm,
  act,
  ready = true,
  byKeyboard = false,
}: DialogProps) {
  const { t } = useTranslation();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const queries = useQueryClient();
  useFocusBack(opened);
  // What was refused the last time is no answer to this question.
  const [stood, setStood] = useState(opened);
  if (stood !== opened) {
    setStood(opened);
    setProblem(null);
  }

  function leave() {
    if (problem?.mayBeDone) {
      // What stands behind the question says then whether it was.
      void queries.invalidateQueries();
    }
    onClose();
  }

  async function go() {
    // While it closes it can still be pressed.
    if (!opened || running) {
      return;
    }
    setRunning(true);
    setProblem(null);
    try {
      await act();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  }

  const question = (
    <Stack>
      <div>{children}</div>
      {problem && <ProblemNote problem={problem} />}
      {problem?.mayBeDone && (
        <Text size="sm">{t("It may have been done all the same. Press again: it is done only once.")}</Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" disabled={running} onClick={leave}>
          {t("Cancel")}
        </Button>
        {byKeyboard ? (
          <Button {...LONG} type="submit" loading={running} disabled={!ready} data-autofocus>
            {confirm}
          </Button>
        ) : (
          <Button {...LONG} loading={running} disabled={!ready} onClick={() => void go()}>
            {confirm}
          </Button>
        )}
      </Group>
    </Stack>
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready) {
      void go();
    }
  }

  return (
    <Modal
      opened={opened}
      onClose={() => !running && leave()}
      title={title}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      {byKeyboard ? <form onSubmit={submit}>{question}</form> : question}
    </Modal>
  );
}
