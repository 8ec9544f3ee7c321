// The line under the black bar: no signal, what is saved on this phone, what was refused when it was sent.
import * as store from "./store.js";

const ENDS = new Set(["deliver", "fail"]);
export const line = document.getElementById("signal");

export const ended = (steps) => new Set(steps.filter((one) => ENDS.has(one.step)).map((one) => one.parcel));

function words(state, steps) {
  const count = ended(steps).size;
  if (state === "signed-out") return line.dataset.signedOut;
  if (count === 1) return line.dataset.one;
  if (count > 1) return line.dataset.many.replace("{n}", count);
  return steps.length ? line.dataset.some : line.dataset.none;
}

export function show({ state, waiting }) {
  line.hidden = state === "sent" && navigator.onLine;
  const text = line.hidden ? "" : words(state, waiting);
  if (line.textContent !== text) line.textContent = text;
}

export const warn = (text) => {
  line.hidden = false;
  line.textContent = text;
};

// A saved step that the server refused: said on every page until its stop is opened.
export async function complain(answers) {
  const known = (await store.fact("problems")) ?? {};
  for (const { ok, message, step } of answers.values()) {
    if (!ok) known[step.parcel] = { message: message || line.dataset.gone, name: step.name, url: step.page };
  }
  const here = document.querySelector("[data-parcel]")?.dataset.parcel;
  const list = document.getElementById("problems");
  list.replaceChildren(...Object.entries(known).map(([parcel, problem]) => item(problem, parcel === here)));
  list.hidden = !list.children.length;
  delete known[here];
  await store.note("problems", known);
}

function item({ message, name, url }, isHere) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  Object.assign(link, { href: url, textContent: name });
  row.append(...(isHere ? [] : [link, ": "]), message);
  return row;
}
