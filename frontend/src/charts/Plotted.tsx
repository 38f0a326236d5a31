/** A picture by Observable Plot, as wide as its place; the library comes with the first chart. */
import { useEffect, useRef, useState } from "react";
import { nonce } from "@/lib/nonce";
import { isPaper } from "@/lib/paper";

export type Plot = typeof import("@observablehq/plot");
/** Draws with the library that is handed in: `(Plot, width) => Plot.plot({ width, marks: [Plot.lineY(…)] })`. */
export type Draw = (plot: Plot, width: number) => Element;

/** Pictures are drawn one by one, with room between for what somebody does meanwhile. */
const waiting: (() => void)[] = [];

function inTurn(work: () => void): () => void {
  // Paper does not wait.
  if (isPaper()) {
    work();
    return () => undefined;
  }
  waiting.push(work);
  if (waiting.length === 1) {
    setTimeout(next);
  }
  return () => {
    const place = waiting.indexOf(work);
    if (place >= 0) {
      // The first stays in its place: its turn has been called.
      waiting[place] = () => undefined;
    }
  };
}

function next(): void {
  try {
    waiting[0]?.();
  } finally {
    waiting.shift();
    if (waiting.length > 0) {
      setTimeout(next);
    }
  }
}

export function Plotted({ label, draw }: { label: string; draw: Draw }) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [plot, setPlot] = useState<Plot | null>(null);

  useEffect(() => {
    void import("@observablehq/plot").then((library) => setPlot(library));
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!plot || width === 0) {
      return undefined;
    }
    return inTurn(() => {
      const picture = draw(plot, width);
      for (const style of picture.querySelectorAll("style")) {
        style.nonce = nonce();
      }
      // The picture as a whole has a name; its parts are none of their own.
      for (const part of picture.querySelectorAll("[aria-label], [aria-description]")) {
        part.removeAttribute("aria-label");
        part.removeAttribute("aria-description");
      }
      const svg = picture instanceof SVGSVGElement ? picture : picture.querySelector("svg");
      svg?.setAttribute("role", "img");
      svg?.setAttribute("aria-label", label);
      place.current!.replaceChildren(picture);
    });
  }, [plot, width, draw, label]);

  return <div ref={place} className="plotted" />;
}
