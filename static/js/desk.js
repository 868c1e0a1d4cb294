// The facilitator's desk: choose a sheet by tap, key or drag, then where it goes. What is chosen stands right.
// Without it every sheet and cell is a link to its page, where plain forms do the same.

import { filter, search } from "./desk-tools.js";
import { dragging } from "./drag.js";
import { keyboard } from "./keyboard.js";
import { catchUp } from "./live.js";
import { say } from "./regions.js";
import { send, sendForms } from "./send.js";

const board = document.getElementById("board");
const panel = document.getElementById("panel");
const nothing = panel.innerHTML;
const spoken = document.getElementById("spoken");
let chosen = null; // {number, cell: "slot-room" or ""}
let mode = ""; // "", where, continue or swap
let shown = "", loading = null;

const cellOf = (element) => (element.dataset.slot ? `${element.dataset.slot}-${element.dataset.room}` : "");
const speak = (what) => { spoken.textContent = board.dataset[what].replace("%n", chosen?.number ?? ""); };

async function choose(item) {
  chosen = { number: item.dataset.anliegen, cell: cellOf(item) };
  mode = "";
  mark();
  speak("sayChosen");
  await refresh();
}

/** Reads again what stands right: the chosen sheet, or the cell that was opened. */
function refresh() {
  const url = chosen ? `${board.dataset.panel}${chosen.number}/` : shown && `${board.dataset.cell}${shown.replace("-", "/")}/`;
  if (url) loading = load(url);
  return loading;
}

async function load(url) {
  const answer = await fetch(url).catch(() => null);
  const text = await answer?.text().catch(() => null);
  const still = chosen ? url.startsWith(board.dataset.panel) && url.endsWith(`/${chosen.number}/`) : shown;
  if (!still) return;
  if (!answer?.ok) return answer ? letGo() : say(document.getElementById("toast").dataset.unsent, true);
  const held = panel.contains(document.activeElement);
  const page = new DOMParser().parseFromString(text, "text/html");
  htmx.swap({ text: (page.querySelector("main > .narrow") ?? page.body).innerHTML, target: panel, swap: "innerMorph" });
  if (held && document.activeElement === document.body) board.querySelector(".selected a, .hold")?.focus();
}

function letGo() {
  if (panel.contains(document.activeElement)) board.querySelector(".selected a")?.focus();
  chosen = null;
  mode = shown = "";
  panel.innerHTML = nothing;
  catchUp(); // what it lists may have changed since
  mark();
  speak("sayLetGo");
}

function mark() {
  for (const each of board.querySelectorAll(".selected")) each.classList.remove("selected");
  if (chosen) {
    const places = [...board.querySelectorAll(`[data-anliegen="${chosen.number}"]:is(.cell, .parked)`)];
    for (const each of places) each.classList.add("selected");
    if (!places.some((each) => cellOf(each) === chosen.cell)) chosen.cell = places[0] ? cellOf(places[0]) : "";
  }
  document.body.classList.toggle("where", Boolean(chosen) && mode !== "swap");
  const columns = [...board.querySelectorAll(".column")];
  const rooms = new Map(columns.map((each) => [each.dataset.room, each.querySelector("b").textContent.replaceAll("\u00ad", "")]));
  for (const cell of board.querySelectorAll(".cell")) {
    const time = cell.closest(".slot").querySelector("time").textContent;
    cell.querySelector("a").setAttribute("aria-description", `${rooms.get(cell.dataset.room)} ${time}`);
    const state = cell.querySelector(".state");
    if (state) state.dataset.here = board.dataset.here;
  }
  board.style.setProperty("--columns", columns.length);
  board.classList.toggle("dense", columns.length > 11);
}

async function act(url, values) {
  mode = "";
  if (await send(url, { anliegen: chosen.number, ...values }) && values.slot) chosen.cell = `${values.slot}-${values.room}`;
  mark();
  await refresh();
}

function toCell(cell) {
  const [slot, room] = cell.split("-");
  const verb = mode === "continue" ? "continue" : chosen.cell ? "move" : "pin";
  return act(board.dataset[verb], { slot, room, ...(verb === "move" && { origin: chosen.cell }) });
}

const swapWith = (number) => act(board.dataset.swap, { with: number });

function begin(verb) {
  const item = document.activeElement.closest(".cell.taken, .parked");
  if (!chosen && item) choose(item);
  if (!chosen) return null;
  if (verb === "park") return act(board.dataset.park, {});
  if (verb === "fix") return loading.then(() => panel.querySelector("[data-act-form=fix] button")?.click());
  mode = verb;
  mark();
  speak(verb === "swap" ? "saySwap" : "sayWhere");
  return (board.querySelector(verb === "swap" ? ".cell.taken:not(.selected) a" : ".cell.free a") ?? board.querySelector(".hold")).focus();
}

// A free or closed cell with nothing chosen: its page's content beside the wall (close it, open it, write for it).
async function showCell(cell) {
  shown = cell;
  await refresh();
  panel.querySelector("h1")?.setAttribute("tabindex", "-1");
  panel.querySelector("h1")?.focus();
}

board.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) return begin(button.dataset.act);
  const item = event.target.closest(".cell, .parked");
  if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (item.dataset.anliegen) mode === "swap" ? swapWith(item.dataset.anliegen) : choose(item);
  else if (chosen && item.classList.contains("free")) toCell(cellOf(item));
  else if (!chosen) showCell(cellOf(item));
});

dragging(board, {
  take: (item) => { chosen = { number: item.dataset.anliegen, cell: cellOf(item) }; mode = ""; mark(); },
  drop: (target) => {
    if (!target) return refresh();
    if (target.classList.contains("parking")) return chosen.cell ? act(board.dataset.park, { origin: chosen.cell }) : refresh();
    return target.dataset.anliegen ? swapWith(target.dataset.anliegen) : toCell(cellOf(target));
  },
});

keyboard(board, { letGo: () => (mode ? ((mode = ""), mark()) : letGo()), act: begin, search });
for (const place of [panel, document.querySelector(".bar")]) sendForms(place, refresh);

document.addEventListener("wall:changed", ({ detail: { ids } }) => {
  mark();
  filter();
  const here = chosen && ["wall", `parked-${chosen.number}`, `cell-${chosen.cell}`].some((id) => ids.includes(id));
  if (here && !panel.contains(document.activeElement)) refresh();
});
mark();
