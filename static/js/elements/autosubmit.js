// Sort and filters act on change; their button is for everybody else, and goes.
export default function autosubmit(form) {
  form.querySelectorAll("[data-autosubmit-button]").forEach((button) => (button.hidden = true));
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=text], [type=number], [type=search]") && !event.target.value && !event.target.defaultValue) return;
    form.requestSubmit();
  });
}
