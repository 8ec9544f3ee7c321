// Buttons that only a script can serve stay hidden without one.
export default function pageButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => ("print" in button.dataset ? print() : location.reload()));
}
