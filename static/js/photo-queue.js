// The photos of this seat that are on their way: made smaller, sent one after the other, kept until the server has them.
// Any page goes on with them; the album's page also shows how far each is.

import { catchUp } from "./live.js";
import { Refused, send } from "./photo-send.js";
import { shrink } from "./photo-shrink.js";
import { keep, letGo, waiting } from "./photo-store.js";

const own = `${document.body.dataset.conference}${document.body.dataset.seat}`;
const SOON = 1000, LATE = 15_000; // ms until it is tried again
const silent = { say() {}, refuse() {}, gone() {} };
let lineOf = () => silent, changed = () => {};
let working = false, again = 0, pause = SOON;

/** Shows what waits: `line(item)` gives what can say, refuse and go; `tell()` hears that something changed. */
export async function watch(line, tell) {
  lineOf = line;
  changed = tell;
  for (const item of await waiting(own)) lineOf(item);
  return work();
}

/** Takes in files for the photos' page `to` of sheet `number`. */
export async function take(files, { to, number }) {
  let at = Date.now();
  for (const blob of files) {
    const item = { once: fresh(), own, to, number, at: at++, name: blob.name, blob };
    lineOf(item);
    await keep(item);
  }
  return work();
}

/** Takes a photo off the list that was refused. */
export async function drop(item) {
  lineOf(item).gone();
  changed();
  await letGo(item.once);
  mark();
}

// Not crypto.randomUUID(), which browsers give to https only.
function fresh() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Sends what waits, in order. What the server refuses stays in the list with its sentence. */
export async function work() {
  if (working) return;
  working = true;
  clearTimeout(again);
  try {
    for (let item; (item = (await mark()).find((each) => each.refused === undefined)); ) await deliver(item);
    pause = SOON;
  } catch {
    again = setTimeout(work, (pause = Math.min(LATE, pause * 2)));
  }
  working = false;
  changed();
}

async function deliver(item) {
  const line = lineOf(item);
  let share = 0;
  try {
    if (!item.small) {
      line.say("shrinks");
      item = { ...item, blob: await shrink(item.blob), small: true };
      await keep(item);
    }
    await send(item, (part, whole) => { share = part; line.say(whole ? "prepares" : "sends", part); });
    await letGo(item.once);
    line.gone();
    pause = SOON;
    catchUp();
  } catch (error) {
    if (!(error instanceof Refused)) { line.say("waits", share); throw error; }
    await keep({ ...item, refused: error.message });
    line.refuse(error.message);
  }
  changed();
}

// Other pages know by this whether there is anything to go on with.
async function mark() {
  const items = await waiting(own);
  if (items.some((each) => each.refused === undefined)) localStorage.setItem(`photos:${own}`, "yes");
  else localStorage.removeItem(`photos:${own}`);
  return items;
}

addEventListener("online", () => { pause = SOON; work(); });
