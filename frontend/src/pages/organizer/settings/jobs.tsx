/** Imports and exports are jobs: how far one is, cancelling it, and how it ended. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { StateMark } from "@/components/StateMark";
import { useNumbers } from "@/components/texts";
import { refusalWords } from "@/words";

type Job = Pick<
  Schemas["Import"] | Schemas["Export"],
  "state" | "stage" | "rows_done" | "rows_total" | "is_being_cancelled" | "problem"
>;

export function isOpen(job: Pick<Job, "state">): boolean {
  return job.state === "queued" || job.state === "running";
}

/** How often to look again: soon while it is worked on, not at all once it has ended. */
export function lookAgain(open: boolean): number | false {
  return open ? 1_500 : false;
}

export function Standing({ job, onCancel }: { job: Job; onCancel?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const open = isOpen(job);
  const known = job.rows_total > 0;
  const label = known
    ? t("{{stage}}: {{done}} of {{total}} rows", {
        stage: job.stage,
        done: number(job.rows_done),
        total: number(job.rows_total),
      })
    : job.stage;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <StateMark state={job.state ?? "queued"} />
        {open && onCancel && (
          <Button variant="default" size="compact-md" disabled={job.is_being_cancelled} onClick={onCancel}>
            {job.is_being_cancelled ? t("Being cancelled") : t("Cancel it")}
          </Button>
        )}
      </Group>
      {open && (
        <div role="status">
          <Text size="sm">{label || t("It waits for its turn.")}</Text>
          {known && (
            <Progress value={(100 * job.rows_done) / job.rows_total} aria-label={t("How far it is")} />
          )}
        </div>
      )}
      {job.problem && (
        <Text>{refusalWords(job.problem.code.replaceAll("_", "-")) ?? job.problem.detail}</Text>
      )}
    </Stack>
  );
}
