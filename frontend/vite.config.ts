import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const shared: UserConfig = {
  // Under this address Django serves what is built.
  base: "/static/app/",
  resolve: { alias: { "@": here("./src"), "@schema": here("../clients/typescript/schema.d.ts") } },
};

const FRAME =
  /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|openapi-fetch|openapi-react-query|i18next|react-i18next|@floating-ui|clsx|get-nonce)\//;

// What so many screens share comes as one file with the frame, not as dozens of a kilobyte each.
const MANY = 20;

const app: UserConfig = {
  ...shared,
  plugins: [react()],
  build: {
    manifest: "manifest.json",
    rollupOptions: {
      input: "src/main.tsx",
      // One file of what every screen needs is smaller than many: what is alike in them is said once.
      output: {
        advancedChunks: {
          groups: [
            { name: "frame", test: FRAME, priority: 1 },
            { name: "kit", minShareCount: MANY },
          ],
        },
      },
    },
    // A file written into another one as data: would be refused by the page's policy where it is a script.
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 800,
    // The helper that loads modules ahead is an inline style's neighbour; browsers we serve do it themselves.
    modulePreload: { polyfill: false },
  },
};

// The worker is one file under a name of its own: a browser asks for it by that name to see whether there is a newer.
const worker: UserConfig = {
  ...shared,
  build: {
    rollupOptions: {
      input: "src/worker/sw.ts",
      output: { format: "iife", entryFileNames: "sw.js" },
    },
    emptyOutDir: false,
    target: "es2022",
  },
};

export default defineConfig(({ mode }) => (mode === "worker" ? worker : app));
