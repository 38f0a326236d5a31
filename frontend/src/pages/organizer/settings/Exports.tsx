/** Tables to take along, made in the background and kept for a week. */
import { Anchor, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useInfiniteQuery, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { asAnswer, More } from "@/components/More";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import classes from "../money/money.module.css";
import { isOpen, lookAgain, Standing } from "./jobs";

export function Exports() {
  const { t } = useTranslation();
  const path = { slug: useSlug() };
  const tables = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/exports/tables/",
    { params: { path } },
    { staleTime: 600_000 },
  );
  return (
    <Answer screen={t("Exports")} query={tables} what={t("Fetching the tables")}>
      {({ results }) => <Shown tables={results} />}
    </Answer>
  );
}

function Shown({ tables }: { tables: Schemas["ExportTable"][] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const refresh = useRefresh();
  const exports = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/exports/",
    { params: { path: { slug }, query: { limit: 20 } } },
    {
      ...BY_CURSOR,
      refetchInterval: ({ state }) =>
        lookAgain((state.data?.pages ?? []).some(({ results }) => results.some(isOpen))),
    },
  );
  const title = (name: string | undefined) => tables.find((table) => table.name === name)?.title ?? name;
  return (
    <Answer screen={t("Exports")} query={asAnswer(exports)} what={t("Fetching the exports")}>
      {(rows) => {
        const ready = rows.filter(({ file }) => file && !file.removed_at).length;
        return (
          <Screen title={t("{{count}} files can be fetched.", { count: ready })} name={t("Exports")}>
            <Ask tables={tables} />
            {rows.length === 0 ? (
              <Empty title={t("Nothing was exported yet")}>
                {t(
                  "Everything that is here can be taken along: people, findings, activities, money, reports.",
                )}
              </Empty>
            ) : (
              <ul className={classes.cards}>
                {rows.map((each) => (
                  <li key={each.id} className={classes.card}>
                    <Stack gap={6}>
                      <Text fw={600}>
                        {title(each.table)} · {each.format}
                      </Text>
                      <Quiet>
                        {each.asked_by}, <When at={each.asked_at} zone={zone} />
                      </Quiet>
                      <Standing
                        job={each}
                        onCancel={() =>
                          void api
                            .POST("/api/v1/exports/{export_id}/cancel/", {
                              params: { path: { export_id: each.id } },
                            })
                            .finally(() => refresh("/api/v1/campaigns/{slug}/exports/"))
                        }
                      />
                      {each.file && !each.file.removed_at && (
                        <Fetch each={each} file={each.file} zone={zone} />
                      )}
                    </Stack>
                  </li>
                ))}
              </ul>
            )}
            <More query={exports} />
          </Screen>
        );
      }}
    </Answer>
  );
}

function Fetch({
  each,
  file,
  zone,
}: {
  each: Schemas["Export"];
  file: Schemas["JobFile"];
  zone: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { number } = useNumbers();
  const size = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 0,
  }).format(Math.ceil(file.size_bytes / 1000));
  return (
    <Group gap="sm">
      <Anchor href={`/api/v1/exports/${each.id}/file/`} download>
        {t("Fetch the file")} ({size}, {t("{{rows}} rows", { rows: number(each.rows ?? 0) })})
      </Anchor>
      <Quiet>
        {t("Kept until:")} <When at={file.kept_until} zone={zone} />
      </Quiet>
    </Group>
  );
}

function Ask({ tables }: { tables: Schemas["ExportTable"][] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const refresh = useRefresh();
  const [name, setName] = useState(tables[0]?.name ?? "");
  const [format, setFormat] = useState("csv");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const table = tables.find((each) => each.name === name);
  const formats = table?.formats ?? ["csv"];
  const chosen = formats.includes(format) ? format : formats[0]!;
  const ask = async () => {
    setRunning(true);
    setProblem(null);
    try {
      await api.POST("/api/v1/campaigns/{slug}/exports/", {
        params: { path: { slug } },
        body: { table: name, format: chosen as Schemas["FormatEnum"] },
      });
      await refresh("/api/v1/campaigns/{slug}/exports/");
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <Select
          label={t("Table")}
          data={tables.map((each) => ({ value: each.name, label: each.title }))}
          allowDeselect={false}
          searchable
          value={name}
          onChange={(value) => setName(value ?? "")}
          w={280}
        />
        <Select
          label={t("Format")}
          data={formats.map((each) => ({ value: each, label: each === "csv" ? "CSV" : "GeoJSON" }))}
          allowDeselect={false}
          value={chosen}
          onChange={(value) => setFormat(value ?? "csv")}
          w={140}
        />
        <Button loading={running} onClick={() => void ask()}>
          {t("Make the file")}
        </Button>
      </Group>
      {table && <Quiet>{t("Columns: {{columns}}", { columns: table.columns.join(", ") })}</Quiet>}
      {problem && <ProblemNote problem={problem} />}
    </Stack>
  );
}
