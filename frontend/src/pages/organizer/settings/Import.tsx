/** One import: how far it is, what would come or came in, and each mistake with its line. */
import { Anchor, Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useRefresh } from "@/lib/refresh";
import { isOpen, lookAgain, Standing } from "./jobs";

export function Import() {
  const { t } = useTranslation();
  const { job = "" } = useParams();
  const query = useQuery(
    "get",
    "/api/v1/imports/{import_id}/",
    { params: { path: { import_id: job } } },
    { refetchInterval: ({ state }) => lookAgain(!state.data || isOpen(state.data)) },
  );
  return (
    <Answer screen={t("Import")} query={query} what={t("Fetching the import")}>
      {(found) => <Shown job={found} />}
    </Answer>
  );
}

function Shown({ job }: { job: Schemas["Import"] }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const counts = job.imported ?? job.found;
  return (
    <Screen
      title={
        isOpen(job)
          ? job.check_only
            ? t("The files are being looked at.")
            : t("The import is under way.")
          : job.imported
            ? t("{{count}} people came in.", { count: job.imported.participants })
            : job.errors
              ? t("{{count}} mistakes were found; nothing came in.", { count: job.errors })
              : job.found && job.check_only
                ? t("No mistakes: {{count}} people would come in.", { count: job.found.participants })
                : t("Nothing came in.")
      }
      name={t("Import")}
      action={
        !isOpen(job) ? (
          <Button component={Link} to={`/c/${slug}/manage/settings/imports`} variant="default">
            {t("Choose files again")}
          </Button>
        ) : undefined
      }
    >
      <Quiet>
        {job.asked_by}, <When at={job.asked_at} zone={zone} />
      </Quiet>
      <Standing
        job={job}
        onCancel={() =>
          void api
            .POST("/api/v1/imports/{import_id}/cancel/", { params: { path: { import_id: job.id } } })
            .finally(() => refresh("/api/v1/imports/{import_id}/", "/api/v1/campaigns/{slug}/imports/"))
        }
      />
      {counts && <Found counts={counts} brought={Boolean(job.imported)} />}
      {!isOpen(job) && (job.errors || job.warnings) ? <Report job={job} /> : null}
    </Screen>
  );
}

function Found({ counts, brought }: { counts: Schemas["Counts"]; brought: boolean }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  return (
    <Stack gap="xs">
      <Title order={2}>{brought ? t("What came in") : t("What can come in")}</Title>
      <List>
        <List.Item>{t("{{count}} people in all", { count: counts.participants })}</List.Item>
        <List.Item>
          {t("{{count}} trees, the longest chain of {{longest}}", {
            count: counts.trees,
            longest: number(counts.longest_chain),
          })}
        </List.Item>
        <List.Item>{t("{{count}} activities", { count: counts.activities })}</List.Item>
        <List.Item>
          {t("{{count}} findings", {
            count: Object.values(counts.findings).reduce((sum, n) => sum + n, 0),
          })}
        </List.Item>
        {counts.settled > 0 && (
          <List.Item>{t("{{count}} findings were paid", { count: counts.settled })}</List.Item>
        )}
      </List>
    </Stack>
  );
}

function Report({ job }: { job: Schemas["Import"] }) {
  const { t } = useTranslation();
  const query = useQuery("get", "/api/v1/imports/{import_id}/report/", {
    params: { path: { import_id: job.id } },
  });
  return (
    <Stack gap="sm">
      <Title order={2}>{t("What is wrong, by line")}</Title>
      <Answer query={query} what={t("Fetching the report")}>
        {(report) => {
          const rows = typeof report === "object" ? report.results : [];
          return (
            <>
              <Rows
                label={t("What is wrong, by line")}
                rows={rows.slice(0, 200).map((row, at) => ({ ...row, id: String(at) }))}
                columns={[
                  {
                    key: "kind",
                    name: t("Kind"),
                    cell: ({ kind }) => <StateMark state={kind === "error" ? "mistake" : "warn"} />,
                  },
                  { key: "file", name: t("File"), cell: ({ file }) => file },
                  { key: "line", name: t("Line"), isNumber: true, cell: ({ line }) => line },
                  { key: "field", name: t("Column"), cell: ({ field }) => field || "–" },
                  { key: "reason", wide: true, name: t("Why"), cell: ({ reason }) => reason },
                ]}
              />
              {rows.length > 200 && (
                <Text>{t("The first 200 of {{count}} are shown.", { count: rows.length })}</Text>
              )}
              <Group>
                <Anchor href={`/api/v1/imports/${job.id}/report/?format=csv`} download>
                  {t("All of them as CSV")}
                </Anchor>
              </Group>
            </>
          );
        }}
      </Answer>
    </Stack>
  );
}
