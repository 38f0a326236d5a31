/** People, activities and findings from elsewhere: tried first, then brought in whole or not at all. */
import { Button, Checkbox, FileInput, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, useInfiniteQuery, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { useStays } from "@/lib/staying";
import { useStateWord } from "@/lib/words";
import { ImportLink } from "./ImportLink";
import { isOpen, lookAgain, Standing } from "./jobs";
import { MappingPreview } from "./MappingPreview";
import { Mappings } from "./Mappings";

const TABLES: Schemas["TableEnum"][] = ["participants", "activities", "findings"];

export function Imports() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Imports")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <Shown campaign={campaign} />}
    </Answer>
  );
}

function Shown({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const imports = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/imports/",
    { params: { path: { slug: campaign.slug }, query: { limit: 20 } } },
    {
      ...BY_CURSOR,
      refetchInterval: ({ state }) =>
        lookAgain((state.data?.pages ?? []).some(({ results }) => results.some(isOpen))),
    },
  );
  return (
    <Answer screen={t("Imports")} query={asAnswer(imports)} what={t("Fetching the imports")}>
      {(rows) => {
        const last = rows[0];
        return (
          <Screen
            title={
              !last
                ? t("Nothing was imported yet.")
                : isOpen(last)
                  ? t("An import is under way.")
                  : last.errors
                    ? t("{{count}} mistakes stand in the way of the last import.", { count: last.errors })
                    : last.imported
                      ? t("{{count}} people came in by the last import.", {
                          count: last.imported.participants,
                        })
                      : t("The last import is over.")
            }
            name={t("Imports")}
          >
            <Ask campaign={campaign} />
            <Mappings campaign={campaign} />
            {last ? (
              <Stack gap="sm">
                <Title order={2}>{t("Imports so far")}</Title>
                <Rows
                  label={t("Imports so far")}
                  rows={rows}
                  columns={[
                    {
                      key: "which",
                      name: t("Import"),
                      cell: (each) => (
                        <ImportLink id={each.id}>
                          {each.check_only ? t("only looked at") : t("import")}
                        </ImportLink>
                      ),
                    },
                    {
                      key: "when",
                      name: t("Begun"),
                      cell: ({ asked_at, asked_by }) => (
                        <>
                          {asked_by}, <When at={asked_at} zone={campaign.time_zone} />
                        </>
                      ),
                    },
                    { key: "state", name: t("State"), cell: (each) => <Standing job={each} /> },
                    {
                      key: "errors",
                      name: t("Mistakes"),
                      isNumber: true,
                      cell: ({ errors }) => errors ?? "–",
                    },
                  ]}
                />
                <More query={imports} />
              </Stack>
            ) : (
              <Empty title={t("A tree from elsewhere")}>
                {t(
                  "A CSV file of people with id, inviter and joined_at; beside it, if you have them, activities and findings.",
                )}
              </Empty>
            )}
          </Screen>
        );
      }}
    </Answer>
  );
}

function Ask({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const navigate = useNavigate();
  const stays = useStays();
  const refresh = useRefresh();
  const path = { slug: campaign.slug };
  const [files, setFiles] = useState<Record<string, File | null>>({});
  const [mappings, setMappings] = useState<Record<string, string>>({});
  const [keep, setKeep] = useState(false);
  const [settle, setSettle] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const known = useQuery("get", "/api/v1/campaigns/{slug}/mappings/", {
    params: { path, query: { limit: 100 } },
  });

  async function send(checkOnly: boolean) {
    const form = new FormData();
    for (const table of TABLES) {
      const file = files[table];
      if (file) {
        form.append(table, file);
        if (mappings[table]) {
          form.append(`${table}_mapping`, mappings[table]);
        }
      }
    }
    form.append("keep_good_rows", String(keep));
    form.append("settle", String(settle));
    form.append("check_only", String(checkOnly));
    const { data } = await api.POST("/api/v1/campaigns/{slug}/imports/", {
      params: { path },
      // A form with files; the client sends it as it is.
      body: form as never,
    });
    await refresh("/api/v1/campaigns/{slug}/imports/");
    if (stays.current) {
      await navigate(data!.id);
    }
  }
  const look = async () => {
    setRunning(true);
    setProblem(null);
    try {
      await send(true);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };

  return (
    <Stack>
      <Title order={2}>{t("Bring something in")}</Title>
      {TABLES.map((table) => (
        <SimpleGrid key={table} cols={{ base: 1, sm: 2 }} maw={720}>
          <FileInput
            label={word(table)}
            accept=".csv,text/csv"
            placeholder={t("Choose a CSV file")}
            clearable
            clearButtonProps={{ "aria-label": t("Take the file away") }}
            required={table === "participants"}
            value={files[table] ?? null}
            onChange={(file) => setFiles({ ...files, [table]: file })}
          />
          {files[table] && (
            <Select
              label={t("Its columns")}
              data={[
                { value: "", label: t("Have our names") },
                { value: "mobilize", label: t("Were exported here") },
                ...(known.data?.results ?? [])
                  .filter((mapping) => mapping.table === table)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
              allowDeselect={false}
              value={mappings[table] ?? ""}
              onChange={(value) => setMappings({ ...mappings, [table]: value ?? "" })}
            />
          )}
        </SimpleGrid>
      ))}
      {TABLES.map((table) => {
        const file = files[table];
        return (
          file && (
            <MappingPreview
              key={`${table}${file.name}${file.lastModified}`}
              table={table}
              file={file}
              mapping={mappings[table] ?? ""}
              onMapped={(id) => setMappings((before) => ({ ...before, [table]: id }))}
            />
          )
        );
      })}
      {files.participants && (
        <>
          <Checkbox
            label={t("Bring in the rows that are right where others are wrong")}
            checked={keep}
            onChange={(event) => setKeep(event.currentTarget.checked)}
          />
          <Checkbox
            label={t("Pay the findings that come verified")}
            description={t(
              "Only in a launched campaign, as far as quotas reach. Without this nothing is owed for them, now or later.",
            )}
            checked={settle}
            onChange={(event) => setSettle(event.currentTarget.checked)}
          />
          {problem && <ProblemNote problem={problem} />}
          <Group gap="sm">
            <Button loading={running} onClick={() => void look()}>
              {t("Only look at it")}
            </Button>
            <EffectButton
              variant="default"
              label={t("Import it")}
              title={t("Import these files?")}
              confirm={t("Import it")}
              act={() => send(false)}
            >
              <Stack gap="xs">
                <Text>
                  {t(
                    "A campaign takes one import, and it cannot be taken back. All of it comes in, or nothing.",
                  )}
                </Text>
                {keep && <Text>{t("Rows with mistakes are left out.")}</Text>}
                {settle && (
                  <Text>{t("Findings that come verified are paid at once, as long as quotas last.")}</Text>
                )}
              </Stack>
            </EffectButton>
          </Group>
        </>
      )}
    </Stack>
  );
}
