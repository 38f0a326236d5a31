/** Which screen stands at which address. Each area keeps its own list; screens are loaded when they are first opened. */
import { createBrowserRouter } from "react-router";
import { organizerRoutes } from "@/pages/organizer/routes";
import { participantRoutes } from "@/pages/participant/routes";
import { ownRoutes } from "@/pages/routes";
import { settingsRoutes } from "@/pages/settings/routes";
import { Broken, Missing } from "./Broken";
import { Shell } from "./Shell";

export const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <Broken />,
      HydrateFallback: () => null,
      children: [
        ...ownRoutes,
        settingsRoutes,
        participantRoutes,
        ...organizerRoutes,
        { path: "*", element: <Missing /> },
      ],
    },
  ],
  { basename: "/app" },
);
