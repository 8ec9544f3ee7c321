// The courier's pages in a dead spot. Without this every step is a plain form.
import { advance } from "./ahead.js";
import { leave } from "./leave.js";
import { keepThis, forget } from "./pages.js";
import { flush } from "./queue.js";
import { keep, mark } from "./round.js";
import { complain, line, show } from "./signal.js";
import { listen } from "./steps.js";
import * as store from "./store.js";

const AGAIN_MS = 20_000;

// Another person's phone now: nothing of the one before stays.
async function claimPhone() {
  const before = await store.fact("courier");
  if (before && before !== line.dataset.courier) await store.wipe();
  await store.note("courier", line.dataset.courier);
}

async function sendAndShow() {
  const result = await flush(line.dataset.token);
  if (result.state === "signed-out") await forget(() => true);
  await complain(result.answers);
  show(result);
  mark(result.waiting);
  return result;
}

async function again() {
  const { answers } = await sendAndShow();
  if (answers.size && !document.querySelector(":focus:is(input, textarea)")) location.reload();
}

async function begin() {
  listen();
  await claimPhone();
  const { waiting } = await sendAndShow();
  const here = document.querySelector("form[data-parcel]")?.dataset.parcel;
  if (here) advance(waiting, here);
  document.querySelectorAll('form[action="/logout/"]').forEach(leave);
  addEventListener("online", again);
  addEventListener("offline", sendAndShow);
  setInterval(async () => (await store.steps()).length && again(), AGAIN_MS);
  await navigator.serviceWorker.register(line.dataset.worker, { scope: line.dataset.home });
  await navigator.serviceWorker.ready;
  await keepThis(line.dataset.files.split(" "));
  if (location.pathname === line.dataset.home) await keep();
}

if (line && "serviceWorker" in navigator && "locks" in navigator) begin().catch((error) => console.warn(error));
