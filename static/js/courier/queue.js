// Sends what waits, in order, each step once: the key tells the server what it has answered before.
import * as store from "./store.js";

const PATIENCE_MS = 12_000;
const FRESH_MS = 20_000;
const REFUSED = 400;
const LATER = new Set([408, 429]);

async function ask(url) {
  const response = await fetch(url, { redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) });
  return response.ok ? response.json() : null;
}

async function send(step, token) {
  const body = new FormData();
  for (const [name, value] of step.values) body.append(name, value);
  // Done earlier than told: the office reads so.
  if (Date.now() - step.at > FRESH_MS) body.append("saved_at", new Date(step.at).toISOString());
  const headers = { Accept: "application/json", "X-CSRFToken": token, "Idempotency-Key": step.key };
  const response = await fetch(step.action, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.headers.get("Content-Type")?.startsWith("application/json")) return response.json();
  if (response.status < REFUSED || response.status >= 500 || LATER.has(response.status)) throw new Error("later");
  return { ok: false, message: "", path: "", fields: {} };
}

async function sendAll(tokenUrl) {
  const answers = new Map();
  const waiting = await store.steps();
  const result = (state, token = "") => ({ state, token, answers, waiting });
  if (!waiting.length) return result("sent");
  let session;
  try {
    session = await ask(tokenUrl);
  } catch {
    return result("offline");
  }
  if (!session) return result("signed-out");
  for (const step of [...waiting]) {
    if (step.courier === session.courier) {
      try {
        answers.set(step.key, { ...(await send(step, session.token)), step });
      } catch {
        return result("offline", session.token);
      }
    }
    await store.drop(step.order);
    waiting.shift();
  }
  return result("sent", session.token);
}

// Two tabs never send the same step at the same time.
export const flush = (tokenUrl) => navigator.locks.request("courier-queue", () => sendAll(tokenUrl));
