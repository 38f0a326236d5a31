import { describe, expect, it } from "vitest";
import { readCsv } from "./csv";

describe("a file of values", () => {
  it("is read with what stands between them, by lines", () => {
    expect(readCsv("\ufeffid;state\r\n1;ok\r\n\r\n2;\r\n")).toEqual({
      head: ["id", "state"],
      rows: [
        { line: 2, cells: ["1", "ok"] },
        { line: 4, cells: ["2", ""] },
      ],
    });
  });

  it("keeps what quotes hold", () => {
    expect(readCsv('a,b\n"x, ""y""\nz",2\n3,4').rows).toEqual([
      { line: 2, cells: ['x, "y"\nz', "2"] },
      { line: 4, cells: ["3", "4"] },
    ]);
  });

  it("is empty where there is nothing", () => {
    expect(readCsv("")).toEqual({ head: [], rows: [] });
  });
});
