// After a filter swapped the results, what was open stays open and the focus stays where it was.
const opened = new Map();
let focused = "";

export default function filter(details) {
  for (const part of [details, ...details.querySelectorAll("details[data-key]")]) {
    const key = part.dataset.key ?? "";
    if (opened.has(key)) part.open = opened.get(key);
    part.addEventListener("toggle", () => opened.set(key, part.open));
  }
  details.addEventListener("focusin", (event) => (focused = event.target.id));
  details.addEventListener("focusout", (event) => (focused = event.relatedTarget ? "" : focused));
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
}
