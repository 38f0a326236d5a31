/** The first line of a file of another program: which columns it names, and what stands between them. */
import type { Schemas } from "@/api/types";

type Delimiter = NonNullable<Schemas["LayoutRequest"]["delimiter"]>;

const SIGNS: Record<Delimiter, string> = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" };

/** The columns that the line names, where that stands between them. A quoted name may have it inside. */
export function columnsOf(line: string, delimiter: Delimiter): string[] {
  const names: string[] = [];
  let name = "";
  let quoted = false;
  for (const letter of line.replace(/^\ufeff/, "")) {
    if (letter === '"') {
      quoted = !quoted;
    } else if (letter === SIGNS[delimiter] && !quoted) {
      names.push(name);
      name = "";
    } else {
      name += letter;
    }
  }
  return [...names, name].map((each) => each.trim()).filter(Boolean);
}

/** What most likely stands between them: what makes most columns of the line. */
export function likelyDelimiter(line: string): Delimiter {
  const kinds = Object.keys(SIGNS) as Delimiter[];
  return kinds.reduce((best, kind) =>
    columnsOf(line, kind).length > columnsOf(line, best).length ? kind : best,
  );
}
