/** The screens of whoever takes part, under `/c/{slug}/me`. */
import type { RouteObject } from "react-router";

export const participantRoutes: RouteObject = {
  path: "c/:slug/me",
  lazy: async () => ({ Component: (await import("./Participant")).Participant }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import("./Link")).OwnLink }) },
    { path: "findings", lazy: async () => ({ Component: (await import("./Findings")).Findings }) },
    { path: "findings/:finding", lazy: async () => ({ Component: (await import("./Finding")).OwnFinding }) },
    { path: "report", lazy: async () => ({ Component: (await import("./Report")).Report }) },
    { path: "tree", lazy: async () => ({ Component: (await import("./tree/Tree")).OwnTree }) },
    {
      path: "leaderboard",
      lazy: async () => ({ Component: (await import("./Leaderboard")).OwnLeaderboard }),
    },
    { path: "split", lazy: async () => ({ Component: (await import("./Split")).OwnSplit }) },
    { path: "trust", lazy: async () => ({ Component: (await import("./Trust")).OwnTrust }) },
    { path: "money", lazy: async () => ({ Component: (await import("./money/Money")).OwnMoney }) },
  ],
};
