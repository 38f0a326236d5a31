/** Has the browser keep what the app needs without a connection, once there is nothing more urgent. */

export function registerWorker(): void {
  if ("serviceWorker" in navigator) {
    const register = () =>
      void navigator.serviceWorker.register("/app/sw.js", { scope: "/app/" }).catch(() => {
        // A private window, or files that could not be fetched just now: the app works without, on line.
      });
    if (document.readyState === "complete") {
      register();
    } else {
      window.addEventListener("load", register);
    }
  }
}
