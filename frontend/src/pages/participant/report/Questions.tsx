/** What only a witness knows of the objective. */
import { Button, Fieldset, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Quiet } from "@/components/texts";
import { useQuestions } from "@/lib/objectives";
import type { Kept } from "@/outbox/store";
import classes from "./Report.module.css";

interface Props {
  objective: string;
  report: Kept;
  said: Map<string, string>;
  onChange: (body: Partial<Kept["body"]>) => void;
}

export function Questions({ objective, report, said, onChange }: Props) {
  const { t } = useTranslation();
  const { data: questions = [], error, refetch } = useQuestions(objective);
  const isMissing = error !== null && questions.length === 0;
  if (questions.length === 0 && !isMissing) {
    return null;
  }
  return (
    <Fieldset
      variant="unstyled"
      m={0}
      legend={t("What only a witness knows")}
      classNames={{ legend: classes.label ?? "" }}
    >
      <Stack gap="sm">
        {isMissing ? (
          <>
            <Quiet>
              {t(
                "Whether something is asked here could not be fetched. Your report counts without it as well; the answers can follow when it has arrived.",
              )}
            </Quiet>
            <Button variant="default" onClick={() => void refetch()}>
              {t("Try again")}
            </Button>
          </>
        ) : (
          <Quiet>
            {t(
              "Answer what you can. Each question takes three attempts over all of your reports; whether an answer is right is not told.",
            )}
          </Quiet>
        )}
        {questions.map(({ id, question }) => (
          <TextInput
            key={id}
            size="lg"
            label={question}
            autoComplete="off"
            maxLength={200}
            value={report.body.facts?.[id] ?? ""}
            error={said.get(`facts/${id}`)}
            onChange={(event) =>
              onChange({ facts: { ...report.body.facts, [id]: event.currentTarget.value } })
            }
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
