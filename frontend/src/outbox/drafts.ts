/** A report while it is written: what is still missing, which files may come along, and when it is ready to go. */
import type { BadField } from "@/api/problems";
import type { Schemas } from "@/api/types";
import type { Kept, KeptFile } from "./store";

export const MOST_FILES = 6;
const LARGEST = { image: 15_000_000, video: 60_000_000 };
/** What the server takes; pickers of phones write HEIC as JPEG where it is not named. */
export const TAKEN =
  "image/jpeg,image/png,image/webp,image/heic,image/heif,video/mp4,video/quicktime,video/webm";

type Place = Schemas["ReportedLocationRequest"];
export type Unfit = "too_many" | "too_large";

/** Take in chosen files, and name those that no server will take. */
export function addFiles(report: Kept, chosen: File[]): { report: Kept; unfit: [File, Unfit][] } {
  const unfit: [File, Unfit][] = [];
  const files: KeptFile[] = [...report.files];
  for (const file of chosen) {
    const largest = file.type.startsWith("video/") ? LARGEST.video : LARGEST.image;
    if (files.length >= MOST_FILES) {
      unfit.push([file, "too_many"]);
    } else if (file.size > largest) {
      unfit.push([file, "too_large"]);
    } else {
      files.push({ id: crypto.randomUUID(), name: file.name, blob: file, state: "waiting" });
    }
  }
  return { report: { ...report, files }, unfit };
}

/** A reviewer needs something to believe it by. */
export function saysNothing({ body, files }: Kept): boolean {
  return !body.note?.trim() && files.length === 0;
}

export function isEmpty(report: Kept): boolean {
  const { location, facts } = report.body;
  return saysNothing(report) && !location && !Object.values(facts ?? {}).some((answer) => answer.trim());
}

/**
 * What the form begins with. What says something stands there again, the latest first, whatever one came for; else it
 * is about what one came for (`wanted`), or about what can be reported (`open`).
 */
export function draftFor(
  fresh: Kept,
  { kept, wanted, open }: { kept: Kept[]; wanted: string | undefined; open: string[] },
): Kept {
  const written = kept
    .filter((each) => each.slug === fresh.slug && each.state === "writing")
    .sort((one, other) => other.changed - one.changed);
  const begun = written.find((each) => !isEmpty(each));
  if (begun) {
    return begun;
  }
  const empty = written[0] ?? fresh;
  const chosen = open.find((each) => each === empty.body.objective) ?? open[0] ?? "";
  return { ...empty, body: { ...empty.body, objective: wanted ?? chosen, facts: {} } };
}

/** A place without what has become empty; null where nothing is left of it. */
export function placed(place: Place): Place | null {
  const kept = { ...place };
  const nowhere = kept.latitude === undefined && kept.longitude === undefined;
  if (nowhere) {
    delete kept.accuracy_m;
    kept.source = "address";
  }
  if (!kept.address) {
    delete kept.address;
  }
  return nowhere && !kept.address ? null : kept;
}

/** What goes off: now is when it was sent off, not when a connection came; what was left empty is left out. */
export function ready(report: Kept, objective: string, now: Date): Kept {
  const facts = Object.fromEntries(
    Object.entries(report.body.facts ?? {}).filter(([, answer]) => answer.trim()),
  );
  const { facts: _, ...body } = report.body;
  return {
    ...report,
    objective,
    state: "waiting",
    refusal: null,
    body: {
      ...body,
      note: body.note?.trim() ?? "",
      observed_at: body.observed_at ?? now.toISOString(),
      ...(Object.keys(facts).length > 0 ? { facts } : {}),
    },
  };
}

/** A refused report back in the form: with what it is told to mend, and under a fresh key. */
export function reopened(report: Kept): Kept {
  return { ...report, state: "writing", edition: report.edition + 1 };
}

/** The field of the form that a refusal speaks of; `form` where it is none of them. */
export function fieldOf({ pointer = "" }: BadField): string {
  const [first = "", second = ""] = pointer.split("/").filter(Boolean);
  if (first === "facts") {
    return `facts/${second}`;
  }
  return ["objective", "note", "observed_at", "location"].includes(first) ? first : "form";
}
