/** The motif: a row of circles from the finder up to the root whose areas are their shares. */
import { useLayoutEffect, useRef, useState } from "react";
import { layOut, type Step } from "@/lib/chain";

interface Props {
  steps: Step[];
  /** What the picture says, for those who do not see it. */
  title: string;
  radius?: number;
  /** Whether names and amounts stand below the circles. */
  words?: boolean;
}

export function Chain({ steps, title, radius = 28, words = false }: Props) {
  const { circles, lines, gaps, middle, width, height } = layOut(steps, { radius, words });
  const around = useRef<HTMLDivElement>(null);
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setIsCut(entry.contentRect.width < width));
    observer.observe(around.current!);
    return () => observer.disconnect();
  }, [width]);
  return (
    // What is wider than its place scrolls, and must be reachable by the keyboard; what is not is no stop of it.
    <div
      className="scroll"
      ref={around}
      {...(isCut ? { tabIndex: 0, role: "group", "aria-label": title } : {})}
    >
      <svg
        className="chain"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={title}
      >
        {lines.map((line) => (
          <line key={line.x1} className="chain-line" x1={line.x1} x2={line.x2} y1={middle} y2={middle} />
        ))}
        {circles.map((circle) => (
          <g key={circle.x}>
            <circle
              className={circle.kind}
              cx={circle.x}
              cy={middle}
              r={circle.r}
              strokeOpacity={circle.opacity}
            />
            {circle.isYou && (
              <rect
                className="chain-you"
                x={circle.x - Math.min(circle.r, 6)}
                y={middle + circle.r + 2.5}
                width={Math.min(2 * circle.r, 12)}
                height={3}
              />
            )}
            {words && (
              <>
                <text x={circle.x} y={middle + radius + 17}>
                  {cut(circle.name ?? "")}
                </text>
                <text className="chain-amount" x={circle.x} y={middle + radius + 32}>
                  {circle.written}
                </text>
              </>
            )}
          </g>
        ))}
        {gaps.map(({ x, count }) => (
          <text key={x} x={x} y={middle + 4}>
            +{count}
          </text>
        ))}
      </svg>
    </div>
  );
}

function cut(name: string): string {
  const letters = [...name];
  return letters.length <= 12 ? name : `${letters.slice(0, 11).join("").trimEnd()}…`;
}
