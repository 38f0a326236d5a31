/** Okabe–Ito on paper and on ink: what is below 3:1 on paper comes last there, and has an outline. */
import { useComputedColorScheme } from "@mantine/core";

const NAMED = {
  orange: "#E69F00",
  sky: "#56B4E9",
  green: "#009E73",
  blue: "#0072B2",
  vermilion: "#D55E00",
  purple: "#CC79A7",
} as const;

export interface Palette {
  ink: string;
  paper: string;
  quiet: string;
  hairline: string;
  accent: string;
  /** What a colour stands out by where it is too near to the paper by itself. */
  outline: (colour: string) => string | null;
  /** At most four series a chart, in this order. */
  series: readonly [string, string, string, string];
  named: typeof NAMED;
}

const FAINT_ON_PAPER: readonly string[] = [NAMED.orange, NAMED.sky, NAMED.purple];

export const LIGHT: Palette = {
  ink: "#1B1F24",
  paper: "#FBFAF8",
  quiet: "#5A6068",
  hairline: "#E4E1DB",
  accent: "#C8283C",
  outline: (colour) => (FAINT_ON_PAPER.includes(colour) ? LIGHT.ink : null),
  series: [NAMED.blue, NAMED.vermilion, NAMED.green, NAMED.purple],
  named: NAMED,
};

export const DARK: Palette = {
  ink: "#E8E6E1",
  paper: "#14171A",
  quiet: "#A4A8AD",
  hairline: "#2C3136",
  accent: "#FF6B7A",
  outline: () => null,
  series: [NAMED.sky, NAMED.orange, NAMED.green, NAMED.purple],
  named: NAMED,
};

export function usePalette(): Palette {
  return useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark" ? DARK : LIGHT;
}
