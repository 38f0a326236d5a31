/**
 * A map that works without any other server: outlines of countries come with the app, tiles only where the instance
 * names a server of them. It is loaded when it is first shown (`const MapView = lazy(() => import("@/map/MapView"))`).
 *
 * A picture alone says nothing to who does not see it: whoever shows a map shows its places as a list as well.
 */
import "leaflet/dist/leaflet.css";
import { Button, Group, Text, useComputedColorScheme } from "@mantine/core";
import type { FeatureCollection } from "geojson";
import L, { type LatLngBoundsExpression } from "leaflet";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Circle,
  CircleMarker,
  GeoJSON,
  MapContainer,
  Marker,
  Pane,
  ScaleControl,
  TileLayer,
  Tooltip,
  useMapEvents,
} from "react-leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import outlines from "world-atlas/countries-50m.json?url";
import classes from "./MapView.module.css";

export interface Spot {
  id: string;
  latitude: number;
  longitude: number;
  label: string;
  /** Metres around it that belong to it. */
  radius?: number | undefined;
  kind?: "plain" | "chosen" | "done";
}

interface Props {
  spots: Spot[];
  label: string;
  height?: number | string;
  /** Called with a place that was touched, where one may be chosen. */
  onPick?: ((place: { latitude: number; longitude: number }) => void) | undefined;
  picked?: { latitude: number; longitude: number } | null | undefined;
  onChoose?: ((id: string) => void) | undefined;
  /** How close it goes by itself; what lies a few steps apart needs 17. */
  closest?: number;
}

const WORLD: LatLngBoundsExpression = [
  [-56, -170],
  [74, 180],
];

export default function MapView({
  spots,
  label,
  height = 320,
  onPick,
  picked,
  onChoose,
  closest = 7,
}: Props) {
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const { t } = useTranslation();
  const { tiles, tilesBy } = document.documentElement.dataset;
  const { shapes, failed, retry } = useOutlines(!tiles);
  return (
    <section className={classes.frame} style={{ height }} aria-label={label} data-dark={dark}>
      <MapContainer
        className={classes.map}
        bounds={WORLD}
        worldCopyJump
        attributionControl={Boolean(tiles)}
        scrollWheelZoom={false}
      >
        {tiles && <TileLayer url={tiles} attribution={escaped(tilesBy ?? "")} />}
        {shapes && <Outlines shapes={shapes} dark={dark} />}
        <View spots={spots} picked={picked} closest={closest} onPick={onPick} />
        {closest > 7 && <ScaleControl imperial={false} />}
        {spots.map((spot) => (
          <SpotOnMap key={spot.id} spot={spot} onChoose={onChoose} />
        ))}
        {picked && <Marker position={[picked.latitude, picked.longitude]} icon={PIN} keyboard={false} />}
      </MapContainer>
      {failed && (
        <Group className={classes.failed} role="status" justify="space-between" gap="xs">
          <Text size="sm">{t("The outlines of the map did not come.")}</Text>
          <Button variant="default" size="sm" onClick={retry}>
            {t("Try again")}
          </Button>
        </Group>
      )}
    </section>
  );
}

const PIN = L.divIcon({ className: classes.pin, iconSize: [24, 24], iconAnchor: [12, 12] });

function SpotOnMap({ spot, onChoose }: { spot: Spot; onChoose: Props["onChoose"] }) {
  const at: [number, number] = [spot.latitude, spot.longitude];
  const accent = spot.kind === "chosen";
  return (
    <>
      {spot.radius ? (
        <Circle center={at} radius={spot.radius} className={classes.area ?? ""} interactive={false} />
      ) : null}
      <CircleMarker
        center={at}
        radius={accent ? 9 : 7}
        className={
          accent ? (classes.chosen ?? "") : spot.kind === "done" ? (classes.done ?? "") : (classes.spot ?? "")
        }
        eventHandlers={onChoose ? { click: () => onChoose(spot.id) } : {}}
      >
        <Tooltip>{spot.label}</Tooltip>
      </CircleMarker>
    </>
  );
}

let loaded: Promise<FeatureCollection> | undefined;

function countries(): Promise<FeatureCollection> {
  loaded ??= fetch(outlines)
    .then((answer) => answer.json() as Promise<Topology<{ countries: GeometryCollection }>>)
    .then((world) => feature(world, world.objects.countries))
    .catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  return loaded;
}

function useOutlines(isWanted: boolean) {
  const [shapes, setShapes] = useState<FeatureCollection | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    countries().then(setShapes, () => setFailed(true));
  }, []);
  useEffect(() => {
    if (isWanted) {
      load();
    }
  }, [isWanted, load]);
  return { shapes, failed, retry: load };
}

function Outlines({ shapes, dark }: { shapes: FeatureCollection; dark: boolean }) {
  const style = {
    color: dark ? "#4A5056" : "#B9B4AA",
    weight: 1,
    fillColor: dark ? "#1F2327" : "#F1EEE8",
    fillOpacity: 1,
  };
  // In a layer below all else: they may come later than what stands on them.
  return (
    <Pane name="outlines" style={{ zIndex: 250 }}>
      <GeoJSON key={String(dark)} data={shapes} style={style} interactive={false} />
    </Pane>
  );
}

/** Shows all that is set from outside; a map that is touched stays as it is. */
function View({
  spots,
  picked,
  closest,
  onPick,
}: Pick<Props, "spots" | "picked" | "onPick"> & { closest: number }) {
  const touched = useRef("");
  const shown = useRef("");
  const map = useMapEvents({
    click: ({ latlng }) => {
      const { lat, lng } = latlng.wrap();
      const place = { latitude: Number(lat.toFixed(6)), longitude: Number(lng.toFixed(6)) };
      touched.current = pointOf(place);
      onPick?.(place);
    },
  });
  const all = spots.map(pointOf).join(" ");
  const pin = picked ? pointOf(picked) : "";
  useEffect(() => {
    const isNew = all !== shown.current;
    shown.current = all;
    if (pin && pin === touched.current && !isNew) {
      // Touched on another turn of the earth, it stands elsewhere.
      map.panInside(latLngOf(pin), { animate: false });
      return;
    }
    const points = [...all.split(" "), pin].filter(Boolean).map(latLngOf);
    if (points.length > 0 && (isNew || pin)) {
      map.fitBounds(L.latLngBounds(points), {
        padding: [40, 40],
        maxZoom: Math.max(closest, map.getZoom()),
        animate: false,
      });
    }
  }, [map, all, pin, closest]);
  return null;
}

const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }) =>
  `${latitude},${longitude}`;

function latLngOf(point: string): L.LatLngTuple {
  const [latitude = 0, longitude = 0] = point.split(",").map(Number);
  return [latitude, longitude];
}

/** Leaflet writes the attribution as HTML; the setting is a text. */
function escaped(text: string): string {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
