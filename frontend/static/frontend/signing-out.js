// Whoever signs out while this device has something of theirs that has not arrived is led to the app, which asks what
// becomes of it; where all of it says nothing, it signs out without asking. Without this script, or where the device does
// not say in time what it has, they are signed out all the same, and it stays.
"use strict";
(() => {
  const PATIENCE_MS = 2_000;

  const answered = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const isLeft = async (owner) => {
    const opening = indexedDB.open("mobilize-outbox");
    // Nothing was ever kept here, and nothing is begun.
    opening.onupgradeneeded = () => opening.transaction.abort();
    const outbox = await answered(opening);
    try {
      const reports = await answered(outbox.transaction("reports").objectStore("reports").getAll());
      return reports.some((each) => each.owner === owner && each.state !== "arrived");
    } finally {
      outbox.close();
    }
  };

  for (const form of document.querySelectorAll("form[data-asked]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
      try {
        if (await Promise.race([isLeft(form.dataset.owner), late])) {
          sessionStorage.setItem("mobilize.sign-out", "true");
          location.assign(form.dataset.asked);
          return;
        }
      } catch {
        // Nothing is there, or nothing of it can be read.
      }
      form.submit();
    });
  }
})();
