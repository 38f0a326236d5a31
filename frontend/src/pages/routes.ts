/** The screens that belong to no area. */
import type { RouteObject } from "react-router";

export const ownRoutes: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./Home")).Home }) },
  { path: "signed-in", lazy: async () => ({ Component: (await import("./SignedIn")).SignedIn }) },
  { path: "sign-out", lazy: async () => ({ Component: (await import("./SignOut")).SignOut }) },
  { path: "inbox", lazy: async () => ({ Component: (await import("./Inbox")).Inbox }) },
];
