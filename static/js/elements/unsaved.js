// Asks before leaving a form that was changed and not saved: "changed" says that the page came back unsaved.
export default function unsaved(form) {
  let changed = form.dataset.unsaved === "changed";
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
