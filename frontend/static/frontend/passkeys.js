// Says on the page what became of a passkey, where the library only writes to the console.
(function () {
  "use strict";

  function show(name) {
    const place = document.querySelector("[data-passkey-problems]");
    if (!place) return;
    for (const sentence of place.children) sentence.hidden = sentence.dataset.problem !== name;
    place.hidden = false;
  }

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const exception = event.detail.exception;
    const name = exception && exception.name;
    show(name === "NotAllowedError" || name === "AbortError" ? "given_up" : name === "InvalidStateError" ? "there" : "other");
  });

  document.addEventListener("DOMContentLoaded", function () {
    if (window.PublicKeyCredential) return;
    for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
    show("unable");
  });
})();
