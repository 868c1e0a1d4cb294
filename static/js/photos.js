// Brings photos to a report: keeps them in this browser, makes them smaller, sends them one after the other, says how far
// each is. Also opens a photo large, and lets photos change places. Without it there is the plain form, and a page for each.

import { catchUp } from "./live.js";
import { light } from "./photo-light.js";
import { ordering } from "./photo-order.js";
import { Refused, send } from "./photo-send.js";
import { shrink } from "./photo-shrink.js";
import { keep, keeps, letGo, waiting } from "./photo-store.js";

const place = document.getElementById("bring"), album = document.querySelector(".album");
const own = `${document.body.dataset.conference}${document.body.dataset.seat}`;
const rows = new Map(); // mark of a photo → its line in the list
let working = false, soon = 0, pause = 1000;

// Not crypto.randomUUID(), which browsers give to https only.
function fresh() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function take(files) {
  const { to, number } = place.dataset;
  let at = Date.now();
  for (const blob of files) {
    const item = { once: fresh(), own, to, number, at: at++, name: blob.name, blob };
    row(item);
    await keep(item);
  }
  work();
}

/** Sends what waits, in order. What the server refuses stays in the list with its sentence. */
async function work() {
  if (working) return;
  working = true;
  clearTimeout(soon);
  try {
    for (let item; (item = (await waiting(own)).find((each) => !each.refused)); ) await deliver(item);
    pause = 1000;
  } catch {
    soon = setTimeout(work, (pause = Math.min(15_000, pause * 2)));
  }
  working = false;
  tell();
}

async function deliver(item) {
  const line = row(item), { shrinks, sends, waits, prepares, refused } = place.dataset;
  let share = 0;
  try {
    if (!item.small) {
      line.say(shrinks);
      item = { ...item, blob: await shrink(item.blob), small: true };
      await keep(item);
    }
    await send(item, (part, whole) => { share = part; line.say(whole ? prepares : sends, part); });
    await letGo(item.once);
    line.gone();
    pause = 1000;
    catchUp();
  } catch (error) {
    if (!(error instanceof Refused)) { line.say(waits, share); throw error; }
    await keep({ ...item, refused: error.message || refused });
    line.refuse(error.message || refused);
  }
  tell();
}

/** The line of a photo in the list: its picture, its name, a bar, and where it is in words. */
function row(item) {
  if (rows.has(item.once)) return rows.get(item.once);
  const element = document.createElement("li"), look = new Image(), words = document.createElement("p"), bar = document.createElement("progress");
  const said = document.createElement("span"), name = Object.assign(document.createElement("b"), { textContent: item.number === place.dataset.number ? item.name : `#${item.number} ${item.name}` });
  Object.assign(look, { className: "look", alt: "", src: URL.createObjectURL(item.blob) });
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", item.name);
  words.append(name, " ", said);
  element.append(look, words, bar);
  const line = {
    say(text, share = 0) { said.textContent = text.replace("%n", Math.floor(share * 100)); bar.value = share; },
    refuse(text) {
      element.classList.add("refused");
      said.textContent = text;
      const drop = Object.assign(document.createElement("button"), { type: "button", textContent: place.dataset.drop });
      drop.onclick = () => { letGo(item.once); line.gone(); tell(); };
      element.append(drop);
    },
    gone() { URL.revokeObjectURL(look.src); element.remove(); rows.delete(item.once); },
  };
  line.say(place.dataset.next);
  rows.set(item.once, line);
  document.getElementById("on-the-way").append(element);
  tell();
  if (item.refused) line.refuse(item.refused);
  return line;
}

function tell() {
  const list = document.getElementById("on-the-way"), said = document.getElementById("on-the-way-said");
  const left = list.querySelectorAll("li:not(.refused)").length, { left: still, done, unkept } = place.dataset;
  if (left || !list.hidden) said.textContent = left ? `${still.replace("%n", left)} ${keeps ? "" : unkept}` : done;
  said.classList.toggle("visually-hidden", keeps || !left);
  list.hidden = !list.children.length;
}

if (place) {
  place.classList.add("ready");
  place.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    take([...target.files]);
    target.value = "";
  });
  place.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); place.classList.add("over"); } });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => { event.preventDefault(); place.classList.remove("over"); take([...event.dataTransfer.files]); });
  addEventListener("online", () => { pause = 1000; work(); });
  waiting(own).then((items) => { items.forEach(row); if (items.length) work(); });
}
if (album) {
  light(document.getElementById("light"), album);
  ordering(album);
}
