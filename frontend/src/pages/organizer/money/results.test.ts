import { describe, expect, it } from "vitest";
import { readCsv } from "@/lib/csv";
import { entriesOf, guessColumns, type Meaning, meaningOf, wordsOf } from "./results";

const CODE = `P${"A".repeat(26)}`;
const ID = "7e1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b";
const { head, rows } = readCsv(
  `Transaction ID,Status,Unique ID,Error\nT1,SUCCESS,${CODE},\nT2,Unclaimed,${ID},\nT3,Failed,${ID},No such account\nT4,Odd,${ID},\n,Success,,\n`,
);

describe("a file of results", () => {
  it("has its columns found by what stands in them", () => {
    expect(guessColumns(head, rows)).toEqual({ payout: 2, state: 1, reason: 3, reference: 0 });
    expect(guessColumns(["a"], [{ line: 2, cells: ["x"] }]).payout).toBeNull();
  });

  it("is entered line by line, without what is not final and what names no payout", () => {
    const columns = guessColumns(head, rows);
    const words = wordsOf(rows, columns.state);
    expect(words).toEqual(["SUCCESS", "Unclaimed", "Failed", "Odd", "Success"]);
    const meanings = Object.fromEntries(
      words.map((word) => [word, meaningOf(word) ?? ("returned" as Meaning)]),
    );
    const told = entriesOf(rows, columns, meanings, " Came back. ");
    expect([told.lines, told.passed]).toEqual([[2, 4, 5], 2]);
    expect(told.entries).toEqual([
      { payout: CODE, state: "settled", reason: "", reference: "T1" },
      { payout: ID, state: "failed", reason: "No such account", reference: "T3" },
      { payout: ID, state: "returned", reason: "Came back.", reference: "T4" },
    ]);
  });
});
