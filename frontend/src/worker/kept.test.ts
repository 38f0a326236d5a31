import { expect, it } from "vitest";
import { askToKeep, forgetOwn } from "./kept";

it("forgets after what is just being kept, and keeps nothing from then on", async () => {
  let arrive = () => {};
  const asked = askToKeep(() => new Promise<void>((resolve) => (arrive = resolve)));
  let isGone = false;
  const going = forgetOwn().then(() => {
    isGone = true;
  });
  await expect(askToKeep(() => Promise.resolve("more"))).rejects.toThrow();
  expect(isGone).toBe(false);
  arrive();
  await asked;
  await going;
  expect(isGone).toBe(true);
});
