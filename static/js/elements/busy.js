// The pressed button of a posted form goes busy, and a second press does nothing.
// The server has its own guard against double posts; this one only saves the wait.
export default function busy(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // The back button may bring this page back as it was left.
  addEventListener("pageshow", () => {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  });
}
