/** Words to whoever decides: the answer to what a reviewer asked, and an appeal. Each is sent once and stays. */
import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, fieldErrors, type Problem } from "@/api/problems";
import { ProblemNote } from "@/components/states";

interface Props {
  label: string;
  help?: string;
  action: string;
  send: (note: string) => Promise<unknown>;
}

export function Reply({ label, help, action, send }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function submit() {
    if (!note.trim()) {
      setEmpty(true);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await send(note.trim());
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" align="flex-start">
        <Textarea
          w="100%"
          label={label}
          description={help}
          minRows={3}
          rows={4}
          maxLength={4000}
          value={note}
          error={
            empty
              ? t("Write it down here: somebody else will read it.")
              : problem && fieldErrors(problem).note
          }
          onChange={(event) => {
            setNote(event.currentTarget.value);
            setEmpty(false);
          }}
        />
        {problem && !fieldErrors(problem).note && <ProblemNote problem={problem} />}
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
