import { describe, expect, it } from "vitest";
import { shareTargets, spoken } from "./sharing";

describe("sharing", () => {
  it("writes what is shared into each address so that nothing of it is lost", () => {
    const link = "https://m.example/r/a1/?x=1&y=2";
    const targets = shareTargets(link, "Join “me” & us: 100 %", "Balloons & co", "E-mail");
    const read = (name: string) =>
      new URL(targets.find((target) => target.name === name)!.address).searchParams;
    expect(read("WhatsApp").get("text")).toBe(`Join “me” & us: 100 % ${link}`);
    expect([read("Telegram").get("url"), read("X").get("url")]).toEqual([link, link]);
    expect(read("E-mail").get("subject")).toBe("Balloons & co");
    // In a letter's address a plus would stay a plus.
    expect(targets[3]!.address).not.toContain("+");
  });

  it("leaves out what nobody says", () => {
    expect(spoken("https://m.example/r/a1/")).toBe("m.example/r/a1");
  });
});
