/** Whether it is still the same person who is signed in: asked before anything goes out that they left to be sent. */
import { cookie } from "./client";
import { Problem, problemOf, unreachable } from "./problems";
import { signedOut, someoneElse } from "./session";
import type { Schemas } from "./types";

let seen = { person: "", token: "" };

/**
 * The token that this person's things go out under. Throws where it is not them who is signed in.
 *
 * Signing in changes the token, and it is read before it is asked who is there: so where somebody else signs in after
 * that, the server refuses what goes out under it.
 */
export async function tokenOf(person: string): Promise<string> {
  const token = cookie("csrftoken");
  // Kept answers say who was there.
  const response = await fetch("/api/v1/me/", {
    cache: "no-store",
    headers: { Accept: "application/json" },
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) {
    if (response.status === 401) {
      signedOut();
    }
    throw await problemOf(response);
  }
  const { id } = (await response.json()) as Schemas["Me"];
  if (person !== "" && person !== id) {
    someoneElse();
    throw new Problem("not-authenticated", "", "", 401);
  }
  seen = { person, token };
  return token;
}

/** The same as far as it is known without asking; empty where nobody has asked since the last signing in. */
export function tokenSeen(person: string): string {
  return seen.person === person && seen.token === cookie("csrftoken") ? seen.token : "";
}
