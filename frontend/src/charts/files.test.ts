import { describe, expect, it } from "vitest";
import { csv } from "./files";

describe("csv", () => {
  it("quotes what needs it and takes the sting out of formulas", () => {
    const sheet = {
      columns: [{ name: "who" }, { name: "n", isNumber: true }],
      rows: [
        ['Ana "A", B', -3],
        ["=1+1", null],
        ["\t@x", 2.5],
        ["línea\ndos", 0],
        [{ shown: "Nov 28, 2026", iso: "2026-11-28" }, 1],
      ],
    };
    expect(csv(sheet)).toBe(
      'who,n\r\n"Ana ""A"", B",-3\r\n\'=1+1,\r\n\'\t@x,2.5\r\n"línea\ndos",0\r\n2026-11-28,1\r\n',
    );
  });
});
