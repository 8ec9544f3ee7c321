// Adds "Show" beside a password; the words come from the page so that they are translated.
export default function password(field) {
  const input = field.querySelector("input");
  const { show, hide } = field.dataset;
  if (!input || !show) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "field__show";
  button.setAttribute("aria-controls", input.id);
  const render = () => (button.textContent = input.type === "password" ? show : hide);
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    render();
  });
  // Never sent, and never kept by the browser, as plain text.
  input.form?.addEventListener("submit", () => (input.type = "password"));
  render();
  input.after(button);
}
