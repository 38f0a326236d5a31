/**
 * Sending what is kept: first the report's words, then its files one by one, so that no file costs the report.
 *
 * Exactly once: a report goes under one `Idempotency-Key` and its own `client_id`, a file under its own key, so that
 * whatever got lost on the way can be sent again. One window, or the worker, sends at a time.
 */
import type { BadField } from "@/api/problems";
import { allOf, find, type Kept, type KeptFile, keepOn, type Refusal } from "./store";

export interface Answer {
  status: number;
  body: unknown;
}

/** Sends one request; null where no answer came. */
export type Post = (
  address: string,
  body: string | FormData,
  headers: Record<string, string>,
  progress?: (part: number) => void,
) => Promise<Answer | null>;

/** `signed_out`: somebody has to sign in first; `later`: something is left for when there is a connection. */
export type Outcome = "done" | "later" | "signed_out";

export interface Step {
  id: string;
  /** How much of all that belongs to the report has gone, from 0 to 1. */
  part: number;
}

interface Means {
  owner: string;
  post: Post;
  onStep?: (step: Step | null) => void;
}

/** Send everything of this person that waits. */
export async function sendAll(means: Means): Promise<Outcome> {
  const send = () => sendEach(means);
  return navigator.locks ? navigator.locks.request(`mobilize-outbox:${means.owner}`, send) : send();
}

async function sendEach({ owner, post, onStep }: Means): Promise<Outcome> {
  for (const { id } of (await allOf(owner)).filter((each) => each.state === "waiting")) {
    // Another window may have sent it, or its writer taken it back, while this one waited for its turn.
    const report = await find(id);
    if (report?.state !== "waiting") {
      continue;
    }
    const outcome = await sendOne(report, post, (part) => onStep?.({ id, part }));
    onStep?.(null);
    if (outcome !== "done") {
      return outcome;
    }
  }
  return "done";
}

async function sendOne(report: Kept, post: Post, progress: (part: number) => void): Promise<Outcome> {
  progress(0);
  if (report.finding === null) {
    const answer = await post(
      `/api/v1/campaigns/${encodeURIComponent(report.slug)}/findings/`,
      JSON.stringify({ ...report.body, client_id: report.id }),
      { "Content-Type": "application/json", "Idempotency-Key": `${report.id}:${report.edition}` },
    );
    const outcome = judge(answer);
    if (outcome === "refused") {
      await keepOn({ ...report, state: "refused", refusal: refusalOf(answer) });
      return "done";
    }
    if (outcome !== "taken") {
      return outcome;
    }
    report = { ...report, finding: nameIn(answer) };
    if (!(await keepOn(report))) {
      return "done";
    }
  }
  const parts = report.files.length + 1;
  for (const [index, file] of report.files.entries()) {
    if (file.state !== "waiting") {
      continue;
    }
    progress((index + 1) / parts);
    const outcome = await sendFile(report.finding as string, file, post, (part) => {
      progress((index + 1 + part) / parts);
    });
    if (typeof outcome === "string") {
      return outcome;
    }
    const files = report.files.map((each) => (each.id === file.id ? outcome : each));
    report = { ...report, files };
    if (!(await keepOn(report))) {
      return "done";
    }
  }
  await keepOn({ ...report, state: "arrived" });
  return "done";
}

async function sendFile(
  finding: string,
  file: KeptFile,
  post: Post,
  progress: (part: number) => void,
): Promise<KeptFile | Outcome> {
  const body = new FormData();
  body.append("file", file.blob, file.name);
  const answer = await post(
    `/api/v1/findings/${finding}/evidence/`,
    body,
    { "Idempotency-Key": file.id },
    progress,
  );
  const outcome = judge(answer);
  if (outcome === "later" || outcome === "signed_out") {
    return outcome;
  }
  // What has arrived, or will not be taken, need not fill the device any longer.
  const blob = new Blob([]);
  if (outcome === "taken") {
    return { ...file, blob, state: "sent" };
  }
  const { kind, title, detail, fields } = refusalOf(answer);
  return { ...file, blob, state: "refused", kind, why: fields[0]?.detail || detail || title };
}

/** What an answer means for what was sent. */
export function judge(answer: Answer | null): "taken" | "refused" | "later" | "signed_out" {
  if (answer === null || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
    return "later";
  }
  if (answer.status === 401) {
    return "signed_out";
  }
  // The first of two equal requests still runs, or the form's token is from before somebody signed in anew.
  const kind = kindOf(answer.body);
  if (kind === "request-still-running" || kind === "csrf-failed") {
    return "later";
  }
  return answer.status < 300 ? "taken" : "refused";
}

function refusalOf(answer: Answer | null): Refusal {
  const said = (answer?.body ?? {}) as { title?: string; detail?: string; errors?: BadField[] };
  return {
    kind: kindOf(answer?.body),
    title: said.title ?? `HTTP ${answer?.status}`,
    detail: said.detail ?? "",
    fields: said.errors ?? [],
  };
}

function nameIn(answer: Answer | null): string {
  const { id } = (answer?.body ?? {}) as { id?: string };
  return id ?? "";
}

function kindOf(body: unknown): string {
  const type = typeof body === "object" && body !== null && "type" in body ? String(body.type) : "";
  return type.split("/").filter(Boolean).pop() ?? "";
}
