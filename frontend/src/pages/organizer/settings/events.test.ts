import { describe, expect, it } from "vitest";
import document from "../../../../../docs/openapi.yaml?raw";
import { EVENTS } from "./events";

describe("events of webhooks", () => {
  it("has every kind that the API's document tells, each once", () => {
    const told = /^ {4}WebhookEventType:\n {6}enum:\n((?: {6}- .+\n)+)/m.exec(document)?.[1] ?? "";
    const kinds = [...told.matchAll(/- (\S+)/g)].map(([, kind]) => kind!);
    expect(kinds.length).toBeGreaterThan(100);
    expect(EVENTS.flatMap(({ items }) => items as string[]).sort()).toEqual(kinds.sort());
  });
});
