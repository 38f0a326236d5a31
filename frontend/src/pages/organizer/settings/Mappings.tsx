/** The matches of columns that are kept: renamed, changed, and removed. */
import { Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, fieldErrors } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Rows } from "@/components/Rows";
import { Quiet, When } from "@/components/texts";
import { useRefresh } from "@/lib/refresh";
import { useStateWord } from "@/lib/words";
import { LayoutFields } from "./LayoutFields";

type Mapping = Schemas["Mapping"];

export function Mappings({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const mappings = useQuery("get", "/api/v1/campaigns/{slug}/mappings/", {
    params: { path: { slug: campaign.slug }, query: { limit: 100 } },
  }).data?.results;
  if (!mappings?.length) {
    return null;
  }
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Matches of columns that are kept")}</Title>
      <Rows
        label={t("Matches of columns that are kept")}
        rows={mappings}
        columns={[
          { key: "name", name: t("Name"), wide: true, cell: ({ name }) => name },
          { key: "table", name: t("Of what"), cell: ({ table }) => word(table) },
          {
            key: "columns",
            name: t("Its columns"),
            wide: true,
            cell: ({ layout }) => (
              <Text size="sm">
                {Object.entries(layout.columns ?? {})
                  .map(([ours, theirs]) => `${ours}: ${theirs}`)
                  .join(", ")}
              </Text>
            ),
          },
          {
            key: "changed",
            name: t("Changed"),
            cell: ({ changed_at }) => <When at={changed_at} zone={campaign.time_zone} />,
          },
          {
            key: "do",
            name: <span className="visually-hidden">{t("What to do")}</span>,
            cell: (mapping) => (
              <Group gap="xs" wrap="nowrap">
                <Change key={mapping.changed_at} mapping={mapping} />
                <Remove mapping={mapping} />
              </Group>
            ),
          },
        ]}
      />
    </Stack>
  );
}

function Change({ mapping }: { mapping: Mapping }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [name, setName] = useState(mapping.name);
  const [layout, setLayout] = useState<Schemas["LayoutRequest"]>(mapping.layout);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  return (
    <EffectButton
      size="compact-md"
      variant="default"
      label={t("Change")}
      aria-label={t("Change {{title}}", { title: mapping.name })}
      title={t("Change {{title}}", { title: mapping.name })}
      confirm={t("Keep the change")}
      ready={name.trim() !== ""}
      act={async () => {
        setWrong({});
        try {
          await api.PATCH("/api/v1/mappings/{mapping_id}/", {
            params: { path: { mapping_id: mapping.id } },
            body: { name, layout },
          });
        } catch (error) {
          setWrong(fieldErrors(asProblem(error)));
          throw error;
        }
        await refresh("/api/v1/campaigns/{slug}/mappings/");
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("Name")}
          maxLength={80}
          required
          value={name}
          error={wrong.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <LayoutFields table={mapping.table} layout={layout} onLayout={setLayout} wrong={wrong} />
        <Quiet>{t("Imports that were asked for before are read as it was then.")}</Quiet>
      </Stack>
    </EffectButton>
  );
}

function Remove({ mapping }: { mapping: Mapping }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return (
    <EffectButton
      size="compact-md"
      variant="default"
      label={t("Remove")}
      aria-label={t("Remove {{title}}", { title: mapping.name })}
      title={t("Remove {{title}}?", { title: mapping.name })}
      confirm={t("Remove the match")}
      act={async () => {
        await api.DELETE("/api/v1/mappings/{mapping_id}/", {
          params: { path: { mapping_id: mapping.id } },
        });
        await refresh("/api/v1/campaigns/{slug}/mappings/");
      }}
    >
      <Text>
        {t("Files of that program have to be matched anew. What was imported by it stays as it is.")}
      </Text>
    </EffectButton>
  );
}
