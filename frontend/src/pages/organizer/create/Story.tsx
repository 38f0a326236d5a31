/** The first step: what the campaign is, from when to when, by whose clock. */
import { Button, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api } from "@/api/client";
import { Problem } from "@/api/problems";
import { SavingNote, useSaving } from "@/components/Saved";
import { currencies } from "@/lib/money";
import { useRefresh } from "@/lib/refresh";
import { useStays } from "@/lib/staying";
import { fromClock, toClock, zones } from "@/lib/zoned";
import type { Draft } from "./draft";

export function Story({ draft: { campaign } }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const stays = useStays();
  const refresh = useRefresh();
  const zone = campaign.time_zone ?? "UTC";
  const form = useForm({
    initialValues: {
      title: campaign.title,
      description: campaign.description ?? "",
      currency: campaign.currency,
      time_zone: zone,
      starts_at: toClock(campaign.starts_at, zone),
      ends_at: toClock(campaign.ends_at, zone),
    },
    onValuesChange: () => saving.changed(),
  });
  const saving = useSaving(form, async ({ starts_at, ends_at, ...words }) => {
    const start = fromClock(starts_at, words.time_zone);
    if (!start) {
      const detail = t("Say when it starts.");
      throw new Problem("invalid-input", detail, detail, 400, [{ pointer: "/starts_at", detail }]);
    }
    await api.PATCH("/api/v1/campaigns/{slug}/", {
      params: { path: { slug: campaign.slug } },
      body: {
        ...words,
        starts_at: start,
        ends_at: ends_at ? fromClock(ends_at, words.time_zone) : null,
      },
    });
    await refresh("/api/v1/campaigns/{slug}/launch/", "/api/v1/campaigns/{slug}/", "/api/v1/me/campaigns/");
  });

  return (
    <Stack
      component="form"
      maw={640}
      onSubmit={async (event) => {
        event.preventDefault();
        if ((await saving.now()) && stays.current) {
          await navigate("../objectives", { relative: "path" });
        }
      }}
    >
      <TextInput label={t("Title")} maxLength={120} required {...form.getInputProps("title")} />
      <Textarea
        label={t("Story")}
        description={t(
          "What is to be found or done, why it matters, and what happens with what people report. It stands on the campaign's page.",
        )}
        autosize
        minRows={5}
        maxLength={20000}
        {...form.getInputProps("description")}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t("Time zone")}
          data={zones()}
          searchable
          allowDeselect={false}
          {...form.getInputProps("time_zone")}
        />
        <Select
          label={t("Currency")}
          data={currencies(i18n.language)}
          searchable
          allowDeselect={false}
          {...form.getInputProps("currency")}
        />
        <TextInput
          type="datetime-local"
          label={t("Starts")}
          description={t("By the clock of {{zone}}.", { zone: form.values.time_zone })}
          required
          {...form.getInputProps("starts_at")}
        />
        <TextInput
          type="datetime-local"
          label={t("Ends")}
          description={t("Empty for open end. It can be made later, never earlier.")}
          {...form.getInputProps("ends_at")}
        />
      </SimpleGrid>
      <SavingNote state={saving.state} problem={saving.problem} />
      <Group>
        <Button type="submit">{t("Go on to the objectives")}</Button>
      </Group>
    </Stack>
  );
}
