// Keeps today's pages on the phone, and no page of a stop that is done or somebody else's.
import { FILES, PAGES, note, fact } from "./store.js";

const ROUND = "/deliver/";
const STOP = /^\/deliver\/(\d+)\//;

// A way to the login page is not followed, and an answer that is not kept is not left open.
async function keep(pages, path) {
  const response = await fetch(path, { redirect: "manual" });
  await (response.ok ? pages.put(path, response) : response.body?.cancel());
}

// `stops`: id → what its page depends on. A page is fetched again only when that changed.
export async function keepRound(stops) {
  const pages = await caches.open(PAGES);
  const kept = (await fact("stamps")) ?? {};
  await forget((id) => !stops.has(id));
  const stamps = {};
  for (const [id, stamp] of stops) {
    const path = `${ROUND}${id}/`;
    if (kept[id] !== stamp || !(await pages.match(path))) {
      await keep(pages, path);
      await keep(pages, `${path}fail/`);
    }
    stamps[id] = stamp;
  }
  await note("stamps", stamps);
}

// The worker was not there when the first page and its files came.
export async function keepThis(alsoFiles) {
  const files = await caches.open(FILES);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const names = [...loaded, ...alsoFiles].map((name) => new URL(name, location.origin));
  for (const url of names.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))) {
    if (!(await files.match(url.pathname))) await files.add(url.pathname);
  }
  if (location.pathname === ROUND) await keep(await caches.open(PAGES), ROUND);
}

export async function forget(isUnwanted) {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const id = STOP.exec(new URL(request.url).pathname)?.[1];
    if (id && isUnwanted(id)) await pages.delete(request);
  }
}
