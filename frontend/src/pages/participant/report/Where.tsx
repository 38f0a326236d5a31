/** Where it is: the device's position, a pin on the map, typed coordinates, or an address in words. */
import { Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCurrentLocation, IconMapPin } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { Loading } from "@/components/states";
import { useNumbers } from "@/components/texts";
import type { Spot } from "@/map/MapView";
import classes from "./Report.module.css";

const NOWHERE: Spot[] = [];
const Pin = lazy(async () => ({ default: (await import("@/map/Pin")).Pin }));

type Place = Schemas["ReportedLocationRequest"];

interface Props {
  place: Place | null | undefined;
  onChange: (place: Place | null) => void;
  error?: string | undefined;
  /** What others see of the place. */
  privacy?: Schemas["LocationPrivacyEnum"] | undefined;
  /** Where to look, if the campaign says it. */
  spots?: Spot[];
}

export function Where({ place, onChange, error, privacy, spots = NOWHERE }: Props) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const [byHand, { toggle }] = useDisclosure(false);
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const { latitude, longitude, accuracy_m, source, address } = place ?? {};
  const known = latitude !== undefined && longitude !== undefined;

  /** Of what has become empty nothing is left. */
  function change(next: Place) {
    const kept: Place = { ...next };
    if (kept.latitude === undefined && kept.longitude === undefined) {
      delete kept.accuracy_m;
      kept.source = "address";
    }
    if (!kept.address) {
      delete kept.address;
    }
    onChange(kept.latitude === undefined && kept.longitude === undefined && !kept.address ? null : kept);
  }

  function locate() {
    setAsking(true);
    setTrouble("");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        change({
          ...(address ? { address } : {}),
          latitude: Number(coords.latitude.toFixed(6)),
          longitude: Number(coords.longitude.toFixed(6)),
          accuracy_m: Math.round(coords.accuracy),
          source: "device",
        });
      },
      (refusal) => {
        setAsking(false);
        setTrouble(
          refusal.code === refusal.PERMISSION_DENIED
            ? t("The position was not allowed. Put a pin on the map, or write where it is.")
            : t("The device did not find its position. Try again in the open, or put a pin on the map."),
        );
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    );
  }

  return (
    <Fieldset variant="unstyled" m={0} legend={t("Where it is")} classNames={{ legend: classes.label ?? "" }}>
      <Stack gap="sm">
        <Group gap="sm" grow preventGrowOverflow={false}>
          {"geolocation" in navigator && (
            <Button
              size="lg"
              variant="default"
              loading={asking}
              leftSection={<IconCurrentLocation aria-hidden />}
              onClick={locate}
            >
              {t("Use my position")}
            </Button>
          )}
          <Button
            size="lg"
            variant="default"
            leftSection={<IconMapPin aria-hidden />}
            aria-expanded={byHand}
            onClick={toggle}
          >
            {t("Put a pin")}
          </Button>
        </Group>
        <Text role="status" size="sm" m={0}>
          {asking
            ? t("Asking the device")
            : known
              ? source === "device" && accuracy_m != null
                ? t("{{latitude}}, {{longitude}}, within {{metres}} m", {
                    latitude,
                    longitude,
                    metres: number(accuracy_m),
                  })
                : `${latitude}, ${longitude}`
              : trouble}
        </Text>
        {byHand && (
          <Suspense fallback={<Loading what={t("Opening the map")} />}>
            <Pin
              spots={spots}
              latitude={latitude}
              longitude={longitude}
              onChange={(spot) => change({ ...(address ? { address } : {}), ...spot, source: "map" })}
            />
          </Suspense>
        )}
        <TextInput
          size="md"
          label={t("Or an address in words")}
          autoComplete="off"
          maxLength={300}
          value={address ?? ""}
          error={error}
          onChange={(event) =>
            change({ ...(place ?? {}), address: event.currentTarget.value, source: source ?? "address" })
          }
        />
        <Text size="sm" c="dimmed" m={0}>
          {privacy === "exact"
            ? t("Everybody sees where it is: this campaign shows places as they are.")
            : privacy === "hidden"
              ? t("Reviewers alone see where it is.")
              : t("Reviewers see exactly where it is, everybody else only roughly.")}
        </Text>
      </Stack>
    </Fieldset>
  );
}
