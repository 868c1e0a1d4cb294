// Sends one photo in pieces. The server says how much is there, so a photo goes on where it broke off; its own mark
// makes sure that it arrives once.

const LEAST = 64 * 1024, MOST = 960 * 1024, FIRST = 256 * 1024; // bytes; some servers in between stop at a megabyte
const PIECE = 45_000, DEVELOPED = 180_000; // ms until a piece, or the finished photo, counts as lost
let step = FIRST;

/** The server has refused it; `message` is its sentence, or empty. */
export class Refused extends Error {}

/** Sends a photo; `tell(share, whole)` hears how much is there. Throws Refused, or anything when the network is gone. */
export async function send(item, tell) {
  const { size } = item.blob;
  let { here = 0, photo } = await ask(`${item.to}send/${item.once}/`);
  for (let began; !photo; ) {
    tell(size ? here / size : 0, size > 0 && here >= size);
    const piece = item.blob.slice(here, here + step);
    const last = here + piece.size >= size;
    if (last) tell(here / (size || 1), true);
    began = Date.now();
    ({ here = 0, photo } = await ask(`${item.to}send/${item.once}/`, form(size, here, piece), last ? DEVELOPED : PIECE));
    const took = Date.now() - began;
    if (!last) step = took < 1000 ? Math.min(MOST, step * 2) : took > 5000 ? Math.max(LEAST, step / 2) : step;
  }
  return photo;
}

function form(size, at, piece) {
  const body = new FormData();
  body.set("size", size);
  body.set("at", at);
  if (piece.size) body.set("piece", piece, "piece");
  return body;
}

async function ask(url, body, patience = PIECE) {
  const stop = new AbortController();
  const give = () => stop.abort();
  const timer = setTimeout(give, patience);
  addEventListener("offline", give, { once: true });
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf };
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, headers, signal: stop.signal, cache: "no-store" });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refused(told.said ?? "");
    return told;
  } catch (error) {
    step = Math.max(LEAST, step / 2);
    throw error;
  } finally {
    clearTimeout(timer);
    removeEventListener("offline", give);
  }
}
