// Where photos wait that are not at the server yet: in this browser's database, through a reload and a dead network.
// Where there is none (some private windows) they wait in this page, and it says so.

const NAME = "photos", SHELF = "waiting";
const here = new Map();
let opened = null;
export let keeps = true;

function database() {
  return (opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(SHELF, { keyPath: "once" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  }));
}

async function ask(mode, question) {
  const shelf = (await database()).transaction(SHELF, mode).objectStore(SHELF);
  return new Promise((done, failed) => {
    const request = question(shelf);
    shelf.transaction.oncomplete = () => done(request.result);
    shelf.transaction.onerror = shelf.transaction.onabort = () => failed(request.error ?? shelf.transaction.error);
  });
}

/** All that waits for the seat `own`, oldest first. */
export async function waiting(own) {
  const kept = await ask("readonly", (shelf) => shelf.getAll()).catch(() => []);
  const all = [...kept, ...[...here.values()].filter(({ once }) => !kept.some((each) => each.once === once))];
  return all.filter((item) => item.own === own).sort((one, other) => one.at - other.at);
}

/** Keeps a photo {once, own, at, name, blob, …}. */
export async function keep(item) {
  try {
    await ask("readwrite", (shelf) => shelf.put(item));
    here.delete(item.once);
  } catch {
    keeps = false;
    here.set(item.once, item);
  }
}

/** Lets go of a photo: it has arrived, or nobody wants it any more. */
export async function letGo(once) {
  here.delete(once);
  await ask("readwrite", (shelf) => shelf.delete(once)).catch(() => {});
}
