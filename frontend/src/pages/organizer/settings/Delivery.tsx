/** One delivery: what was sent, each attempt with its answer, and sending it again. */
import { Button, Code, Group, List, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import { StateMark } from "@/components/StateMark";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useRefresh } from "@/lib/refresh";
import { useStateWord } from "@/lib/words";
import classes from "../money/money.module.css";

export function Delivery({
  webhook,
  delivery,
  onClose,
}: {
  webhook: string;
  delivery: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const word = useStateWord();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const path = { webhook_id: webhook, delivery_id: delivery };
  const query = useQuery(
    "get",
    "/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/",
    { params: { path } },
    { refetchInterval: 5_000 },
  );
  const again = async () => {
    setProblem(null);
    try {
      await api.POST("/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay/", {
        params: { path },
      });
      await refresh(
        "/api/v1/webhooks/{webhook_id}/deliveries/",
        "/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/",
      );
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <div className={classes.card}>
      <Answer query={query} what={t("Fetching the delivery")}>
        {(found) => (
          <Stack gap="sm">
            <Group justify="space-between">
              <Title order={2}>{found.type}</Title>
              <StateMark state={found.state ?? "waiting"} />
            </Group>
            {found.payload ? (
              <Code block tabIndex={0} style={{ maxHeight: 240, overflow: "auto" }}>
                {pretty(found.payload)}
              </Code>
            ) : (
              <Quiet>{t("What it said is forgotten by now.")}</Quiet>
            )}
            {found.tried.length > 0 && (
              <List spacing={6}>
                {found.tried.map((attempt) => (
                  <List.Item key={attempt.number}>
                    {t("Attempt {{number}}: {{outcome}}", {
                      number: attempt.number,
                      outcome: word(attempt.outcome),
                    })}
                    {attempt.status ? `, HTTP ${attempt.status}` : ""}
                    {attempt.error ? `, ${attempt.error}` : ""} · <When at={attempt.at} />
                    {attempt.response_body && (
                      <Code block tabIndex={0} mt={4} style={{ maxHeight: 120, overflow: "auto" }}>
                        {attempt.response_body}
                      </Code>
                    )}
                  </List.Item>
                ))}
              </List>
            )}
            {found.tried.length === 0 && <Text>{t("It has not been tried yet.")}</Text>}
            {problem && <ProblemNote problem={problem} />}
            <Group gap="sm">
              <Button variant="default" onClick={() => void again()}>
                {t("Send it again")}
              </Button>
              <Button variant="subtle" color="gray" c="inherit" onClick={onClose}>
                {t("Close")}
              </Button>
            </Group>
          </Stack>
        )}
      </Answer>
    </div>
  );
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
