import { describe, expect, it } from "vitest";
import { columnsOf, likelyDelimiter } from "./header";

describe("the first line of a file", () => {
  it("names its columns, whatever stands between them", () => {
    expect(likelyDelimiter("Member no.;Referred by;Joined, local")).toBe("semicolon");
    expect(likelyDelimiter("id\tinviter")).toBe("tab");
    expect(likelyDelimiter("id")).toBe("comma");
    expect(columnsOf('\ufeff"Name, full", Joined ,', "comma")).toEqual(["Name, full", "Joined"]);
  });
});
