/** Where it is: the device's position, a pin on the map, typed coordinates, or an address in words. */
import { Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCurrentLocation, IconMapPin } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
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
  /** Told how the place changes, not what it becomes: a position may come long after it was asked for. */
  onChange: (change: (place: Place) => Place) => void;
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
  const [trouble, setTrouble] = useState<"refused" | "not_found" | null>(null);
  const asked = useRef(0);
  const { latitude, longitude, accuracy_m, source, address } = place ?? {};
  const known = latitude !== undefined && longitude !== undefined;

  /** Begin anew: a position that comes after this was not asked for any more. */
  function start(asks: boolean): number {
    setAsking(asks);
    setTrouble(null);
    asked.current += 1;
    return asked.current;
  }

  function locate() {
    const own = start(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (own === asked.current) {
          setAsking(false);
          onChange((before) => ({
            address: before.address ?? "",
            latitude: Number(coords.latitude.toFixed(6)),
            longitude: Number(coords.longitude.toFixed(6)),
            accuracy_m: Math.round(coords.accuracy),
            source: "device",
          }));
        }
      },
      (refusal) => {
        if (own === asked.current) {
          setAsking(false);
          setTrouble(refusal.code === refusal.PERMISSION_DENIED ? "refused" : "not_found");
        }
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    );
  }

  const otherwise = {
    refused: t("The position was not allowed. Put a pin on the map, or write where it is."),
    not_found: t("The device did not find its position. Try again in the open, or put a pin on the map."),
  };
  const stays = {
    refused: t("The position was not allowed; the place stays as it was:"),
    not_found: t("The device did not find its position; the place stays as it was:"),
  };

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
          {asking && t("Asking the device")}
          {trouble && (known ? stays[trouble] : otherwise[trouble])}{" "}
          {known &&
            !asking &&
            (source === "device" && accuracy_m != null
              ? t("{{latitude}}, {{longitude}}, within {{metres}} m", {
                  latitude,
                  longitude,
                  metres: number(accuracy_m),
                })
              : `${latitude}, ${longitude}`)}
        </Text>
        {byHand && (
          <Suspense fallback={<Loading what={t("Opening the map")} />}>
            <Pin
              spots={spots}
              latitude={latitude}
              longitude={longitude}
              onChange={(spot) => {
                start(false);
                onChange((before) => ({ address: before.address ?? "", ...spot, source: "map" }));
              }}
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
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange((before) => ({ ...before, address: value, source: before.source ?? "address" }));
          }}
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
