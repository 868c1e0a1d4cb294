// The hints in the desk's panel, read again when the wall or the interest changes; a tap on one chooses its sheet.
// Without it the heading leads to the page that lists them. What only facilitators may count comes along with it.

import { place } from "./regions.js";

const REST = 2500; // ms from one reading to the next
const panel = document.getElementById("panel");
const said = new Set(["interest-desk"]); // regions that this brings itself
let list = "", read = 0, due = null;

function show() {
  const here = document.getElementById("desk-hints");
  if (here && here.innerHTML !== list) htmx.swap({ text: list, target: here, swap: "innerMorph", transition: false });
}

function soon() {
  due ??= setTimeout(load, Math.max(300, read + REST - Date.now()));
}

async function load() {
  const from = document.getElementById("desk-hints")?.dataset.from;
  due = null;
  const unseen = document.getElementById("interest-desk");
  if (document.hidden || !(from || unseen)) return;
  read = Date.now();
  const answer = await fetch(`${document.body.dataset.conference}wall/hints/`, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list = page.getElementById("hints-list").innerHTML;
  const counts = page.getElementById("interest-desk");
  if (unseen && counts && counts.dataset.counts !== unseen.dataset.counts) place({ "interest-desk": counts.outerHTML });
  show();
}

panel.addEventListener("click", (event) => {
  const number = event.target.closest("[data-choose]")?.dataset.choose;
  const sheet = number && document.querySelector(`#board :is(.cell, .parked)[data-anliegen="${number}"] .open`);
  if (!sheet || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  sheet.click();
});
document.addEventListener("wall:changed", ({ detail: { ids } }) => { if (!ids.every((id) => said.has(id))) soon(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
new MutationObserver(() => { show(); if (!read) soon(); }).observe(panel, { childList: true });
load();
