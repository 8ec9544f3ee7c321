// Asks the device for a passkey before its form is sent: "create" makes one, "get" shows one. The options come from the
// page as JSON, the answer goes back in the hidden field.
export default function passkey(form) {
  const kind = form.dataset.passkey;
  const read = window.PublicKeyCredential?.[kind === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"];
  const error = form.querySelector("[data-passkey-error]");
  if (!read) {
    form.querySelector("[data-passkey-missing]")?.removeAttribute("hidden");
    document.querySelector("[data-passkey-without]")?.setAttribute("hidden", "");
    return;
  }
  form.hidden = false;
  document.querySelector("[data-passkey-without]")?.setAttribute("hidden", "");
  let asking = false;
  form.addEventListener(
    "submit",
    async (event) => {
      const field = form.elements.credential;
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking || !form.reportValidity()) return;
      asking = true;
      error.hidden = true;
      try {
        const publicKey = read.call(window.PublicKeyCredential, JSON.parse(form.querySelector("#passkey-options").textContent));
        const made = await navigator.credentials[kind]({ publicKey });
        field.value = JSON.stringify(made.toJSON());
        form.requestSubmit(event.submitter);
      } catch {
        error.hidden = false;
      } finally {
        asking = false;
      }
    },
    { capture: true },
  );
}
