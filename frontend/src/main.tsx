import "./app/mantine";
import "@mantine/notifications/styles.layer.css";
import "@fontsource-variable/inter/wght.css";
import "./app/style.css";
import { setNonce } from "get-nonce";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { nonce } from "./lib/nonce";
import { startWords } from "./words";
import { registerWorker } from "./worker/registering";

// Open dialogs keep the page behind them still by a style of their own.
setNonce(nonce());
await startWords(document.documentElement.lang);
const root = createRoot(document.getElementById("app")!);
// In slices, between which the browser hears whoever is there already.
startTransition(() =>
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
registerWorker();
