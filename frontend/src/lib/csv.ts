/** Reading a file of values with something between them, as spreadsheets and providers write it. */

export interface CsvRow {
  /** The line on which it begins; the head stands on the first. */
  line: number;
  cells: string[];
}

const BETWEEN = [",", ";", "\t", "|"];

/** Read the head and the rows. Quoted cells may hold line breaks, what stands between cells, and doubled quotes. */
export function readCsv(text: string): { head: string[]; rows: CsvRow[] } {
  const whole = text.replace(/^\ufeff/, "");
  const first = whole.slice(0, whole.search(/[\r\n]/) >>> 0);
  const between = BETWEEN.reduce((best, sign) =>
    first.split(sign).length > first.split(best).length ? sign : best,
  );
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let cell = "";
  let quoted = false;
  let line = 1;
  const endRow = () => {
    row.cells.push(cell.trim());
    if (row.cells.some(Boolean)) {
      rows.push(row);
    }
    cell = "";
    row = { line, cells: [] };
  };
  for (let place = 0; place < whole.length; place++) {
    const letter = whole[place]!;
    const ends = letter === "\n" || (letter === "\r" && whole[place + 1] !== "\n");
    line += ends ? 1 : 0;
    if (quoted) {
      if (letter !== '"') {
        cell += letter;
      } else if (whole[place + 1] === '"') {
        cell += '"';
        place++;
      } else {
        quoted = false;
      }
    } else if (letter === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (letter === between) {
      row.cells.push(cell.trim());
      cell = "";
    } else if (ends) {
      endRow();
    } else {
      cell += letter;
    }
  }
  endRow();
  return { head: rows.shift()?.cells ?? [], rows };
}
