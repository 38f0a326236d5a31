/** The app: its library's provider, the questions it keeps, and the screens by address. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { RouterProvider } from "react-router/dom";
import { asProblem } from "@/api/problems";
import { nonce } from "@/lib/nonce";
import { isPaper, onPaper } from "@/lib/paper";
import { router } from "./router";
import { resolver, theme } from "./theme";

// What is told before it is there waits for it.
const Notifications = lazy(async () => ({ default: (await import("@mantine/notifications")).Notifications }));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused is refused again; what did not come may come.
      retry: (count, error) => asProblem(error).mayPass && count < 2,
      retryDelay: (count) => 500 * 2 ** count,
      // Off line a question is asked all the same, so that the screen says what is wrong instead of waiting.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

export function App() {
  const paper = useSyncExternalStore(onPaper, isPaper);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
      // Ink is dark on paper, whatever it is on the screen.
      {...(paper && { forceColorScheme: "light" })}
    >
      <QueryClientProvider client={queries}>
        <Suspense fallback={null}>
          <Notifications position="bottom-center" />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
