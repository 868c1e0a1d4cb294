// The wall on a phone: own sheets marked, search, jump to now, and "where to?" by tapping a free cell.
// Without it: every cell and sheet is a link to its page, and the sheet's page has a plain form to pin it.

import { taps } from "./regions.js";

const place = document.getElementById("place");
// Only who places a sheet needs it: the wall's first load is lighter by a request.
const sending = place && import("./send.js").catch(() => ({ send: () => place.submit() }));
const search = document.getElementById("search");
const found = document.getElementById("found");
const toNow = document.getElementById("to-now");

function mark() {
  const now = Date.now() / 1000, mine = new Set(document.getElementById("going").dataset.own.split(",").filter(Boolean));
  for (const each of document.querySelectorAll(".cell, .parked")) each.classList.toggle("mine", mine.has(each.dataset.anliegen));
  for (const slot of document.querySelectorAll(".slot")) {
    slot.classList.toggle("now", slot.dataset.starts <= now && now < slot.dataset.ends);
    slot.classList.toggle("over", slot.dataset.ends <= now);
  }
  const next = document.querySelector(".slot.now") ?? document.querySelector(".slot:not(.over)");
  toNow.hidden = !next || next === document.querySelector(".slot");
  if (next) toNow.href = `#${next.id}`;
  here();
  filter();
}

// The strip of rounds shows which one is in front of the eyes.
function here() {
  const line = innerHeight / 3;
  const slot = [...document.querySelectorAll(".slot:not(.common)")].findLast((each) => each.getBoundingClientRect().top < line);
  for (const link of document.querySelectorAll(".jump a")) {
    const current = link.dataset.slot === slot?.dataset.slot;
    if (current && !link.hasAttribute("aria-current")) link.parentElement.scrollTo({ left: link.offsetLeft - 60 });
    link.toggleAttribute("aria-current", current);
  }
}

function filter() {
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  document.body.classList.toggle("searching", words.length > 0);
  let count = 0;
  for (const each of document.querySelectorAll(".cell, .parked")) {
    const text = each.textContent.replaceAll("\u00ad", "").toLocaleLowerCase();
    const hit = words.length > 0 && each.dataset.anliegen && words.every((word) => text.includes(word.replace(/^#/, "")));
    each.classList.toggle("hit", Boolean(hit));
    count += hit ? 1 : 0;
  }
  found.textContent = words.length && !count ? search.dataset.none : "";
}

if (place) {
  document.body.classList.add("placing");
  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell.free");
    if (!cell) return;
    event.preventDefault();
    if ("ask" in place.dataset) return location.assign(`${cell.querySelector("a").href}?sheet=${place.elements.anliegen.value}`);
    if (place.dataset.sent) return; // a double tap pins once
    place.dataset.sent = "yes";
    place.elements.cell.value = `${cell.dataset.slot}-${cell.dataset.room}`;
    pin(cell);
  });
}

/** Pins by the same form as without this script; a refusal leaves the choice open. */
async function pin(cell) {
  cell.classList.add("here");
  const values = { anliegen: place.elements.anliegen.value, cell: place.elements.cell.value };
  const { send } = await sending;
  if (await send(place.action, values)) return location.assign(place.dataset.to);
  cell.classList.remove("here");
  delete place.dataset.sent;
}

taps(() => import("./come.js"));
addEventListener("scroll", here, { passive: true });
search.addEventListener("input", filter);
document.addEventListener("wall:changed", mark);
setInterval(mark, 30000);
mark();
