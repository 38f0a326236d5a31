/** How one is told of what: in the inbox, and by letter at once, daily or never. Each choice is kept as it is made. */
import { NativeSelect, Switch, Table, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";

type Choice = Schemas["ChoiceShown"];
type Mail = Schemas["NoticeMail"];

export function Choices() {
  const { t } = useTranslation();
  return (
    <Answer
      screen={t("How you are told")}
      query={useQuery("get", "/api/v1/me/notices/")}
      what={t("Fetching your choices")}
    >
      {({ kinds }) => <Kinds kinds={kinds} />}
    </Answer>
  );
}

function Kinds({ kinds }: { kinds: Choice[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState("");
  /** What was chosen and is not kept yet. */
  const [chosen, setChosen] = useState<Record<string, Partial<Pick<Choice, "inbox" | "mail">>>>({});
  const letters = kinds.filter((kind) => kind.mail !== "never").length;

  async function choose({ kind, title }: Choice, choice: { inbox?: boolean; mail?: Mail }) {
    setProblem(null);
    setTold(t("Saving"));
    setChosen((before) => ({ ...before, [kind]: { ...before[kind], ...choice } }));
    try {
      await api.PATCH("/api/v1/me/notices/", { body: { kinds: { [kind]: choice } } });
      await queries.invalidateQueries({ queryKey: ["get", "/api/v1/me/notices/"] });
      setTold(t("Kept: {{what}}", { what: title }));
    } catch (error) {
      setTold("");
      setProblem(asProblem(error));
    } finally {
      setChosen(({ [kind]: _, ...others }) => others);
    }
  }

  const ways = [
    { value: "now", label: t("At once") },
    { value: "daily", label: t("Once a day") },
    { value: "never", label: t("Never") },
  ];
  return (
    <Screen
      title={
        letters === 0
          ? t("No letters are sent to you.")
          : t("You are written to about {{count}} kinds of things.", { count: letters })
      }
      name={t("How you are told")}
    >
      <Quiet>{t("The daily letter comes at nine in the morning by your clock.")}</Quiet>
      <Text role="status" size="sm" mih="1.5em" m={0}>
        {told}
      </Text>
      {problem && <ProblemNote problem={problem} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t("How you are told")}>
        <Table verticalSpacing="sm" maw={760}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Of what")}</Table.Th>
              <Table.Th scope="col">{t("Inbox")}</Table.Th>
              <Table.Th scope="col">{t("Letter")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kinds.map((each) => (
              <Table.Tr key={each.kind}>
                <Table.Th scope="row" fw={400} miw={160}>
                  <Text fw={600} m={0}>
                    {each.title}
                  </Text>
                  <Text size="sm" c="dimmed" m={0}>
                    {each.help}
                  </Text>
                </Table.Th>
                <Table.Td>
                  <Switch
                    size="md"
                    aria-label={t("In the inbox: {{what}}", { what: each.title })}
                    checked={chosen[each.kind]?.inbox ?? each.inbox}
                    onChange={(event) => void choose(each, { inbox: event.currentTarget.checked })}
                  />
                </Table.Td>
                <Table.Td miw={140}>
                  <NativeSelect
                    aria-label={t("By letter: {{what}}", { what: each.title })}
                    data={ways}
                    value={chosen[each.kind]?.mail ?? each.mail}
                    onChange={(event) => void choose(each, { mail: event.currentTarget.value as Mail })}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Screen>
  );
}
