/**
 * A map that works without any other server: outlines of countries come with the app, tiles only where the instance
 * names a server of them. It is loaded when it is first shown (`const MapView = lazy(() => import("@/map/MapView"))`).
 *
 * A picture alone says nothing to who does not see it: whoever shows a map shows its places as a list as well.
 */
import "leaflet/dist/leaflet.css";
import { useComputedColorScheme } from "@mantine/core";
import type { FeatureCollection } from "geojson";
import L, { type LatLngBoundsExpression } from "leaflet";
import { useEffect, useMemo, useState } from "react";
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
  useMap,
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
  const { tiles, tilesBy } = document.documentElement.dataset;
  return (
    <section className={classes.frame} style={{ height }} aria-label={label} data-dark={dark}>
      <MapContainer
        className={classes.map}
        bounds={WORLD}
        worldCopyJump
        attributionControl={Boolean(tiles)}
        scrollWheelZoom={false}
      >
        {tiles ? <TileLayer url={tiles} attribution={escaped(tilesBy ?? "")} /> : <Outlines dark={dark} />}
        <Fit spots={spots} picked={picked} closest={closest} />
        {closest > 7 && <ScaleControl imperial={false} />}
        {onPick && <Picker onPick={onPick} />}
        {spots.map((spot) => (
          <SpotOnMap key={spot.id} spot={spot} onChoose={onChoose} />
        ))}
        {picked && <Marker position={[picked.latitude, picked.longitude]} icon={PIN} keyboard={false} />}
      </MapContainer>
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
    .then((world) => feature(world, world.objects.countries));
  return loaded;
}

function Outlines({ dark }: { dark: boolean }) {
  const [shapes, setShapes] = useState<FeatureCollection | null>(null);
  useEffect(() => {
    void countries().then(setShapes);
  }, []);
  if (!shapes) {
    return null;
  }
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

function Fit({ spots, picked, closest }: Pick<Props, "spots" | "picked"> & { closest: number }) {
  const map = useMap();
  const places = useMemo(
    () =>
      JSON.stringify([...spots, ...(picked ? [picked] : [])].map((spot) => [spot.latitude, spot.longitude])),
    [spots, picked],
  );
  useEffect(() => {
    const points = JSON.parse(places) as [number, number][];
    if (points.length > 0) {
      map.fitBounds(L.latLngBounds(points), { padding: [40, 40], maxZoom: closest, animate: false });
    }
  }, [map, places, closest]);
  return null;
}

function Picker({ onPick }: { onPick: NonNullable<Props["onPick"]> }) {
  useMapEvents({
    click: ({ latlng }) => {
      const place = latlng.wrap();
      onPick({ latitude: Number(place.lat.toFixed(6)), longitude: Number(place.lng.toFixed(6)) });
    },
  });
  return null;
}

/** Leaflet writes the attribution as HTML; the setting is a text. */
function escaped(text: string): string {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
