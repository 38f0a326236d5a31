/** The squares of a heat map of retention: which are drawn, their shares, and which are of periods not over yet. */
import type { Schemas } from "@/api/types";

export interface Square {
  row: string;
  k: number;
  count: number;
  n: number;
  share: number;
  /** Over: whether the period is. Few: they are fewer than it takes to say a share, so that counts are shown. */
  isOver: boolean;
  isFew: boolean;
  isMean: boolean;
}

interface Asked {
  rows: number;
  columns: number;
  minimum: number;
  name: (label: string, start: string | null) => string;
  mean: string;
}

/** The last cohorts by time, or the first groups; above them their mean, where there is one. */
export function heatRows(
  told: Schemas["ReportRetention"],
  { rows: most, columns, minimum, name, mean }: Asked,
): { squares: Square[]; rows: string[] } {
  const shown = told.cohort_by === "period" ? told.cohorts.slice(-most) : told.cohorts.slice(0, most);
  const squares: Square[] = [];
  const rows: string[] = [];
  // Two rows of one name would be drawn upon each other.
  const fresh = (wanted: string) => {
    let row = wanted;
    for (let n = 2; rows.includes(row); n += 1) {
      row = `${wanted} ${n}`;
    }
    rows.push(row);
    return row;
  };
  const means = told.mean_weighted.slice(0, columns).filter(({ value }) => value !== null);
  if (means.length > 0) {
    const row = fresh(mean);
    means.forEach(({ value, n }, k) => {
      squares.push({
        row,
        k,
        count: Math.round(value! * n),
        n,
        share: value!,
        isOver: true,
        isFew: false,
        isMean: true,
      });
    });
  }
  for (const cohort of shown) {
    const row = fresh(name(cohort.label, cohort.start));
    cohort.counts.slice(0, columns).forEach((count, k) => {
      const n = cohort.at_risk?.[k] ?? cohort.size;
      if (n > 0) {
        const isOver = k <= cohort.complete_through;
        squares.push({ row, k, count, n, share: count / n, isOver, isFew: n < minimum, isMean: false });
      }
    });
  }
  return { squares, rows };
}
