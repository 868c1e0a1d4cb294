// The facilitator's desk: choose a sheet by tap, key or drag, then where it goes. What is chosen stands right.
// Without it every sheet and cell is a link to its page, where plain forms do the same.

import { dragging } from "./drag.js";
import { keyboard } from "./keyboard.js";
import { say, send } from "./send.js";

const board = document.getElementById("board");
const panel = document.getElementById("panel");
const nothing = panel.innerHTML;
const spoken = document.getElementById("spoken");
const search = document.getElementById("search");
let chosen = null; // {number, cell: "slot-room" or ""}
let mode = ""; // "", where, continue or swap
let zoom = 0;

const cellOf = (element) => (element.dataset.slot ? `${element.dataset.slot}-${element.dataset.room}` : "");
const speak = (what) => { spoken.textContent = (board.dataset[what] ?? what).replace("%n", chosen?.number ?? ""); };

async function choose(item) {
  chosen = { number: item.dataset.anliegen, cell: cellOf(item) };
  mode = "";
  mark();
  speak("sayChosen");
  await refresh();
}

async function refresh() {
  if (!chosen) return;
  const answer = await fetch(`${board.dataset.panel}${chosen.number}/`).catch(() => null);
  if (!answer?.ok) return answer ? letGo() : say(document.getElementById("lost").dataset.lost);
  htmx.swap({ text: await answer.text(), target: panel, swap: "innerHTML" });
}

function letGo() {
  chosen = null;
  mode = "";
  panel.innerHTML = nothing;
  mark();
  speak("sayLetGo");
}

function mark() {
  for (const each of board.querySelectorAll(".selected")) each.classList.remove("selected");
  if (chosen) for (const each of board.querySelectorAll(`[data-anliegen="${chosen.number}"]`)) each.classList.add("selected");
  document.body.classList.toggle("where", mode === "where" || mode === "continue");
  for (const each of board.querySelectorAll(".cell.free .state")) each.dataset.here = board.dataset.here;
  const columns = board.querySelectorAll(".column").length;
  board.style.setProperty("--columns", columns);
  board.classList.toggle("dense", columns > 11);
}

async function toCell(cell, verb) {
  const [slot, room] = cell.split("-");
  const done = await send(board.dataset[verb], { anliegen: chosen.number, slot, room, origin: verb === "move" ? chosen.cell : "" });
  if (done) chosen = { ...chosen, cell };
  mode = "";
  mark();
  speak(document.getElementById("toast").textContent);
  await refresh();
}

async function swapWith(number) {
  await send(board.dataset.swap, { anliegen: chosen.number, with: number });
  mode = "";
  mark();
  speak(document.getElementById("toast").textContent);
  await refresh();
}

async function park(cell) {
  await send(board.dataset.park, { anliegen: chosen.number, origin: cell });
  if (chosen) chosen.cell = "";
  speak(document.getElementById("toast").textContent);
  await refresh();
}

function act(what) {
  if (!chosen) return;
  if (what === "park") return park("");
  if (what === "fix") return panel.querySelector("[data-act-form=fix] button")?.click();
  mode = what;
  mark();
  speak(what === "swap" ? "saySwap" : "sayWhere");
  (board.querySelector(what === "swap" ? ".cell.taken a" : ".cell.free a") ?? board.querySelector(".hold")).focus();
}

// A free or closed cell with nothing chosen: its page's content beside the wall (close it, open it, write for it).
async function showCell(cell) {
  const answer = await fetch(`${board.dataset.cell}${cell.replace("-", "/")}/`).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  panel.replaceChildren(...(page.querySelector("main > .narrow")?.children ?? []));
  panel.querySelector("h1")?.focus();
}

board.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) return act(button.dataset.act);
  const item = event.target.closest(".cell, .parked");
  if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (chosen && item.classList.contains("free")) {
    event.preventDefault();
    toCell(cellOf(item), mode === "continue" ? "continue" : chosen.cell ? "move" : "pin");
  } else if (item.dataset.anliegen) {
    event.preventDefault();
    if (mode === "swap") swapWith(item.dataset.anliegen);
    else choose(item);
  } else if (item.matches(".free, .closed")) {
    event.preventDefault();
    showCell(cellOf(item));
  }
});

dragging(board, {
  take: (item) => { chosen = { number: item.dataset.anliegen, cell: cellOf(item) }; mark(); },
  drop: (item, target) => {
    if (target.classList.contains("parking")) return chosen.cell ? park(chosen.cell) : null;
    if (target.dataset.anliegen) return swapWith(target.dataset.anliegen);
    return toCell(cellOf(target), chosen.cell ? "move" : "pin");
  },
});

keyboard(board, { letGo: () => (mode ? ((mode = ""), mark()) : letGo()), act: (verb) => chosen && act(verb), search });

function filter() {
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  document.body.classList.toggle("searching", words.length > 0);
  for (const each of board.querySelectorAll(".cell.taken, .parked")) {
    const text = each.textContent.replaceAll("\u00ad", "").toLocaleLowerCase();
    each.classList.toggle("hit", words.length > 0 && words.every((word) => text.includes(word)));
  }
}

function enlarge(step) {
  zoom = Math.max(0, Math.min(4, zoom + step));
  const wall = board.querySelector(".wall");
  for (const [name, value] of [["--column", `${3.2 + zoom * 2}rem`], ["--zoom", 1 + zoom * 0.2], ["--least", `${zoom * 30}%`]])
    zoom ? board.style.setProperty(name, value) : board.style.removeProperty(name);
  wall?.scrollIntoView({ block: "nearest" });
}

search.addEventListener("input", filter);
document.getElementById("larger").addEventListener("click", () => enlarge(1));
document.getElementById("smaller").addEventListener("click", () => enlarge(-1));
document.addEventListener("wall:changed", () => { mark(); filter(); if (chosen && !panel.contains(document.activeElement)) refresh(); });
mark();
