/** A copy of all that is known of one, and the way to have it erased. */
import { Anchor, Button, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";

type Copy = Schemas["OwnExport"];

const isUnderWay = (copy: Copy | undefined) => copy?.state === "queued" || copy?.state === "making";

export function OwnData() {
  const { t } = useTranslation();
  const query = useQuery(
    "get",
    "/api/v1/me/export/",
    {},
    { refetchInterval: ({ state }) => (isUnderWay(state.data?.results[0]) ? 2_000 : false) },
  );
  return (
    <Answer screen={t("Your data")} query={query} what={t("Looking for your copies")}>
      {({ results }) => <Copies latest={results[0]} />}
    </Answer>
  );
}

function Copies({ latest }: { latest: Copy | undefined }) {
  const { t } = useTranslation();
  const { number, percent } = useNumbers();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const running = isUnderWay(latest);
  const ready = latest?.state === "ready" && latest.file ? latest.file : null;

  async function ask() {
    setBusy(true);
    setProblem(null);
    try {
      await api.POST("/api/v1/me/export/");
      await queries.invalidateQueries({ queryKey: ["get", "/api/v1/me/export/"] });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Screen
      title={
        ready
          ? t("Your copy is ready.")
          : running
            ? t("Your copy is being made.")
            : t("You can take a copy of all that is known of you.")
      }
      name={t("Your data")}
    >
      <Stack gap="sm" maw={640} align="flex-start">
        <Title order={2}>{t("A copy")}</Title>
        <Quiet>
          {t(
            "An archive with your places, findings, money and notices as JSON and CSV, and with your files. It is removed three days after you asked for it.",
          )}
        </Quiet>
        {latest?.state === "failed" && (
          <Text m={0}>{t("The last one could not be made. Ask for another.")}</Text>
        )}
        {running && latest && (
          <div role="status" style={{ width: "100%" }}>
            <Text size="sm" mb={4}>
              {latest.state === "queued" ? t("It waits for its turn.") : t("It is being written.")}
            </Text>
            <Progress.Root size="lg">
              <Progress.Section
                value={100 * latest.progress}
                aria-label={t("How much is done: {{part}}", { part: percent(latest.progress) })}
              />
            </Progress.Root>
          </div>
        )}
        {ready && (
          <Text m={0}>
            <Anchor href={ready} download>
              {t("Download it ({{size}} kB)", { size: number(Math.ceil((latest?.size_bytes ?? 0) / 1000)) })}
            </Anchor>
            {". "}
            {t("It is removed")} <When at={latest?.expires_at ?? ""} />.
          </Text>
        )}
        {problem && <ProblemNote problem={problem} />}
        {!running && (
          <Button variant={ready ? "default" : "filled"} loading={busy} onClick={() => void ask()}>
            {ready ? t("Make another copy") : t("Make a copy of my data")}
          </Button>
        )}
      </Stack>
      <Stack gap="sm" maw={640} align="flex-start">
        <Title order={2}>{t("Erasing")}</Title>
        <Quiet>
          {t(
            "What identifies you can be erased for good. First you read what goes, what stays, and what becomes of your money.",
          )}
        </Quiet>
        <Group>
          <Button component={Link} to="/settings/data/erase" variant="default">
            {t("See what an erasure would do")}
          </Button>
        </Group>
      </Stack>
    </Screen>
  );
}
