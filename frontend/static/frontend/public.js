// Makes the public pages smoother; everything on them works without it.
"use strict";
(() => {
  const read = (text) => new DOMParser().parseFromString(text, "text/html");

  // The numbers are asked for again while somebody looks; the browser sends the ETag along, so mostly nothing comes back.
  const live = document.querySelector("[data-live]");
  if (live) {
    let last = null;
    setInterval(async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const answer = await fetch(live.dataset.live, { cache: "no-cache" });
        const text = await answer.text();
        if (answer.ok && text !== last) live.replaceChildren(...read(text).body.childNodes);
        last = text;
      } catch {
        // Without a connection the numbers stay as they are.
      }
    }, 15000);
  }

  // Another example replaces the one that is shown, instead of the whole page.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-chain]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      const fresh = read(await answer.text()).getElementById("chain");
      if (!answer.ok || !fresh) throw new Error("no example");
      document.getElementById("chain").replaceWith(fresh);
      history.replaceState(null, "", link.href);
      fresh.querySelector(`[data-chain="${link.dataset.chain}"]`)?.focus({ preventScroll: true });
    } catch {
      location.assign(link.href);
    }
  });

  for (const button of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      const { share, title, words } = button.dataset;
      // Whoever closes the sheet again has decided so.
      navigator.share({ title, text: words, url: share }).catch(() => {});
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = said), 2000);
    });
  }
})();
