/** A fraction as people type it, 1/3 or 0.25; null where it is none between 0 and 1. */
export function fractionOf(typed: string): number | null {
  const parts = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(typed);
  const value = parts
    ? Number(parts[1]) / Number(parts[2])
    : /^\s*\d*\.?\d+\s*$/.test(typed)
      ? Number(typed)
      : Number.NaN;
  return value >= 0 && value <= 1 ? value : null;
}
