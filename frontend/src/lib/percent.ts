/** Percentages stand as the API's sentences write them, in every language: 38 %, with a space that does not break. */
export function percentIn(language: string, digits = 0): (share: number) => string {
  // Halves as the reports' own sentences round them, so that both say the same.
  const written = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: digits,
    roundingMode: "halfEven",
  });
  return (share) => written.format(share).replace(/\s*%/, "\u00a0%");
}
