// A step of a stop: kept on the phone first, then sent. Without signal the stop goes on with its next step.
import { advance, leaves } from "./ahead.js";
import { forget } from "./pages.js";
import { flush } from "./queue.js";
import * as store from "./store.js";
import { complain, line, show } from "./signal.js";

function stepOf(form) {
  const key = crypto.randomUUID();
  form.elements.key.value = key;
  const { step, parcel = "", name = "", page = "" } = form.dataset;
  const values = [...new FormData(form)].filter(([field, value]) => field !== "csrfmiddlewaretoken" && (!(value instanceof File) || value.size));
  return { key, step, parcel, name, page, values, action: form.action, courier: Number(line.dataset.courier), at: Date.now() };
}

// The page itself asks: the server answers the same key with the same answer, now as a page.
function natively(form, token) {
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  form.dataset.native = "true";
  form.submit();
}

// Saved on this phone: the next step of this stop, or the round.
async function onwards(step) {
  if (!step.parcel || leaves(step)) location.assign(line.dataset.home);
  else advance(await store.steps(), step.parcel);
}

async function take(form, button) {
  button?.setAttribute("aria-busy", "true");
  const step = stepOf(form);
  await store.add(step);
  const result = await flush(line.dataset.token);
  button?.removeAttribute("aria-busy");
  const answer = result.answers.get(step.key);
  result.answers.delete(step.key);
  await complain(result.answers);
  show(result);
  if (!answer) return onwards(step);
  if (!answer.ok) return natively(form, result.token);
  if (leaves(step)) await forget((id) => id === step.parcel);
  location.assign(answer.path);
}

function submitted(event) {
  const form = event.target;
  if (!form.matches("form[data-step]") || form.dataset.native) return;
  event.preventDefault();
  if (form.reportValidity()) take(form, event.submitter).catch(() => natively(form));
}

export function listen() {
  document.addEventListener("submit", submitted, true);
  line.dataset.ready = "true";
}
