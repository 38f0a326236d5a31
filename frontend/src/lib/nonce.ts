/** The page's nonce: what a library writes as a style sheet while it runs must bear it, or the browser drops it. */
const bearer = document.querySelector<HTMLScriptElement>("script[nonce]");

export function nonce(): string {
  return bearer?.nonce ?? "";
}
