/** The second step: what is to be found or done, where, for how much, how often. */
import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconMapPin, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "@/api/types";
import { Empty, Loading } from "@/components/states";
import { Money, useNumbers, useWritten } from "@/components/texts";
import classes from "./create.module.css";
import { type Draft, worstCaseMinor } from "./draft";
import { ObjectiveForm } from "./ObjectiveForm";

const MapView = lazy(() => import("@/map/MapView"));

export function Objectives({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const open = search.get("objective");
  const edited = draft.objectives.find((objective) => objective.id === open);
  const choose = (id: string | null) => setSearch(id ? { objective: id } : {}, { preventScrollReset: true });
  const { campaign, objectives } = draft;
  const spots = spotsOf(objectives);
  const say = useWritten(campaign.currency);

  if (open === "new" || edited) {
    return <ObjectiveForm key={open} campaign={campaign} objective={edited} onDone={() => choose(null)} />;
  }
  const add = (
    <Button
      variant={objectives.length ? "default" : "filled"}
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => choose("new")}
    >
      {t("Add an objective")}
    </Button>
  );
  if (objectives.length === 0) {
    return (
      <Empty title={t("Nothing is to be found yet")} action={add}>
        {t(
          "An objective is what somebody finds or does: a balloon, a pothole, a planted tree. It has a prize, and a number of times that the prize is paid.",
        )}
      </Empty>
    );
  }
  return (
    <Stack>
      {spots.length > 0 && (
        <Suspense fallback={<Loading what={t("Fetching the map")} />}>
          <MapView spots={spots} label={t("Map of the objectives")} height={280} onChoose={choose} />
        </Suspense>
      )}
      <ul className={classes.cards}>
        {objectives.map((objective) => (
          <li key={objective.id} className={classes.card}>
            <ObjectiveCard objective={objective} onEdit={() => choose(objective.id)} />
          </li>
        ))}
      </ul>
      <Text>
        {t("If everything is found, the prizes cost {{amount}}.", {
          amount: say(worstCaseMinor(objectives)),
        })}
      </Text>
      <Group>
        <Button component={Link} to="../split" relative="path">
          {t("Go on to the split")}
        </Button>
        {add}
      </Group>
    </Stack>
  );
}

function ObjectiveCard({ objective, onEdit }: { objective: Schemas["Objective"]; onEdit: () => void }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const where = objective.area || (objective.place ? t("On the map") : t("No place said"));
  return (
    <>
      <Title order={2} fz="lg">
        {objective.title}
      </Title>
      <Group gap={6} wrap="nowrap" c="dimmed">
        <IconMapPin size={18} aria-hidden />
        <Text size="sm">{where}</Text>
      </Group>
      <Text>
        <Money of={objective.prize} /> {t("× {{quota}}", { quota: number(objective.quota ?? 1) })}
      </Text>
      <Anchor
        component="button"
        type="button"
        ta="start"
        mih={32}
        onClick={onEdit}
        aria-label={t("Change {{title}}", { title: objective.title })}
      >
        {t("Change")}
      </Anchor>
    </>
  );
}

export function spotsOf(objectives: Schemas["Objective"][], chosen?: string) {
  return objectives.flatMap(({ id, title, place }) =>
    place
      ? [
          {
            id,
            label: title,
            latitude: place.latitude,
            longitude: place.longitude,
            radius: place.radius_m ?? undefined,
            kind: id === chosen ? ("chosen" as const) : ("plain" as const),
          },
        ]
      : [],
  );
}
