// Suggestions below the search field: a combobox over the plain form, which works without it. What was typed stays.
import { announce } from "./announce.js";

const WAIT = 120;

export default function suggest(form) {
  const input = form.querySelector("input[type=search]");
  const panel = document.createElement("div");
  panel.className = "suggestions__panel";
  panel.hidden = true;
  form.append(panel);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) input.setAttribute(name, value);

  let at = -1;
  let asked = new AbortController();
  let waiting = 0;
  const options = () => [...panel.querySelectorAll("[role=option]")];
  const choose = (index) => {
    at = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", place === at));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options()[at].id);
    options()[at].scrollIntoView({ block: "nearest" });
  };
  const open = (is) => {
    panel.hidden = !is;
    if (!is) panel.textContent = "";
    input.setAttribute("aria-expanded", is);
    choose(-1);
  };
  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const words = input.value.trim();
    if (words.length < 2) return open(false);
    const answer = await fetch(`${form.dataset.suggest}?language=${document.documentElement.lang}&q=${encodeURIComponent(words)}`, { signal: asked.signal }).catch(() => null);
    if (!answer?.ok || document.activeElement !== input) return;
    panel.innerHTML = await answer.text();
    open(options().length > 0);
    if (!panel.hidden) announce(panel.firstElementChild.dataset.count);
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (panel.hidden) return step === 1 && ask();
    if (event.key === "Escape" || (event.key === "Enter" && at >= 0) || step) event.preventDefault();
    if (event.key === "Escape") open(false);
    if (event.key === "Enter" && at >= 0) location.assign(options()[at].dataset.url);
    // One place more than there are options: the field itself.
    if (step) choose(((at + 1 + step + options().length + 1) % (options().length + 1)) - 1);
  });
  input.addEventListener("blur", () => open(false));
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
  panel.addEventListener("click", (event) => location.assign(event.target.closest("[role=option]")?.dataset.url ?? location.href));
}
