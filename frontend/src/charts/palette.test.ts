import { describe, expect, it } from "vitest";
import { DARK, LIGHT } from "./palette";

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["paper", LIGHT],
  ["ink", DARK],
])("on %s", (_, palette) => {
  it("every colour stands out by itself or by its outline", () => {
    for (const colour of [...palette.series, ...Object.values(palette.named)]) {
      expect(contrast(palette.outline(colour) ?? colour, palette.paper), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it("what is read is legible", () => {
    for (const colour of [palette.ink, palette.quiet, palette.accent]) {
      expect(contrast(colour, palette.paper), colour).toBeGreaterThanOrEqual(4.5);
    }
  });
});
