// The list of stops: pages are kept for a dead spot, and what is saved on this phone shows as done.
import { keepRound } from "./pages.js";
import { ended } from "./signal.js";

const rows = () => [...document.querySelectorAll("[data-stop]")];

export function mark(steps) {
  const done = ended(steps);
  for (const row of rows()) {
    if (!done.has(row.dataset.stop)) continue;
    row.dataset.saved = "true";
    row.querySelector("[data-saved-words]")?.removeAttribute("hidden");
  }
  const counter = document.querySelector("[data-done]");
  if (counter && done.size) counter.textContent = Number(counter.dataset.done) + done.size;
  if (steps.some((one) => one.step === "start-round")) document.querySelector("form[data-step=start-round]")?.remove();
}

export const keep = () => keepRound(new Map(rows().map((row) => [row.dataset.stop, row.dataset.stamp])));
