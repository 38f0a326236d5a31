/** By what the report counts, with what each rule means; another rule has everything told by it from then on. */
import { Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMutation } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { ProblemNote } from "@/components/states";
import { useSlug } from "@/lib/campaign";
import { useFocusBack } from "@/lib/focus";
import { showProblem } from "@/lib/forms";
import { useSaying } from "./words";

type Settings = Schemas["ReportSettings"];

export function Rules({ settings, close }: { settings: Settings; close: () => void }) {
  const { t } = useSaying();
  useFocusBack(true);
  return (
    <Modal
      opened
      onClose={close}
      title={t("By what the report counts")}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      <Fields settings={settings} close={close} />
    </Modal>
  );
}

function Fields({ settings, close }: { settings: Settings; close: () => void }) {
  const { t } = useSaying();
  const slug = useSlug();
  const queries = useQueryClient();
  const form = useForm<{ [name in keyof Settings]: number | string }>({ initialValues: settings });
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = useMutation("patch", "/api/v1/campaigns/{slug}/participation/settings/");
  const rules: { name: keyof Settings; label: string; means: string }[] = [
    {
      name: "gap_days",
      label: t("Days without an act until somebody counts as gone"),
      means: t(
        "Active now, survival and the icicle's shades go by it. Another one has everything counted anew.",
      ),
    },
    {
      name: "window_days",
      label: t("Days in which a member's recruits count"),
      means: t(
        "How many a member brings is told within so many days of joining. Another one has everything counted anew.",
      ),
    },
    {
      name: "observation_days",
      label: t("Days that must go by after the last reward"),
      means: t("Only then a campaign can be called sustained: before, money may still hold it up."),
    },
    {
      name: "minimum",
      label: t("Fewest people of whom a share is told"),
      means: t("Below it a figure says what is missing instead of a number that looks sure."),
    },
  ];

  async function save(values: typeof form.values) {
    setProblem(null);
    // Only what was changed is said, so that nobody else's change is undone; an empty field is for the API to refuse.
    const changed = Object.fromEntries(
      rules
        .filter(({ name }) => values[name] !== settings[name])
        .map(({ name }) => [name, values[name] === "" ? null : values[name]]),
    ) as Partial<Settings>;
    try {
      if (Object.keys(changed).length > 0) {
        await change.mutateAsync({ params: { path: { slug } }, body: changed });
        await queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/participation/"] });
        notifications.show({ message: t("It is counted by these rules; the charts follow within seconds.") });
      }
      close();
    } catch (error) {
      setProblem(showProblem(form, error));
    }
  }

  return (
    <form onSubmit={form.onSubmit((values) => void save(values))} noValidate>
      <Stack>
        {rules.map(({ name, label, means }) => (
          <NumberInput
            key={name}
            label={label}
            description={means}
            inputMode="numeric"
            allowDecimal={false}
            {...form.getInputProps(name)}
          />
        ))}
        {problem && <ProblemNote problem={problem} />}
        <Text size="sm" c="dimmed">
          {t("It is written into the campaign's log who changed it.")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("Count by these rules")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
