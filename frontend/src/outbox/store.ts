/**
 * What is to be sent, kept on the device: reports with their photographs, until the server has them.
 *
 * It survives closing. Each report belongs to whoever wrote it and is sent for nobody else who signs in here later.
 * Where the browser keeps nothing, it lives as long as the page, and the screen says so.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { BadField } from "@/api/problems";
import type { Schemas } from "@/api/types";

export interface KeptFile {
  id: string;
  name: string;
  blob: Blob;
  state: "waiting" | "sent" | "refused";
  /** Why it was not taken: by its kind, and as the server said it. */
  kind?: string;
  why?: string;
}

export interface Refusal {
  kind: string;
  title: string;
  detail: string;
  fields: BadField[];
}

export interface Kept {
  /** The report's own id (`client_id`), by which it is one report however often it is sent. */
  id: string;
  /** Whose it is. */
  owner: string;
  slug: string;
  /** What was found, in words, for a screen that knows no objectives yet. */
  objective: string;
  state: "writing" | "waiting" | "refused" | "arrived";
  /** When it was begun, and when it was last changed. */
  begun: number;
  changed: number;
  body: Schemas["ReportRequest"];
  files: KeptFile[];
  /** Counts mendings: what was mended is another request and needs another key. */
  edition: number;
  /** The finding that the server made of it. */
  finding: string | null;
  refusal: Refusal | null;
}

interface Outbox extends DBSchema {
  reports: { key: string; value: Kept };
}

const NAME = "mobilize-outbox";
const memory = new Map<string, Kept>();
let opened: Promise<IDBPDatabase<Outbox> | null> | undefined;

function database(): Promise<IDBPDatabase<Outbox> | null> {
  opened ??= openDB<Outbox>(NAME, 1, {
    upgrade: (made) => void made.createObjectStore("reports", { keyPath: "id" }),
  }).catch(() => null);
  return opened;
}

/** Other windows and the worker hear of changes by this. */
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
const listeners = new Set<() => void>();
channel?.addEventListener("message", () => tell());

function tell(): void {
  for (const listener of listeners) {
    listener();
  }
}

function changed(): void {
  tell();
  channel?.postMessage("changed");
}

export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keep a report as it is now; tells whether it would survive closing. */
export async function keep(report: Kept): Promise<boolean> {
  const kept = { ...report, changed: Date.now() };
  const store = await database();
  if (store) {
    try {
      await store.put("reports", kept);
      memory.delete(report.id);
      changed();
      return true;
    } catch {
      // The device is full, or a private window takes no files.
    }
  }
  memory.set(report.id, kept);
  changed();
  return false;
}

/** Keep what became of a report, unless its writer has deleted it meanwhile; tells whether it is still there. */
export async function keepOn(report: Kept): Promise<boolean> {
  if ((await find(report.id)) === undefined) {
    return false;
  }
  await keep(report);
  return true;
}

/** Whether a report would survive closing, as far as it was kept last. */
export function survives(id: string): boolean {
  return !memory.has(id);
}

export async function forget(id: string): Promise<void> {
  memory.delete(id);
  await (await database())?.delete("reports", id).catch(() => undefined);
  changed();
}

export async function find(id: string): Promise<Kept | undefined> {
  return memory.get(id) ?? (await (await database())?.get("reports", id).catch(() => undefined));
}

/** One person's reports, the oldest first. */
export async function allOf(owner: string): Promise<Kept[]> {
  const stored = (await (await database())?.getAll("reports").catch(() => [])) ?? [];
  const all = [...stored.filter((each) => !memory.has(each.id)), ...memory.values()];
  return all.filter((each) => each.owner === owner).sort((one, other) => one.begun - other.begun);
}

export function newReport(owner: string, slug: string): Kept {
  const now = Date.now();
  return {
    id: crypto.randomUUID(),
    owner,
    slug,
    objective: "",
    state: "writing",
    begun: now,
    changed: now,
    body: { objective: "" },
    files: [],
    edition: 1,
    finding: null,
    refusal: null,
  };
}
