// The market for whoever leads through it or waits in it: the clock, the keys on the buttons, a row of the queue chosen
// by tap, and the sound. Without it every button is a plain form, and who is meant is chosen from a list.

import { dragging } from "./queue-drag.js";
import { send, sendForms } from "./send.js";
import "./turn-clock.js";

const main = document.getElementById("main");
const board = document.getElementById("board");
const queue = () => document.getElementById("queue");
const form = () => document.getElementById("chosen");
const chosen = () => form()?.elements.anliegen;
let picked = null; // the number of the row that was chosen: a page that reads itself again keeps it

/** Offers in the list whom the queue shows, and marks the row of the chosen one. */
function mark() {
  const select = chosen();
  if (!select) return;
  const rows = [...queue().children], numbers = rows.map((row) => row.dataset.anliegen);
  if (numbers.join() !== [...select.options].map((each) => each.value).join()) {
    select.replaceChildren(...rows.map((row) => new Option(row.querySelector("a").textContent.trim().replace(/\s+/g, " ").slice(0, 40), row.dataset.anliegen)));
  }
  if (numbers.includes(picked)) select.value = picked;
  for (const row of rows) {
    row.classList.toggle("selected", row.dataset.anliegen === select.value);
    row.querySelector("a").ariaCurrent = row.dataset.anliegen === select.value ? "true" : null;
  }
}

function choose(row) {
  picked = row.dataset.anliegen;
  mark();
}

// On the desk the sheet of who presents is chosen where it hangs; a cell takes it by a tap, or by W and Enter.
function take(link) {
  const number = new URL(link.href).searchParams.get("place");
  const at = board.querySelector(`[data-anliegen="${number}"]:is(.cell, .parked) a`);
  at?.focus();
  at?.click();
}

function walk(row, step) {
  const next = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  next?.querySelector("a").focus();
  if (next) choose(next);
}

main.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = event.target.closest(".waits"), link = board && event.target.closest(".place-it");
  if (row && form()) choose(row);
  if (link) take(link);
  if (link || (row && form())) event.preventDefault();
});
main.addEventListener("change", ({ target }) => { if (target === chosen()) { picked = target.value; mark(); } });

// Letters work where the focus is on the market or the board: who dictates would call them by accident.
addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!event.target.closest("[data-keys], #board")) return;
  const row = event.target.closest(".waits"), step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (row && step && form()) { event.preventDefault(); return walk(row, step); }
  const key = event.key.toLowerCase();
  const button = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((each) => each.checkVisibility());
  if (!button) return;
  event.preventDefault();
  button.click();
});

const stored = "market-sound", sound = () => document.getElementById("sound");
const play = (sign) => import("./sound.js").then(({ chime }) => chime(sign));
main.addEventListener("change", ({ target }) => {
  if (target !== sound()) return;
  localStorage.setItem(stored, target.checked ? "on" : "");
  if (target.checked) play("soon");
});
document.addEventListener("turn:sign", ({ detail }) => { if (sound() && localStorage.getItem(stored)) play(detail); });

function settle() {
  if (sound()) sound().checked = Boolean(localStorage.getItem(stored));
  mark();
}

if (form()) dragging(main, (row, before) => {
  choose(row);
  send(form().dataset.reorder, { anliegen: row.dataset.anliegen, ...(before && { before }) });
});
sendForms(board ? document.getElementById("market") : main); // what stands in the desk's bar, the desk sends
document.addEventListener("wall:changed", settle);
settle();
