// Adds − and + around a number field.
import { announce } from "./announce.js";

const icon = (name) => {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
};

export default function quantity(box) {
  const input = box.querySelector("input");
  const label = input.labels[0].textContent.trim();
  const step = (name, change, words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quantity__step";
    button.setAttribute("aria-label", `${words} ${label}`);
    button.append(icon(name));
    button.addEventListener("click", () => {
      const before = input.value;
      change();
      if (input.value === before) return;
      announce(`${label}: ${input.value}`);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  };
  box.prepend(step("minus", () => input.stepDown(), box.dataset.less ?? "−"));
  box.append(step("plus", () => input.stepUp(), box.dataset.more ?? "+"));
}
