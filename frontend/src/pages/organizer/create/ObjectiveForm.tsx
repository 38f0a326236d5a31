/** One objective: its words, its place by a touch on the map or by figures, its prize and how often it is paid. */
import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { AmountInput } from "@/components/AmountInput";
import { EffectButton } from "@/components/EffectButton";
import { Loading, ProblemNote } from "@/components/states";
import { showProblem } from "@/lib/forms";
import { useRefresh } from "@/lib/refresh";
import { useStays } from "@/lib/staying";
import { keep, kept } from "@/lib/tab";
import { fromClock, toClock } from "@/lib/zoned";

const MapView = lazy(() => import("@/map/MapView"));

interface Values extends Record<string, unknown> {
  title: string;
  description: string;
  area: string;
  prize_minor: number | null;
  quota: number | string;
  latitude: number | string;
  longitude: number | string;
  radius_m: number | string;
  opens_at: string;
  closes_at: string;
  location_privacy: NonNullable<Schemas["Objective"]["location_privacy"]>;
}

export function ObjectiveForm({
  campaign,
  objective,
  onDone,
}: {
  campaign: Campaign;
  objective: Schemas["Objective"] | undefined;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const zone = campaign.time_zone ?? "UTC";
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const stays = useStays();
  // What is typed and not sent yet is kept by this tab, so that leaving for a moment loses nothing.
  const keptAs = `mobilize.objective.${campaign.slug}.${objective?.id ?? "new"}`;
  const form = useForm<Values>({
    initialValues: {
      title: objective?.title ?? "",
      description: objective?.description ?? "",
      area: objective?.area ?? "",
      prize_minor: objective?.prize_minor ?? null,
      quota: objective?.quota ?? 1,
      latitude: objective?.place?.latitude ?? "",
      longitude: objective?.place?.longitude ?? "",
      radius_m: objective?.place?.radius_m ?? "",
      opens_at: toClock(objective?.window.opens_at, zone),
      closes_at: toClock(objective?.window.closes_at, zone),
      location_privacy: objective?.location_privacy ?? "fuzzed",
      ...kept<Partial<Values>>(keptAs),
    },
    onValuesChange: (values) => keep(keptAs, values),
    validate: {
      title: (title) => (title.trim() ? null : t("Give it a title.")),
      prize_minor: (prize) => (prize ? null : t("Say what a finding is worth.")),
      longitude: (longitude, { latitude }) =>
        (longitude === "") === (latitude === "") ? null : t("Say both, or neither."),
    },
  });
  useEffect(() => {
    document.querySelector<HTMLInputElement>("input[name=title]")?.focus();
  }, []);

  const forget = () => {
    keep(keptAs, undefined);
    if (stays.current) {
      onDone();
    }
  };
  const save = form.onSubmit(async (values) => {
    const placed = values.latitude !== "" && values.longitude !== "";
    const body = {
      title: values.title,
      description: values.description,
      area: values.area,
      prize_minor: values.prize_minor!,
      quota: Number(values.quota) || 1,
      place: placed
        ? {
            latitude: Number(values.latitude),
            longitude: Number(values.longitude),
            radius_m: values.radius_m === "" ? null : Number(values.radius_m),
          }
        : null,
      window: { opens_at: fromClock(values.opens_at, zone), closes_at: fromClock(values.closes_at, zone) },
      location_privacy: values.location_privacy,
    };
    setRunning(true);
    setProblem(null);
    try {
      if (objective) {
        const path = { objective_id: objective.id };
        await api.PATCH("/api/v1/objectives/{objective_id}/", { params: { path }, body });
      } else {
        const path = { slug: campaign.slug };
        await api.POST("/api/v1/campaigns/{slug}/objectives/", { params: { path }, body });
      }
      await refresh(
        "/api/v1/campaigns/{slug}/launch/",
        "/api/v1/campaigns/{slug}/objectives/",
        "/api/v1/campaigns/{slug}/budget/",
      );
      forget();
    } catch (error) {
      const named = {
        "place.latitude": "latitude",
        "place.longitude": "longitude",
        "place.radius_m": "radius_m",
        window: "closes_at",
      };
      setProblem(showProblem(form, error, named));
    } finally {
      setRunning(false);
    }
  });

  const picked =
    form.values.latitude === "" || form.values.longitude === ""
      ? null
      : { latitude: Number(form.values.latitude), longitude: Number(form.values.longitude) };
  const around =
    picked && form.values.radius_m !== ""
      ? [{ id: "place", label: form.values.title, ...picked, radius: Number(form.values.radius_m) }]
      : [];
  const where = form.getInputProps.bind(form);
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Title order={2}>{objective ? objective.title : t("A new objective")}</Title>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Stack>
            <TextInput
              label={t("What is to be found or done")}
              maxLength={120}
              required
              name="title"
              {...form.getInputProps("title")}
            />
            <Textarea
              label={t("How one knows it")}
              description={t("What counts, and what a report should show.")}
              autosize
              minRows={3}
              maxLength={5000}
              {...form.getInputProps("description")}
            />
            <SimpleGrid cols={2}>
              <AmountInput
                label={t("Prize")}
                description={t("For each verified one.")}
                required
                currency={campaign.currency}
                value={form.values.prize_minor}
                onChange={(amount) =>
                  form.setFieldValue("prize_minor", typeof amount === "number" ? amount : null)
                }
                error={form.errors.prize_minor}
              />
              <NumberInput
                label={t("How often it is paid")}
                description={t("The first verified ones.")}
                min={1}
                max={100_000}
                allowDecimal={false}
                {...form.getInputProps("quota")}
              />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput type="datetime-local" label={t("Open from")} {...form.getInputProps("opens_at")} />
              <TextInput type="datetime-local" label={t("Open until")} {...form.getInputProps("closes_at")} />
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              {t("Empty for as long as the campaign runs; by the clock of {{zone}}.", { zone })}
            </Text>
          </Stack>
          <Fieldset legend={t("Where")}>
            <Stack gap="sm">
              <TextInput label={t("Where, in words")} maxLength={200} {...form.getInputProps("area")} />
              <Suspense fallback={<Loading what={t("Fetching the map")} />}>
                <MapView
                  spots={around}
                  label={t("Map: touch it where the objective is")}
                  height={240}
                  picked={picked}
                  onPick={({ latitude, longitude }) => form.setValues({ latitude, longitude })}
                />
              </Suspense>
              <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="xs">
                <NumberInput label={t("Latitude")} min={-90} max={90} hideControls {...where("latitude")} />
                <NumberInput
                  label={t("Longitude")}
                  min={-180}
                  max={180}
                  hideControls
                  {...where("longitude")}
                />
                <NumberInput
                  label={t("Around it, m")}
                  min={1}
                  allowDecimal={false}
                  hideControls
                  {...where("radius_m")}
                />
              </SimpleGrid>
              <Group>
                <Button
                  variant="default"
                  size="compact-md"
                  disabled={!picked}
                  onClick={() => form.setValues({ latitude: "", longitude: "", radius_m: "" })}
                >
                  {t("Take it off the map")}
                </Button>
              </Group>
              <Select
                label={t("What everybody sees of where a finding is")}
                data={[
                  { value: "exact", label: t("Where it is") },
                  { value: "fuzzed", label: t("Roughly where it is") },
                  { value: "hidden", label: t("Not where it is") },
                ]}
                allowDeselect={false}
                {...form.getInputProps("location_privacy")}
              />
            </Stack>
          </Fieldset>
        </SimpleGrid>
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={running}>
            {objective ? t("Save the objective") : t("Add the objective")}
          </Button>
          <Button variant="default" disabled={running} onClick={forget}>
            {t("Cancel")}
          </Button>
          {objective && (
            <EffectButton
              variant="default"
              label={t("Remove the objective")}
              title={t("Remove {{title}}?", { title: objective.title })}
              confirm={t("Remove the objective")}
              act={async () => {
                const path = { objective_id: objective.id };
                await api.DELETE("/api/v1/objectives/{objective_id}/", { params: { path } });
                await refresh(
                  "/api/v1/campaigns/{slug}/launch/",
                  "/api/v1/campaigns/{slug}/objectives/",
                  "/api/v1/campaigns/{slug}/budget/",
                );
                forget();
              }}
            >
              <Text>
                {t("It goes from the draft, with its split and its questions. This cannot be undone.")}
              </Text>
            </EffectButton>
          )}
        </Group>
      </Stack>
    </form>
  );
}
