/** What a chart is taken away as: its table as CSV, its picture as PNG. Both are made here, nothing is asked for. */
import type { Told } from "@/lib/clock";

export interface Column {
  name: string;
  isNumber?: boolean;
}

/** A time is written in the reader's words on the screen, and so that programs read it in the file. */
export type Cell = string | number | null | Told;

export interface Sheet {
  columns: Column[];
  rows: Cell[][];
}

export function shownIn(cell: Cell): string {
  return cell === null ? "–" : typeof cell === "object" ? cell.shown : String(cell);
}

/** RFC 4180; text that a spreadsheet would take for a formula has an apostrophe in front. */
export function csv(sheet: Sheet): string {
  const lines = [sheet.columns.map((column) => column.name), ...sheet.rows];
  return lines
    .map((line) => line.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");
}

function cell(value: Cell): string {
  if (value === null) {
    return "";
  }
  if (typeof value === "object") {
    return value.iso;
  }
  if (typeof value === "number") {
    return String(value);
  }
  const safe = /^[\s"']*[=+\-@|%\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Draw the picture twice as large as on the screen, on paper, and keep it. */
export async function savePicture(name: string, svg: SVGSVGElement, paper: string): Promise<void> {
  const box = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  const style = getComputedStyle(svg);
  copy.style.color = style.color;
  copy.style.fontFamily = "system-ui, sans-serif";
  const image = new Image();
  const address = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }),
  );
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(box.width * 2);
    canvas.height = Math.ceil(box.height * 2);
    const context = canvas.getContext("2d")!;
    context.fillStyle = paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (blob) {
      save(name, "image/png", blob);
    }
  } finally {
    URL.revokeObjectURL(address);
  }
}
