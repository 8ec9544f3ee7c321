// Signing out takes everything off this phone. What was not sent is said first; a second press lets it go.
import { flush } from "./queue.js";
import { line, warn } from "./signal.js";
import { wipe } from "./store.js";

export function leave(form) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.native) return;
    event.preventDefault();
    const { waiting } = await flush(line.dataset.token).catch(() => ({ waiting: [] }));
    if (waiting.length && !form.dataset.warned) {
      form.dataset.warned = "true";
      warn(line.dataset.unsent);
      return;
    }
    await wipe().catch(() => {});
    form.dataset.native = "true";
    form.submit();
  });
}
