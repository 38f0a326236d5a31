/** The picture of one's tree, moved and zoomed by pointer, fingers, wheel, buttons and keys. */
import { ActionIcon, Group } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePalette } from "@/charts/palette";
import { drawTree, fitted, spotAt, type View, zoomed } from "./drawing";
import type { Kin } from "./layout";
import { layOutTree, ROW, type Spot } from "./placing";
import classes from "./Tree.module.css";

interface Props {
  kin: Kin;
  open: ReadonlySet<string>;
  label: string;
  selected: string | null;
  select: (id: string) => void;
  toggle: (id: string) => void;
  fresh: ReadonlySet<string>;
}

const STEP = 1.25;

export default function Picture({ kin, open, label, selected, select, toggle, fresh }: Props) {
  const { t } = useTranslation();
  const palette = usePalette();
  const spots = useMemo(() => layOutTree(kin, open), [kin, open]);
  const named = useCallback(
    (spot: Spot) => {
      const name = spot.member.generation === 0 ? t("You") : (spot.member.name ?? "");
      return spot.isFolded ? `${name} +${spot.member.recruits}`.trim() : name;
    },
    [t],
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const view = useRef<View | null>(null);
  const pulse = useRef(1);
  const waiting = useRef(0);

  const paint = () => {
    const place = canvas.current;
    if (!place || size.width === 0) {
      return;
    }
    view.current ??= fitted(spots, size.width, size.height);
    const density = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
    if (place.width !== width || place.height !== height) {
      place.width = width;
      place.height = height;
    }
    drawTree(place, spots, {
      palette,
      view: view.current,
      ...size,
      density,
      selected,
      fresh,
      pulse: pulse.current,
      named,
    });
    place.dataset.scale = String(view.current.scale);
  };
  const latest = useRef(paint);
  latest.current = paint;
  // However much changes, it is drawn once a frame, as it is then.
  const draw = useCallback(() => {
    waiting.current ||= requestAnimationFrame(() => {
      waiting.current = 0;
      latest.current();
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever of these changes is drawn
  useEffect(draw, [spots, palette, size, selected, fresh, named]);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) {
        setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
      }
    });
    observer.observe(canvas.current!);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
    };
  }, []);

  // Who is new pulses once when the picture opens.
  useEffect(() => {
    if (fresh.size === 0 || window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function beat(now) {
      pulse.current = Math.min(1, Math.max(0.001, (now - began) / 1400));
      draw();
      if (pulse.current < 1) {
        frame = requestAnimationFrame(beat);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [fresh, draw]);

  const look = useCallback(
    (next: View) => {
      view.current = next;
      draw();
    },
    [draw],
  );
  const zoom = (factor: number, x = size.width / 2, y = size.height / 2) =>
    view.current && look(zoomed(view.current, factor, x, y));
  const zoomRef = useRef(zoom);
  zoomRef.current = zoom;

  // React listens to wheels passively; a picture that zooms must keep the page from scrolling.
  useEffect(() => {
    const place = canvas.current!;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = place.getBoundingClientRect();
      const strength = event.ctrlKey ? 0.01 : 0.0022;
      zoomRef.current(Math.exp(-event.deltaY * strength), event.clientX - box.left, event.clientY - box.top);
    };
    place.addEventListener("wheel", onWheel, { passive: false });
    return () => place.removeEventListener("wheel", onWheel);
  }, []);

  // Whoever is chosen comes into sight.
  useEffect(() => {
    const spot = spots.find(({ member }) => member.id === selected);
    const seen = view.current;
    if (!spot || !seen || size.width === 0) {
      return;
    }
    const [x, y] = [spot.x * seen.scale + seen.x, spot.y * seen.scale + seen.y];
    if (x < 20 || x > size.width - 30 || y < 20 || y > size.height - 20) {
      const scale = Math.max(seen.scale, 0.7);
      look({ scale, x: size.width * 0.4 - spot.x * scale, y: size.height / 2 - spot.y * scale });
    }
  }, [selected, spots, size, look]);

  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);

  function onPointerDown(event: React.PointerEvent<HTMLCanvasElement>) {
    canvas.current!.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved.current = fingers.current.size > 1 ? 99 : 0;
  }

  function onPointerMove(event: React.PointerEvent<HTMLCanvasElement>) {
    const before = fingers.current.get(event.pointerId);
    if (!before || !view.current) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    moved.current += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) {
      look({ ...view.current, x: view.current.x + now.x - before.x, y: view.current.y + now.y - before.y });
      return;
    }
    const box = canvas.current!.getBoundingClientRect();
    const span = (finger: { x: number; y: number }) =>
      Math.hypot(finger.x - other.x, finger.y - other.y) || 1;
    zoom(span(now) / span(before), (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
  }

  function onPointerUp(event: React.PointerEvent<HTMLCanvasElement>) {
    fingers.current.delete(event.pointerId);
    if (moved.current > 6 || !view.current) {
      return;
    }
    const box = canvas.current!.getBoundingClientRect();
    const spot = spotAt(spots, view.current, event.clientX - box.left, event.clientY - box.top);
    if (spot) {
      if (spot.member.id === selected) {
        toggle(spot.member.id);
      }
      select(spot.member.id);
    }
  }

  function onKeyDown(event: React.KeyboardEvent) {
    const near = neighbour(event.key, spots, selected);
    if (event.key === "+" || event.key === "=") {
      zoom(STEP);
    } else if (event.key === "-") {
      zoom(1 / STEP);
    } else if (event.key === "0") {
      look(fitted(spots, size.width, size.height));
    } else if ((event.key === "Enter" || event.key === " ") && selected) {
      toggle(selected);
    } else if (near) {
      select(near.member.id);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <div className={classes.picture}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes keys of its own; the list has the same for readers of the screen */}
      <canvas
        ref={canvas}
        className={classes.canvas}
        // As high as the tree is, while it is low.
        style={{ maxHeight: Math.max(260, (highest(spots) + 3) * ROW) }}
        tabIndex={0}
        role="application"
        aria-label={label}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={(event) => fingers.current.delete(event.pointerId)}
        onKeyDown={onKeyDown}
      />
      <Group className={classes.buttons} gap={4}>
        <ActionIcon variant="default" size={44} aria-label={t("Nearer")} onClick={() => zoom(STEP)}>
          <IconPlus size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={44} aria-label={t("Further away")} onClick={() => zoom(1 / STEP)}>
          <IconMinus size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t("See all of it")}
          onClick={() => look(fitted(spots, size.width, size.height))}
        >
          <IconArrowsMaximize size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </div>
  );
}

/** How many rows the tree needs from its top to its bottom. */
function highest(spots: Spot[]): number {
  let [top, bottom] = [0, 0];
  for (const { y } of spots) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return (bottom - top) / ROW + 1;
}

/** Who stands next to somebody in the direction of an arrow key. */
function neighbour(key: string, spots: Spot[], selected: string | null): Spot | undefined {
  if (!key.startsWith("Arrow")) {
    return undefined;
  }
  const from = spots.find(({ member }) => member.id === selected);
  if (!from) {
    return spots[0];
  }
  if (key === "ArrowLeft") {
    return from.parent ?? undefined;
  }
  if (key === "ArrowRight") {
    return spots.find((spot) => spot.parent === from);
  }
  const way = key === "ArrowDown" ? 1 : -1;
  let nearest: Spot | undefined;
  for (const spot of spots) {
    const ahead = (spot.y - from.y) * way;
    if (spot.x === from.x && ahead > 0 && (!nearest || ahead < (nearest.y - from.y) * way)) {
      nearest = spot;
    }
  }
  return nearest;
}
