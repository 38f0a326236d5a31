/** The screens of whoever runs a campaign, under `/c/{slug}/manage`. */
import type { RouteObject } from "react-router";

export const organizerRoutes: RouteObject[] = [
  { path: "new", lazy: async () => ({ Component: (await import("./create/Begin")).Begin }) },
  {
    path: "c/:slug/manage",
    lazy: async () => ({ Component: (await import("./Organizer")).Organizer }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import("./Overview")).Overview }) },
      { path: "pulse", lazy: async () => ({ Component: (await import("./pulse/Pulse")).Pulse }) },
      { path: "review", lazy: async () => ({ Component: (await import("./review/Queue")).Queue }) },
      {
        path: "review/reviewers",
        lazy: async () => ({ Component: (await import("./review/Reviewers")).Reviewers }),
      },
      {
        path: "review/:finding",
        lazy: async () => ({ Component: (await import("./review/Finding")).Finding }),
      },
      {
        path: "settings",
        lazy: async () => ({ Component: (await import("./settings/Settings")).Settings }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import("./settings/Rules")).Rules }) },
          { path: "team", lazy: async () => ({ Component: (await import("./settings/Team")).Team }) },
          { path: "links", lazy: async () => ({ Component: (await import("./settings/Links")).Links }) },
          { path: "nudges", lazy: async () => ({ Component: (await import("./settings/Nudges")).Nudges }) },
          {
            path: "imports",
            lazy: async () => ({ Component: (await import("./settings/Imports")).Imports }),
          },
          {
            path: "imports/:job",
            lazy: async () => ({ Component: (await import("./settings/Import")).Import }),
          },
          {
            path: "exports",
            lazy: async () => ({ Component: (await import("./settings/Exports")).Exports }),
          },
          { path: "keys", lazy: async () => ({ Component: (await import("./settings/Keys")).Keys }) },
          {
            path: "webhooks",
            lazy: async () => ({ Component: (await import("./settings/Webhooks")).Webhooks }),
          },
          {
            path: "webhooks/:webhook",
            lazy: async () => ({ Component: (await import("./settings/Webhook")).Webhook }),
          },
        ],
      },
      {
        path: "money",
        lazy: async () => ({ Component: (await import("./money/Money")).Money }),
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import("./money/Overview")).MoneyOverview }),
          },
          {
            path: "settlements",
            lazy: async () => ({ Component: (await import("./money/Settlements")).Settlements }),
          },
          {
            path: "settlements/:settlement",
            lazy: async () => ({ Component: (await import("./money/Settlement")).Settlement }),
          },
          {
            path: "settlements/comparison",
            lazy: async () => ({ Component: (await import("./money/Comparison")).Comparison }),
          },
          { path: "payouts", lazy: async () => ({ Component: (await import("./money/Payouts")).Payouts }) },
          {
            path: "payouts/:batch",
            lazy: async () => ({ Component: (await import("./money/Batch")).Batch }),
          },
          { path: "holds", lazy: async () => ({ Component: (await import("./money/Holds")).Holds }) },
          {
            path: "promises",
            lazy: async () => ({ Component: (await import("./money/Promises")).Promises }),
          },
          { path: "books", lazy: async () => ({ Component: (await import("./money/Books")).Books }) },
        ],
      },
      { path: "setup/:step?", lazy: async () => ({ Component: (await import("./create/Setup")).Setup }) },
      { path: "people", lazy: async () => ({ Component: (await import("./people/People")).People }) },
      { path: "people/trust", lazy: async () => ({ Component: (await import("./people/Trust")).Trust }) },
      {
        path: "people/:participant",
        lazy: async () => ({ Component: (await import("./people/Person")).Person }),
      },
      { path: "updates", lazy: async () => ({ Component: (await import("./updates/Updates")).Updates }) },
    ],
  },
];
