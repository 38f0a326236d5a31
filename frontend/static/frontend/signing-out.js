// Whoever signs out while this device has something of theirs that was not sent is asked in the app what becomes of it.
// Without this script they are signed out all the same, and it stays.
"use strict";
(() => {
  const isLeft = (owner) => new Promise((resolve) => {
    try {
      const asked = indexedDB.open("mobilize-outbox");
      // Nothing was ever kept here, and nothing is begun.
      asked.onupgradeneeded = () => asked.transaction.abort();
      asked.onerror = asked.onblocked = () => resolve(false);
      asked.onsuccess = () => {
        const reports = asked.result.transaction("reports").objectStore("reports").getAll();
        reports.onsuccess = () => resolve(reports.result.some((each) => each.owner === owner && each.state !== "arrived"));
        reports.onerror = () => resolve(false);
      };
    } catch {
      resolve(false);
    }
  });

  for (const form of document.querySelectorAll("form[data-asked]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await isLeft(form.dataset.owner)) location.assign(form.dataset.asked);
      else form.submit();
    });
  }
})();
