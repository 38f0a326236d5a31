/** Where it was: the report, what it was compared with, and where the camera was; as a map and in words. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { Quiet } from "@/components/texts";
import type { Spot } from "@/map/MapView";
import { type Dossier, distanceOf, useDistance } from "./kinds";

const MapView = lazy(() => import("@/map/MapView"));

interface Props {
  dossier: Dossier;
  objective: Schemas["Objective"] | undefined;
  beside: Schemas["Dossier"] | undefined;
}

export function Places({ dossier, objective, beside }: Props) {
  const { t } = useTranslation();
  const distance = useDistance();
  const { location } = dossier;
  const sought = objective?.place;
  const spots: Spot[] = [];
  if (sought) {
    spots.push({
      id: "sought",
      latitude: sought.latitude,
      longitude: sought.longitude,
      radius: sought.radius_m ?? undefined,
      label: t("What is sought"),
    });
  }
  if (beside?.location) {
    spots.push({ ...beside.location, id: beside.id, label: beside.participant.display_name, kind: "done" });
  }
  for (const { id, taken, position } of dossier.evidence) {
    if (taken?.latitude != null && taken.longitude != null) {
      spots.push({
        id,
        latitude: taken.latitude,
        longitude: taken.longitude,
        label: t("Where photograph {{n}} was made", { n: position }),
      });
    }
  }
  if (location) {
    spots.push({
      id: dossier.id,
      latitude: location.latitude,
      longitude: location.longitude,
      radius: location.accuracy_m ?? undefined,
      label: t("This report"),
      kind: "chosen",
    });
  }
  const sources: Record<Schemas["LocationSourceEnum"], string> = {
    device: t("by the device's position"),
    map: t("by a point on the map"),
    address: t("by an address"),
    import: t("by an imported file"),
  };
  return (
    <Stack gap="xs">
      <Title order={2}>{t("Where")}</Title>
      {spots.length > 0 && (
        <Suspense fallback={<Skeleton height={240} radius={8} />}>
          <MapView spots={spots} label={t("Map of the report")} height={240} closest={17} />
        </Suspense>
      )}
      {location ? (
        <Text size="sm">
          {location.latitude.toFixed(5)}, {location.longitude.toFixed(5)}
          {sources[location.source] && `, ${sources[location.source]}`}
          {location.accuracy_m != null && `, ±${distance(location.accuracy_m)}`}
          {sought &&
            `; ${t("{{distance}} from what is sought", { distance: distance(distanceOf(location, sought)) })}`}
        </Text>
      ) : (
        <Quiet>{t("The report names no place on the map.")}</Quiet>
      )}
    </Stack>
  );
}
