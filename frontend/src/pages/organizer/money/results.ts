/** A file that says what became of payouts: which of its columns says what, what its words mean, and what is entered. */
import type { Schemas } from "@/api/types";
import type { CsvRow } from "@/lib/csv";

export type Entry = Schemas["EntryRequest"];
/** What a word of the file means; "pass" is one that says nothing final yet. */
export type Meaning = Schemas["EnteredState"] | "pass";

export interface Columns {
  payout: number | null;
  state: number | null;
  reason: number | null;
  reference: number | null;
}

const NAMES_A_PAYOUT = /^(P[A-Z2-7]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const WORDS: Record<Meaning, string[]> = {
  settled: [
    "settled",
    "success",
    "successful",
    "succeeded",
    "completed",
    "complete",
    "paid",
    "sent",
    "processed",
  ],
  failed: ["failed", "failure", "denied", "rejected", "blocked", "cancelled", "canceled", "error"],
  returned: ["returned", "refunded", "reversed", "returned_to_sender", "funds refunded", "charged back"],
  pass: ["pending", "unclaimed", "onhold", "on hold", "processing", "new"],
};
const KNOWN = new Map(
  Object.entries(WORDS).flatMap(([meaning, all]) => all.map((word) => [word, meaning as Meaning])),
);
const LONGEST_CODE = 36;
const LONGEST_REASON = 200;
const LONGEST_REFERENCE = 140;

export function meaningOf(word: string): Meaning | null {
  return KNOWN.get(word.toLowerCase()) ?? null;
}

/** Guess the columns by what stands in them, and of what only names tell by its name. */
export function guessColumns(head: string[], rows: CsvRow[]): Columns {
  const most = (fits: (cell: string) => boolean) => {
    const counts = head.map((_, column) => rows.filter(({ cells }) => fits(cells[column] ?? "")).length);
    const best = Math.max(0, ...counts);
    return best === 0 ? null : counts.indexOf(best);
  };
  const called = (name: RegExp) => {
    const column = head.findIndex((each) => name.test(each));
    return column < 0 ? null : column;
  };
  return {
    payout: most((cell) => NAMES_A_PAYOUT.test(cell)),
    state: most((cell) => meaningOf(cell) !== null),
    reason: called(/reason|error|motivo/i),
    reference: called(/transaction id|reference|referencia/i),
  };
}

/** The different words of the column that says what became of them. */
export function wordsOf(rows: CsvRow[], column: number | null): string[] {
  return column === null ? [] : [...new Set(rows.map(({ cells }) => cells[column] ?? "").filter(Boolean))];
}

export interface Told {
  /** What is entered, and on which line each stands. */
  entries: Entry[];
  lines: number[];
  /** How many lines name no payout, or say nothing that is final. */
  passed: number;
}

export function entriesOf(
  rows: CsvRow[],
  columns: Columns,
  meanings: Record<string, Meaning>,
  reasonElse: string,
): Told {
  const told: Told = { entries: [], lines: [], passed: 0 };
  for (const { line, cells } of rows) {
    const cell = (column: number | null) => (column === null ? "" : (cells[column] ?? ""));
    const meaning = meanings[cell(columns.state)] ?? "pass";
    if (!cell(columns.payout) || meaning === "pass") {
      told.passed++;
      continue;
    }
    told.lines.push(line);
    told.entries.push({
      // What is no code of a payout is refused by the API, at its line.
      payout: cell(columns.payout).slice(0, LONGEST_CODE),
      state: meaning,
      reason:
        meaning === "settled" ? "" : (cell(columns.reason) || reasonElse.trim()).slice(0, LONGEST_REASON),
      reference: cell(columns.reference).slice(0, LONGEST_REFERENCE),
    });
  }
  return told;
}
