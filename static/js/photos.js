// Brings photos to a report and says how far each is; opens a photo large, and lets photos change places.
// Without it there is the plain form, and a page for each photo.

import { light } from "./photo-light.js";
import { ordering } from "./photo-order.js";
import { drop, take, watch } from "./photo-queue.js";
import { keeps } from "./photo-store.js";

const place = document.getElementById("bring"), album = document.querySelector(".album");
const rows = new Map(); // mark of a photo → its line in the list

/** The line of a photo in the list: its picture, its name, a bar, and where it is in words. */
function row(item) {
  if (rows.has(item.once)) return rows.get(item.once);
  const element = document.createElement("li"), look = new Image(), words = document.createElement("p"), bar = document.createElement("progress");
  const said = document.createElement("span"), name = document.createElement("b"), source = URL.createObjectURL(item.blob);
  name.textContent = item.number === place.dataset.number ? item.name : `#${item.number} ${item.name}`;
  Object.assign(look, { className: "look", alt: "", src: source, onerror: () => look.removeAttribute("src") });
  Object.assign(bar, { max: 1, value: 0 });
  bar.setAttribute("aria-label", item.name);
  words.append(name, " ", said);
  element.append(look, words, bar);
  const line = {
    say(where, share = 0) { said.textContent = place.dataset[where].replace("%n", Math.floor(share * 100)); bar.value = share; },
    refuse(sentence) {
      element.classList.add("refused");
      said.textContent = sentence || place.dataset.refused;
      element.append(Object.assign(document.createElement("button"), { type: "button", textContent: place.dataset.drop, onclick: () => drop(item) }));
    },
    gone() { URL.revokeObjectURL(source); element.remove(); rows.delete(item.once); },
  };
  line.say("next");
  rows.set(item.once, line);
  document.getElementById("on-the-way").append(element);
  if (item.refused !== undefined) line.refuse(item.refused);
  tell();
  return line;
}

function tell() {
  const list = document.getElementById("on-the-way"), said = document.getElementById("on-the-way-said");
  const left = list.querySelectorAll("li:not(.refused)").length, { left: still, done, unkept } = place.dataset;
  if (left) said.textContent = `${still.replace("%n", left)} ${keeps ? "" : unkept}`;
  else if (!list.hidden) said.textContent = list.children.length ? "" : done;
  said.classList.toggle("visually-hidden", keeps || !left);
  list.hidden = !list.children.length;
}

if (place) {
  place.classList.add("ready");
  place.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    take([...target.files], place.dataset);
    target.value = "";
  });
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => { event.preventDefault(); place.classList.remove("over"); take([...event.dataTransfer.files], place.dataset); });
  watch(row, tell);
}
if (album) {
  light(document.getElementById("light"), album);
  ordering(album);
}
