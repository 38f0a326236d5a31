/** What else is known of a finding: what was answered to secret questions, who vouched, what reviewers said. */
import { Badge, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Quiet, When } from "@/components/texts";
import { type Dossier, useReasons, useReversals, useVerdictWord } from "./kinds";

export function Answers({ finding }: { finding: string }) {
  const { t } = useTranslation();
  const asked = useQuery("get", "/api/v1/findings/{finding_id}/facts/", {
    params: { path: { finding_id: finding } },
  }).data?.results;
  if (!asked?.length) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Title order={2}>{t("What only a witness knows")}</Title>
      <List listStyleType="none" spacing="xs">
        {asked.map((fact) => (
          <List.Item key={fact.fact}>
            <Text fw={600} size="sm">
              {fact.question}
            </Text>
            {fact.answers.length === 0 && <Quiet>{t("Not answered.")}</Quiet>}
            {fact.answers.map((answer) => (
              <Group key={answer.attempt} gap="xs">
                <Badge
                  variant="default"
                  tt="none"
                  leftSection={
                    answer.matched ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />
                  }
                >
                  {answer.matched ? t("Right") : t("Wrong")}
                </Badge>
                <Text size="sm" c="dimmed">
                  {t("attempt {{n}} of 3", { n: answer.attempt })}
                </Text>
              </Group>
            ))}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

export function Vouches({ finding }: { finding: string }) {
  const { t } = useTranslation();
  const vouches = useQuery("get", "/api/v1/findings/{finding_id}/vouch/", {
    params: { path: { finding_id: finding } },
  }).data?.results;
  if (!vouches?.length) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Title order={2}>{t("{{count}} people vouch for it", { count: vouches.length })}</Title>
      <List listStyleType="none" spacing="xs">
        {vouches.map((vouch) => (
          <List.Item key={vouch.id}>
            <Text size="sm">
              {vouch.participant.display_name}
              {vouch.note && `: “${vouch.note}”`}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

export function Votes({ votes }: { votes: Dossier["votes"] }) {
  const { t } = useTranslation();
  const verdictWord = useVerdictWord();
  const reasons = useReasons();
  if (votes.needed < 2 && !votes.disputed) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Title order={2}>
        {t("{{n}} of {{needed}} reviewers have said what they think", {
          n: votes.cast,
          needed: votes.needed,
        })}
      </Title>
      {votes.disputed ? (
        <Text size="sm">{t("They do not agree. An organizer who has not voted decides alone.")}</Text>
      ) : (
        <Text size="sm">{t("More than two thirds of them decide.")}</Text>
      )}
      {votes.votes === null ? (
        <Quiet>{t("What the others said is closed until you have said what you think.")}</Quiet>
      ) : (
        <List listStyleType="none" spacing={4}>
          {votes.votes.map((vote) => (
            <List.Item key={vote.at + vote.kind}>
              <Text size="sm">
                {verdictWord(vote.kind)}
                {vote.reason && `: ${reasons[vote.reason as Schemas["RejectionReasonEnum"]] ?? vote.reason}`}
                {vote.note && ` “${vote.note}”`}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}

export function History({ history, zone }: { history: Dossier["history"]; zone: string | undefined }) {
  const { t } = useTranslation();
  const verdictWord = useVerdictWord();
  const reasons = useReasons();
  const reversals = useReversals();
  if (history.length === 0) {
    return null;
  }
  const reasonOf = (said: Schemas["Verdict"]) =>
    said.kind === "reversed"
      ? reversals[said.reason as Schemas["ReversalReasonEnum"]]
      : said.kind === "duplicate"
        ? ""
        : reasons[said.reason as Schemas["RejectionReasonEnum"]];
  return (
    <Stack gap="xs">
      <Title order={2}>{t("What has happened to it")}</Title>
      <List listStyleType="none" spacing="xs">
        {history.map((said) => (
          <List.Item key={said.at + said.kind}>
            <Text size="sm">
              {verdictWord(said.kind)}, <When at={said.at} zone={zone} />
              {reasonOf(said) && `. ${reasonOf(said)}`}
            </Text>
            {said.note && (
              <Text size="sm" c="dimmed" className="said">
                “{said.note}”
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
