/** What came with a finding: one picture large, to be turned and looked at closely; the others below it. */
import { ActionIcon, Anchor, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconMinus, IconPlus, IconRotateClockwise, IconZoomReset } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { Quiet, When } from "@/components/texts";
import classes from "./Evidence.module.css";
import { distanceOf, useDistance } from "./kinds";

type Piece = Schemas["Evidence"];
type Place = Schemas["Location"] | null;

export function Evidence({
  evidence,
  place,
  zone,
  zoomable = true,
}: {
  evidence: Piece[];
  place: Place;
  zone: string | undefined;
  /** Beside another one pictures are small, and only opened. */
  zoomable?: boolean;
}) {
  const { t } = useTranslation();
  const [chosen, choose] = useState(0);
  const files = evidence.filter(({ file }) => file);
  const links = evidence.filter(({ url }) => url);
  const shown = files[Math.min(chosen, files.length - 1)];
  if (evidence.length === 0) {
    return <Quiet>{t("No photograph, video or link came with it.")}</Quiet>;
  }
  return (
    <Stack gap="xs">
      {shown && (
        <>
          {shown.kind === "video" ? (
            // biome-ignore lint/a11y/useMediaCaption: what a witness filmed has no captions
            <video
              key={shown.id}
              className={classes.video}
              controls
              preload="metadata"
              src={shown.file ?? undefined}
              poster={shown.preview ?? undefined}
              aria-label={t("Video {{n}} of the report", { n: shown.position })}
            />
          ) : (
            <Picture key={shown.id} piece={shown} zoomable={zoomable} />
          )}
          <Taken piece={shown} place={place} zone={zone} />
        </>
      )}
      {files.length > 1 && (
        <Group gap="xs" role="group" aria-label={t("All that was sent")}>
          {files.map((piece, index) => (
            <UnstyledButton
              key={piece.id}
              className={classes.thumb}
              aria-pressed={piece === shown}
              aria-label={t("File {{n}}", { n: index + 1 })}
              onClick={() => choose(index)}
            >
              {piece.preview && <img src={piece.preview} alt="" />}
            </UnstyledButton>
          ))}
        </Group>
      )}
      {links.map((piece) => (
        <Text key={piece.id} size="sm" className={classes.link}>
          {isWeb(piece.url) ? (
            <Anchor href={piece.url ?? ""} target="_blank" rel="noopener noreferrer nofollow">
              {piece.url}
            </Anchor>
          ) : (
            piece.url
          )}{" "}
          <Text span c="dimmed">
            {t("Nobody has opened it for you; it leads to another place.")}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}

function isWeb(url: string | null | undefined): boolean {
  return /^https?:\/\//i.test(url ?? "");
}

/** When and where the camera says it was, and how far that is from where it was reported. */
function Taken({ piece, place, zone }: { piece: Piece; place: Place; zone: string | undefined }) {
  const { t } = useTranslation();
  const distance = useDistance();
  const { taken } = piece;
  const spot =
    taken?.latitude != null && taken.longitude != null
      ? { latitude: taken.latitude, longitude: taken.longitude }
      : null;
  if (!taken?.at && !spot) {
    return <Quiet>{t("The file says nothing of when or where it was made.")}</Quiet>;
  }
  return (
    <Text size="sm" c="dimmed">
      {t("The camera says:")} {taken?.at && <When at={taken.at} zone={zone} />}
      {taken?.at && spot && ", "}
      {spot &&
        (place
          ? t("{{distance}} from the place that was reported", {
              distance: distance(distanceOf(spot, place)),
            })
          : `${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}`)}
    </Text>
  );
}

interface View {
  zoom: number;
  turn: number;
  x: number;
  y: number;
}

const WHOLE: View = { zoom: 1, turn: 0, x: 0, y: 0 };

function Picture({ piece, zoomable }: { piece: Piece; zoomable: boolean }) {
  const { t } = useTranslation();
  const [source, setSource] = useState(piece.preview ?? piece.file ?? undefined);
  const [view, setView] = useState(WHOLE);
  const dragged = useRef<{ x: number; y: number } | null>(null);
  const label = t("Photograph {{n}} of the report", { n: piece.position });

  // The small one stands there at once, and the whole file takes its place when it has come.
  useEffect(() => {
    if (!piece.file || !zoomable) {
      return;
    }
    const whole = new Image();
    whole.onload = () => setSource(piece.file ?? undefined);
    whole.src = piece.file;
    return () => {
      whole.onload = null;
    };
  }, [piece.file, zoomable]);

  if (!zoomable) {
    return (
      <Anchor href={piece.file ?? undefined} target="_blank" rel="noopener">
        <img className={classes.small} src={source} alt={label} />
      </Anchor>
    );
  }

  const zoom = (by: number) =>
    setView((now) => {
      const next = Math.min(8, Math.max(1, now.zoom * by));
      return next === 1 ? { ...now, zoom: 1, x: 0, y: 0 } : { ...now, zoom: next };
    });
  const turn = () => setView((now) => ({ ...now, turn: (now.turn + 90) % 360, x: 0, y: 0 }));
  const move = (x: number, y: number) =>
    setView((now) => (now.zoom === 1 ? now : { ...now, x: now.x + x, y: now.y + y }));

  function press(event: KeyboardEvent) {
    const acts = new Map([
      ["+", () => zoom(1.5)],
      ["=", () => zoom(1.5)],
      ["-", () => zoom(1 / 1.5)],
      ["]", turn],
      ["0", () => setView(WHOLE)],
      ["ArrowLeft", () => move(60, 0)],
      ["ArrowRight", () => move(-60, 0)],
      ["ArrowUp", () => move(0, 60)],
      ["ArrowDown", () => move(0, -60)],
    ]);
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts.get(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  const drag = {
    onPointerDown: (event: PointerEvent) => {
      if (view.zoom > 1) {
        dragged.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged.current) {
        move(event.clientX - dragged.current.x, event.clientY - dragged.current.y);
        dragged.current = { x: event.clientX, y: event.clientY };
      }
    },
    onPointerUp: () => {
      dragged.current = null;
    },
  };

  return (
    <div className={classes.viewer}>
      <section
        className={classes.frame}
        data-close={view.zoom > 1}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved about by the keyboard
        tabIndex={0}
        aria-label={t("{{picture}}: plus and minus for closer and farther, ] to turn it, arrows to move it", {
          picture: label,
        })}
        onKeyDown={press}
        {...drag}
      >
        <img
          src={source}
          alt={label}
          draggable={false}
          style={{
            transform: `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.zoom})`,
            // Turned it must still fit: its width stands upright.
            ...(view.turn % 180 ? { maxWidth: "var(--frame-height)", maxHeight: "100%" } : {}),
          }}
        />
      </section>
      <Group gap={4} className={classes.tools}>
        <ActionIcon variant="default" size={44} aria-label={t("Closer")} onClick={() => zoom(1.5)}>
          <IconPlus size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={44} aria-label={t("Farther")} onClick={() => zoom(1 / 1.5)}>
          <IconMinus size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={44} aria-label={t("Turn it")} onClick={turn}>
          <IconRotateClockwise size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t("The whole picture")}
          onClick={() => setView(WHOLE)}
        >
          <IconZoomReset size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </div>
  );
}
