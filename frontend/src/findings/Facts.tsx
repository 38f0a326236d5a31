/** What only a witness knows: questions that can still be answered after the report, with the attempts that are left. */
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, fieldErrors, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";

const PATH = "/api/v1/findings/{finding_id}/facts/";

export function Facts({ finding, heading }: { finding: string; heading: React.ReactNode }) {
  const query = useQuery("get", PATH, { params: { path: { finding_id: finding } } });
  const open = query.data?.results.filter((each) => each.attempts_left > 0) ?? [];
  const answered = query.data?.results.filter((each) => each.answers.length > 0) ?? [];
  return open.length + answered.length === 0 ? null : (
    <Stack gap="sm">
      {heading}
      <Questions finding={finding} open={open} answered={answered} />
    </Stack>
  );
}

function Questions({
  finding,
  open,
  answered,
}: {
  finding: string;
  open: Schemas["AnsweredFact"][];
  answered: Schemas["AnsweredFact"][];
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const said = problem ? fieldErrors(problem) : {};
  const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer.trim()));

  async function send() {
    setBusy(true);
    setProblem(null);
    try {
      await api.POST(PATH, { params: { path: { finding_id: finding } }, body: { facts: given } });
      setAnswers({});
      await queries.invalidateQueries({ queryKey: ["get", PATH] });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {answered.map((each) => (
        <Text key={each.fact} m={0}>
          {each.question} {t("{{count}} answers are with the reviewers.", { count: each.answers.length })}
        </Text>
      ))}
      {open.length > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Stack gap="sm" align="flex-start" maw={560}>
            <Quiet>
              {t("Each answer spends an attempt, right or not; whether it is right is not told.")}
            </Quiet>
            {open.map((each) => (
              <TextInput
                key={each.fact}
                w="100%"
                label={each.question}
                description={t("{{count}} attempts are left.", { count: each.attempts_left })}
                autoComplete="off"
                maxLength={200}
                value={answers[each.fact] ?? ""}
                error={said[`facts.${each.fact}`]}
                onChange={(event) => setAnswers({ ...answers, [each.fact]: event.currentTarget.value })}
              />
            ))}
            {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
            <Button type="submit" variant="default" loading={busy} disabled={Object.keys(given).length === 0}>
              {t("Send the answers")}
            </Button>
          </Stack>
        </form>
      )}
    </>
  );
}
