import { describe, expect, it } from "vitest";
import styles from "./mantine.ts?raw";

const sources = import.meta.glob<string>(["../**/*.tsx", "!../**/*.test.*"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const styled = Object.keys(import.meta.glob("/node_modules/@mantine/core/styles/*.layer.css")).map(
  (path) => path.split("/").pop()!.split(".")[0]!,
);

describe("Mantine's styles", () => {
  it("has those of every component that is used", () => {
    const used = Object.values(sources).flatMap((text) =>
      [...text.matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap(([, names]) =>
        names!.split(",").map((name) => name.trim()),
      ),
    );
    const imported = new Set([...styles.matchAll(/styles\/([\w-]+)\.layer\.css/g)].map(([, name]) => name));
    expect(styled.length).toBeGreaterThan(50);
    expect(used.filter((name) => styled.includes(name) && !imported.has(name))).toEqual([]);
  });
});
