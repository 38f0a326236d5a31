/**
 * The first rows of a file as they would be read; and where its columns have other names, which of them is which. What
 * was matched is kept with the campaign under a name.
 */
import { Button, Group, List, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Rows } from "@/components/Rows";
import { Loading, ProblemNote } from "@/components/states";
import { useSlug } from "@/lib/campaign";
import { useRefresh } from "@/lib/refresh";
import { useStateWord } from "@/lib/words";
import { columnsOf, likelyDelimiter } from "./header";
import { LayoutFields, OURS } from "./LayoutFields";

/** As much of a file as its first rows need; the API looks at twenty. */
const HEAD = 64 * 1024;

interface Props {
  table: Schemas["TableEnum"];
  file: File;
  mapping: string;
  onMapped: (id: string) => void;
}

export function MappingPreview({ table, file, mapping, onMapped }: Props) {
  const { t } = useTranslation();
  const word = useStateWord();
  const slug = useSlug();
  const [layout, setLayout] = useState<Schemas["LayoutRequest"] | null>(null);
  const line = useFirstLine(file);
  const columns = layout?.columns ?? {};
  const complete = OURS[table].every(({ name, needed }) => !needed || columns[name]);
  const { data, error } = useQuery({
    // Half of a match would only be refused.
    enabled: !layout || complete,
    queryKey: ["mapping-preview", slug, table, file.name, file.lastModified, mapping, layout],
    queryFn: async () => {
      const form = new FormData();
      form.append("table", table);
      form.append("file", await head(file), file.name);
      if (layout) {
        form.append("layout", JSON.stringify(layout));
      } else if (mapping) {
        form.append("mapping", mapping);
      }
      const read = await api.POST("/api/v1/campaigns/{slug}/mappings/preview/", {
        params: { path: { slug } },
        body: form as never,
      });
      return read.data!;
    },
    placeholderData: (before: Schemas["MappingPreview"] | undefined) => before,
  });
  const problems = (data?.rows ?? []).flatMap((row) =>
    row.problems.map((problem) => ({ line: row.line, ...problem })),
  );
  return (
    <Stack gap="sm">
      <Title order={3}>{t("{{table}}: the first rows, as they are read", { table: word(table) })}</Title>
      {error && <ProblemNote problem={asProblem(error)} />}
      {!data && !error && (!layout || complete) && <Loading what={t("Reading the first rows")} />}
      {data && (
        <>
          <Rows
            label={t("{{table}}: the first rows, as they are read", { table: word(table) })}
            rows={data.rows.slice(0, 5).map((row) => ({ ...row, id: String(row.line) }))}
            columns={[
              { key: "line", name: t("Line"), isNumber: true, cell: ({ line }) => line },
              ...OURS[table].map(({ name }) => ({
                key: name,
                name,
                cell: (row: Schemas["MappingPreviewRow"]) => row.cells[name] ?? "",
              })),
            ]}
          />
          {problems.length > 0 && (
            <List size="sm">
              {problems.slice(0, 5).map((problem) => (
                <List.Item key={JSON.stringify(problem)}>
                  {t("Line {{line}}, {{field}}: {{reason}}", {
                    line: problem.line,
                    field: problem.field,
                    reason: problem.reason,
                  })}
                </List.Item>
              ))}
            </List>
          )}
        </>
      )}
      {!mapping && line && (
        <Match
          table={table}
          line={line}
          layout={layout}
          onLayout={setLayout}
          onMapped={(id) => {
            setLayout(null);
            onMapped(id);
          }}
        />
      )}
    </Stack>
  );
}

function useFirstLine(file: File): string {
  const [line, setLine] = useState("");
  useEffect(() => {
    void file
      .slice(0, HEAD)
      .text()
      .then((text) => setLine(text.split(/\r?\n/, 1)[0] ?? ""));
  }, [file]);
  return line;
}

/** The beginning of a large file, up to the end of a line. */
async function head(file: File): Promise<Blob> {
  if (file.size <= HEAD) {
    return file;
  }
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const end = bytes.lastIndexOf(10);
  return new Blob([bytes.slice(0, end < 0 ? bytes.length : end + 1)]);
}

function Match({
  table,
  line,
  layout,
  onLayout,
  onMapped,
}: {
  table: Schemas["TableEnum"];
  line: string;
  layout: Schemas["LayoutRequest"] | null;
  onLayout: (layout: Schemas["LayoutRequest"] | null) => void;
  onMapped: (id: string) => void;
}) {
  const { t } = useTranslation();
  const slug = useSlug();
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const delimiter = layout?.delimiter ?? likelyDelimiter(line);
  const theirs = [...new Set(columnsOf(line, delimiter))];
  if (!layout) {
    return (
      <Group>
        <Button
          variant="default"
          size="compact-md"
          onClick={() =>
            onLayout({
              columns: Object.fromEntries(
                OURS[table].filter((our) => theirs.includes(our.name)).map((our) => [our.name, our.name]),
              ),
              delimiter,
              times: "rfc3339",
            })
          }
        >
          {t("Match its columns to ours")}
        </Button>
      </Group>
    );
  }
  const keep = async () => {
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/campaigns/{slug}/mappings/", {
        params: { path: { slug } },
        body: { table, name, layout },
      });
      await refresh("/api/v1/campaigns/{slug}/mappings/");
      onMapped(data!.id);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Stack gap="sm" maw={720}>
      <LayoutFields table={table} layout={{ ...layout, delimiter }} theirs={theirs} onLayout={onLayout} />
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("Keep this match as")}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!name.trim()} onClick={() => void keep()}>
          {t("Keep it and use it")}
        </Button>
        <Button variant="subtle" color="gray" c="inherit" onClick={() => onLayout(null)}>
          {t("Cancel")}
        </Button>
      </Group>
      {problem && <ProblemNote problem={problem} />}
      <Text size="sm" c="dimmed">
        {t("Columns of theirs that are not named are passed over.")}
      </Text>
    </Stack>
  );
}
