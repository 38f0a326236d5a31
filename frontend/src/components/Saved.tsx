/**
 * What saves itself: some moments after the last change, and at once when one goes elsewhere. A refusal is shown at its
 * fields, and what was typed stays.
 */
import { Group, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconCheck, IconCloudUpload } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problems";
import { isSignedOut, onSession } from "@/api/session";
import { showProblem } from "@/lib/forms";
import { ProblemNote } from "./states";

type State = "clean" | "waiting" | "saving" | "saved" | "refused";
const PAUSE = 800;

/** Gives what the form's `onValuesChange` is to call, how saving stands, and `now`, which saves what is not saved yet. */
export function useSaving<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  send: (values: V) => Promise<unknown>,
) {
  const [state, setState] = useState<State>("clean");
  const [problem, setProblem] = useState<Problem | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const open = useRef(false);
  const running = useRef<Promise<boolean>>(undefined);
  const latest = useRef({ form, send });
  latest.current = { form, send };

  /** One saving after the other, so that the older never comes last; what is changed meanwhile is saved as well. */
  const now = useCallback((): Promise<boolean> => {
    const save = async () => {
      try {
        while (open.current) {
          clearTimeout(timer.current);
          open.current = false;
          setState("saving");
          await latest.current.send(latest.current.form.getValues());
        }
        setProblem(null);
        latest.current.form.clearErrors();
        setState("saved");
        return true;
      } catch (error) {
        open.current = true;
        setProblem(showProblem(latest.current.form, error));
        setState("refused");
        return false;
      } finally {
        running.current = undefined;
      }
    };
    if (!running.current && !open.current) {
      return Promise.resolve(true);
    }
    running.current ??= save();
    return running.current;
  }, []);

  const changed = useCallback(() => {
    open.current = true;
    setState("waiting");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void now(), PAUSE);
  }, [now]);

  useEffect(() => () => void now(), [now]);
  useEffect(() => onSession(() => void (isSignedOut() || now())), [now]);
  return { changed, now, state, problem };
}

export function SavingNote({ state, problem }: { state: State; problem: Problem | null }) {
  const { t } = useTranslation();
  if (problem) {
    return <ProblemNote problem={problem} />;
  }
  const words = {
    clean: "",
    waiting: t("Not saved yet"),
    saving: t("Saving"),
    saved: t("Saved"),
    refused: t("Not saved: see the fields that are marked."),
  }[state];
  return (
    <Group gap={6} role="status" mih={24} c="dimmed">
      {state === "saved" && <IconCheck size={16} aria-hidden />}
      {state === "saving" && <IconCloudUpload size={16} aria-hidden />}
      <Text size="sm">{words}</Text>
    </Group>
  );
}
