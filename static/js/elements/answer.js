// What a form answers opens in the dialog around this element; on any other trouble the form is sent as without scripts.
export default function answer(body) {
  const dialog = body.closest("dialog");
  const form = document.querySelector(`form[hx-target="#${body.id}"]`);
  if (!dialog?.showModal || !form) return;

  // 422 says in the dialog what was wrong with the quantity.
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });
  body.addEventListener("htmx:afterSwap", () => dialog.showModal());
  form.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = event.detail;
    if (!successful && xhr.status !== 422) return form.submit();
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  });
}
