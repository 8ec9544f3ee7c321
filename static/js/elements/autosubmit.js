// Where htmx is still on its way, what somebody does at once waits for it a moment, and over a slow line no longer.
function submit(form, patience = 16) {
  if (patience && document.querySelector("meta[name=htmx-source]")) setTimeout(submit, 50, form, patience - 1);
  else form.requestSubmit();
}

// Sort and filters act on change; their button is for everybody else (form.css hides it).
export default function autosubmit(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=text], [type=number], [type=search]") && !event.target.value && !event.target.defaultValue) return;
    submit(form);
  });
}
