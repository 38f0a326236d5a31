/** Whether the screen is being printed. */
const print = matchMedia("print");

export function isPaper(): boolean {
  return print.matches;
}

export function onPaper(tell: () => void): () => void {
  print.addEventListener("change", tell);
  return () => print.removeEventListener("change", tell);
}
