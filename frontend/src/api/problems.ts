/** Refusals of the API (RFC 9457) as errors that a screen can show where they belong. */
import { refusalWords } from "@/words";

export interface BadField {
  /** JSON pointer of the field in what was sent, such as `#/terms/ratio`; of a query's part, `parameter`. */
  pointer?: string;
  parameter?: string;
  detail: string;
}

export class Problem extends Error {
  constructor(
    /** The kind of refusal without its address, such as `no-place`; `unreachable` where no answer came. */
    readonly kind: string,
    readonly title: string,
    readonly detail: string,
    readonly status: number,
    readonly fields: BadField[] = [],
    readonly data: Record<string, unknown> = {},
  ) {
    super(detail || title);
  }

  /** Whether the same request may go through a little later. */
  get mayPass(): boolean {
    return this.status === 429 || this.mayBeDone;
  }

  /** Whether it is open what became of the request: no answer came, or the server broke off. */
  get mayBeDone(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  return problemFrom({ status: response.status, body: await response.json().catch(() => null) });
}

/** The same of an answer that was read already; null is one that never came. */
export function problemFrom(answer: { status: number; body: unknown } | null): Problem {
  if (answer === null) {
    return unreachable(null);
  }
  const { status, body } = answer;
  if (typeof body !== "object" || body === null || !("title" in body)) {
    return new Problem("unknown", `HTTP ${status}`, "", status);
  }
  const { type, title, detail, errors, ...data } = body as Record<string, unknown>;
  const kind = String(type ?? "")
    .split("/")
    .filter(Boolean)
    .pop();
  return new Problem(
    kind ?? "unknown",
    String(title),
    String(detail ?? ""),
    status,
    inTheirWords(kind ?? "", String(detail ?? ""), Array.isArray(errors) ? (errors as BadField[]) : []),
    data,
  );
}

/** A refusal of ours that is about a field says its English sentence there too; forms speak the reader's language. */
export function inTheirWords(kind: string, detail: string, fields: BadField[]): BadField[] {
  const words = refusalWords(kind);
  return words
    ? fields.map((field) => (field.detail === detail ? { ...field, detail: words } : field))
    : fields;
}

/** What `fetch` throws when no answer came: the network, or the server, is away. */
export function unreachable(error: unknown): Problem {
  if (error instanceof DOMException && error.name === "AbortError") {
    return new Problem("aborted", "", "", 0);
  }
  return new Problem("unreachable", "", "", 0);
}

/** Give every bad field its sentence, by the path that forms know it under: `#/terms/ratio` is `terms.ratio`. */
export function fieldErrors(problem: Problem): Record<string, string> {
  const said: Record<string, string> = {};
  for (const field of problem.fields) {
    const path = (field.pointer ?? "").replace(/^#/, "").split("/").filter(Boolean).join(".");
    if (path) {
      said[path] = said[path] ? `${said[path]} ${field.detail}` : field.detail;
    }
  }
  return said;
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("unknown", String(error), "", 500);
}
