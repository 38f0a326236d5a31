/** A rule of one's own choice, to be compared with the others on what was found. */
import { Button, Group, Select, Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { asProblem, fieldErrors, type Problem } from "@/api/problems";
import { ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { type Asked, comparison, MOST_ASKED } from "../money/compared";
import { isWhole, RULES, type Typed, termsOf } from "./rules";
import { Terms } from "./Terms";

export function OwnRule({ asked, currency }: { asked: Asked[]; currency: string }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const client = useQueryClient();
  const [, setSearch] = useSearchParams();
  const [name, setName] = useState("recursive");
  const [typed, setTyped] = useState<Typed>({ ...RULES.recursive!.begin });
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const prefix = `rules.${asked.length}.`;
  const wrong = Object.fromEntries(
    Object.entries(problem ? fieldErrors(problem) : {}).map(([path, detail]) => [
      path.startsWith(prefix) ? path.slice(prefix.length) : path,
      detail,
    ]),
  );
  const keep = (rules: Asked[]) =>
    setSearch(rules.length > 0 ? { rules: JSON.stringify(rules) } : {}, { preventScrollReset: true });
  const compare = async () => {
    setRunning(true);
    setProblem(null);
    try {
      const rules = [...asked, { mechanism: name, terms: termsOf(name, typed) }];
      await client.fetchQuery(comparison(slug, rules));
      keep(rules);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Stack gap="sm" className="no-print">
      <Title order={2}>{t("A rule of your own choice")}</Title>
      <Select
        label={t("Rule")}
        data={Object.entries(RULES).map(([value, rule]) => ({ value, label: rule.title(t) }))}
        allowDeselect={false}
        value={name}
        onChange={(value) => {
          setName(value ?? name);
          setTyped({ ...RULES[value ?? name]!.begin });
          setProblem(null);
        }}
        maw={360}
      />
      <Terms
        name={name}
        typed={typed}
        onTyped={(now) => {
          setTyped(now);
          setProblem(null);
        }}
        currency={currency}
        wrong={wrong}
      />
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <Group gap="sm">
        <Button
          loading={running}
          disabled={asked.length >= MOST_ASKED || !isWhole(typed)}
          onClick={() => void compare()}
        >
          {t("Compare it too")}
        </Button>
        {asked.length > 0 && (
          <Button variant="default" onClick={() => keep([])}>
            {t("Take your own choices away")}
          </Button>
        )}
      </Group>
      {asked.length >= MOST_ASKED && (
        <Quiet>{t("Five rules of your own choice are compared at most.")}</Quiet>
      )}
    </Stack>
  );
}
