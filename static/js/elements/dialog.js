// A link to a page opens the dialog with the same content instead. Esc closes it and the focus returns.
export default function dialog(link) {
  const target = document.getElementById(link.dataset.dialog);
  if (!target?.showModal) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    target.showModal();
  });
  // A press beside the dialog closes it too.
  target.addEventListener("click", (event) => {
    if (event.target === target) target.close();
  });
}
