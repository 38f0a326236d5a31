/** A statement's lines as people read them: what came in or went out, and what only moved between one's own accounts. */
import type { Schemas } from "@/api/types";

export type Line = Schemas["StatementLine"];

export interface Row {
  key: string;
  line: Line;
  /** Signed, as it changed what is one's own; of a move how much moved. */
  amountMinor: number;
  /** Where it stood before, of what only moved. */
  from: string | null;
  to: string;
}

/** Put the two lines of a move into one row. They stand next to each other, in either order. */
export function rowsOf(lines: Line[]): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const next = lines[at + 1];
    if (next && isOneMove(line, next)) {
      const into = line.amount.amount_minor > 0 ? line : next;
      const outOf = into === line ? next : line;
      rows.push({
        key: `${at}`,
        line: into,
        amountMinor: into.amount.amount_minor,
        from: outOf.account,
        to: into.account,
      });
      at++;
    } else {
      rows.push({
        key: `${at}`,
        line,
        // A debt that grows is money gone.
        amountMinor: line.account === "owed_by" ? -line.amount.amount_minor : line.amount.amount_minor,
        from: null,
        to: line.account,
      });
    }
  }
  return rows;
}

/** The share that is all that one has: neither taken back nor forfeited. */
export function onlyShare(lines: Line[]): Line | null {
  const [share, ...others] = lines.filter((line) => line.what === "share");
  const isGone = lines.some((line) => line.what === "forfeit" && line.settlement === share?.settlement);
  return !share || others.length > 0 || isGone || share.prize?.reversed_at ? null : share;
}

function isOneMove(one: Line, other: Line): boolean {
  return (
    one.what === other.what &&
    one.settlement === other.settlement &&
    one.payout === other.payout &&
    one.booked_at === other.booked_at &&
    one.account !== other.account &&
    one.amount.amount_minor === -other.amount.amount_minor &&
    one.account !== "owed_by" &&
    other.account !== "owed_by"
  );
}
