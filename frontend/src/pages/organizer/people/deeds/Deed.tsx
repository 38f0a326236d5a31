/** What acts on people: it says to whom, what and how much before it is done, and goes with words of whoever does it. */
import { Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { EffectButton } from "@/components/EffectButton";

export const MOST_REASON = 500;
export const MOST_NOTE = 1_000;

interface Props {
  label: string;
  title: string;
  /** The effect in words; the label where there are no others. */
  confirm?: string;
  words: { label: string; description?: string; most: number; required?: boolean };
  /** False while something else in the question is still to be filled in. */
  ready?: boolean;
  size?: "sm";
  act: (words: string) => Promise<unknown>;
  children: ReactNode;
}

export function Deed({ label, title, confirm = label, words, ready = true, size, act, children }: Props) {
  const queries = useQueryClient();
  const [said, setSaid] = useState("");
  const { most, required = false, ...field } = words;
  return (
    <EffectButton
      variant="default"
      {...(size ? { size } : {})}
      label={label}
      title={title}
      confirm={confirm}
      ready={ready && (!required || said.trim() !== "")}
      act={async () => {
        await act(said);
        setSaid("");
        // What was decided shows everywhere at once: on the person, in the lists, in what waits.
        await queries.invalidateQueries();
      }}
    >
      <Stack gap="sm">
        {children}
        <Textarea
          {...field}
          autosize
          minRows={2}
          maxLength={most}
          required={required}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
      </Stack>
    </EffectButton>
  );
}
