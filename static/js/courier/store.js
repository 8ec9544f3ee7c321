// What the phone keeps: steps that wait to be sent, in order, and a few facts. Pages are in the caches of worker.js.
const NAME = "courier";
export const PAGES = "courier-pages";
export const FILES = "courier-files";

const answer = (asked) =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

function open() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("steps", { keyPath: "order", autoIncrement: true });
    asked.result.createObjectStore("facts");
  };
  return answer(asked);
}

async function using(name, mode, deed) {
  const database = await open();
  try {
    return await answer(deed(database.transaction(name, mode).objectStore(name)));
  } finally {
    database.close();
  }
}

export const steps = () => using("steps", "readonly", (rows) => rows.getAll());
export const add = (step) => using("steps", "readwrite", (rows) => rows.add(step));
export const drop = (order) => using("steps", "readwrite", (rows) => rows.delete(order));
export const fact = (name) => using("facts", "readonly", (rows) => rows.get(name));
export const note = (name, value) => using("facts", "readwrite", (rows) => rows.put(value, name));

// Names, addresses, phones: gone with whoever signs out.
export async function wipe() {
  await Promise.all([PAGES, FILES].map((name) => caches.delete(name)));
  await answer(indexedDB.deleteDatabase(NAME));
}
