// The service worker of /deliver/: pages from the network, and without signal as they were kept. It sends nothing.
const PAGES = "courier-pages";
const FILES = "courier-files";
const NO_SIGNAL = "/deliver/no-signal/";
const PATIENCE_MS = 5_000;
// The round, a stop, its "can't deliver".
const KEPT = /^\/deliver\/(\d+\/(fail\/)?)?$/;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(PAGES).then((pages) => pages.add(NO_SIGNAL)));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
});

// Their names change with their content, so what is here is right.
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request, answer.clone());
  return answer;
}

async function page(event, path) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(path, { ignoreVary: true });
  const online = fetch(event.request);
  const store = async (answer) => answer.ok && KEPT.test(path) && pages.put(path, answer.clone());
  event.waitUntil(online.then(store, () => {}));
  try {
    const answer = await (kept ? Promise.race([online, late()]) : online);
    return answer.status >= 500 && kept ? kept : answer;
  } catch {
    return kept ?? (await pages.match(NO_SIGNAL, { ignoreVary: true })) ?? Response.error();
  }
}

const late = () => new Promise((_done, fail) => setTimeout(fail, PATIENCE_MS, new Error("late")));
