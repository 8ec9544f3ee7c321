// Sort and filters act on change; their button is for everybody else (form.css hides it).
export default function autosubmit(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=text], [type=number], [type=search]") && !event.target.value && !event.target.defaultValue) return;
    form.requestSubmit();
  });
}
