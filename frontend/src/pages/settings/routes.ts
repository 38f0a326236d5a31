/** One's own settings, under `/settings`. */
import type { RouteObject } from "react-router";

export const settingsRoutes: RouteObject = {
  path: "settings",
  lazy: async () => ({ Component: (await import("./Settings")).Settings }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import("./Profile")).Profile }) },
    { path: "notices", lazy: async () => ({ Component: (await import("./Choices")).Choices }) },
    { path: "consents", lazy: async () => ({ Component: (await import("./Consents")).Consents }) },
    { path: "data", lazy: async () => ({ Component: (await import("./OwnData")).OwnData }) },
    { path: "data/erase", lazy: async () => ({ Component: (await import("./Erase")).Erase }) },
    { path: "roles", lazy: async () => ({ Component: (await import("./Roles")).Roles }) },
  ],
};
