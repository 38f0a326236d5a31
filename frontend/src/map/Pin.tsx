/** A place chosen on the map, or typed as coordinates; loaded when somebody wants to. */
import { Group, NumberInput, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import MapView, { type Spot } from "./MapView";

interface Coordinates {
  latitude?: number;
  longitude?: number;
}

interface Props {
  spots: Spot[];
  latitude: number | undefined;
  longitude: number | undefined;
  onChange: (coordinates: Coordinates) => void;
}

export function Pin({ spots, latitude, longitude, onChange }: Props) {
  const { t } = useTranslation();
  const typed = (part: keyof Coordinates, value: number | string) => {
    const both = { latitude, longitude, [part]: typeof value === "number" ? value : undefined };
    onChange({
      ...(both.latitude === undefined ? {} : { latitude: both.latitude }),
      ...(both.longitude === undefined ? {} : { longitude: both.longitude }),
    });
  };
  const shared = { size: "md", decimalScale: 6, hideControls: true } as const;
  return (
    <Stack gap="sm">
      <MapView
        spots={spots}
        label={t("The place of what you found")}
        height={300}
        picked={latitude !== undefined && longitude !== undefined ? { latitude, longitude } : null}
        onPick={onChange}
      />
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          {...shared}
          label={t("Latitude")}
          value={latitude ?? ""}
          min={-90}
          max={90}
          onChange={(value) => typed("latitude", value)}
        />
        <NumberInput
          {...shared}
          label={t("Longitude")}
          value={longitude ?? ""}
          min={-180}
          max={180}
          onChange={(value) => typed("longitude", value)}
        />
      </Group>
    </Stack>
  );
}
