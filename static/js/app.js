// Loads a behaviour only where the page has something for it. Every page works without any of them.
import { announce } from "./elements/announce.js";
import autosubmit from "./elements/autosubmit.js";
import busy from "./elements/busy.js";
import filter from "./elements/filter.js";
import later from "./elements/later.js";
import menu from "./elements/menu.js";

const atHand = (behaviour) => () => ({ default: behaviour });
const behaviours = [
  ["main form[method=post]", atHand(busy)],
  ["[data-quantity]", later(() => import("./elements/quantity.js"))],
  ["[data-password]", later(() => import("./elements/password.js"))],
  ["form[data-passkey]", later(() => import("./elements/passkey.js"))],
  ["[data-gallery], dialog.zoom, [data-buybar], [data-answer]", later(() => import("./elements/product.js"))],
  ["[data-autosubmit]", atHand(autosubmit)],
  ["[data-filter]", atHand(filter)],
  ["[data-dialog]", later(() => import("./elements/dialog.js"))],
  ["[data-menu]", atHand(menu)],
  ["[data-print], [data-reload]", later(() => import("./elements/page-buttons.js"))],
  ["[data-refresh]", later(() => import("./elements/refresh.js"))],
  ["[data-checklist]", later(() => import("./elements/checklist.js"))],
  ["form[data-unsaved]", later(() => import("./elements/unsaved.js"))],
];

const running = new Map();

// `root` is the page, or what a swap has just put into it.
async function enhance(root) {
  for (const [selector, load] of behaviours) {
    const found = root.matches?.(selector) ? [root, ...root.querySelectorAll(selector)] : [...root.querySelectorAll(selector)];
    if (!found.length) continue;
    if (!running.has(selector)) running.set(selector, load());
    const { default: behaviour } = await running.get(selector);
    for (const element of found) {
      if (element.dataset.enhanced?.includes(selector)) continue;
      element.dataset.enhanced = `${element.dataset.enhanced ?? ""} ${selector}`;
      behaviour(element);
    }
  }
}

enhance(document.documentElement);

// Suggestions cost nothing before somebody is about to search.
document.addEventListener("focusin", async ({ target }) => {
  const form = target.closest?.("form[data-suggest]:not([data-suggesting])");
  if (!form || target.type !== "search") return;
  form.dataset.suggesting = "";
  const { default: suggest } = await import("./elements/suggest.js");
  suggest(form);
});

document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));
document.addEventListener("htmx:afterSettle", (event) => {
  const words = event.detail.elt.closest("[data-announce]")?.dataset.announce ?? event.detail.elt.querySelector?.("[data-announce]")?.dataset.announce;
  if (words) announce(words);
});
