// The wall on a phone: own sheets marked, search, jump to now, and "where to?" by tapping a free cell.
// Without it: every cell and sheet is a link to its page, and the sheet's page has a plain form to pin it.

const tools = document.querySelector(".tools");
const place = document.getElementById("place");
const mine = new Set((tools.dataset.mine || "").split(",").filter(Boolean));
const search = document.getElementById("search");
const found = document.getElementById("found");
const toNow = document.getElementById("to-now");

function mark() {
  const now = Date.now() / 1000;
  for (const each of document.querySelectorAll(".cell, .parked")) each.classList.toggle("mine", mine.has(each.dataset.anliegen));
  for (const slot of document.querySelectorAll(".slot")) {
    slot.classList.toggle("now", slot.dataset.starts <= now && now < slot.dataset.ends);
    slot.classList.toggle("over", slot.dataset.ends <= now);
  }
  const next = document.querySelector(".slot.now") ?? document.querySelector(".slot:not(.over)");
  toNow.hidden = !next || next === document.querySelector(".slot");
  if (next) toNow.href = `#${next.id}`;
  filter();
}

function filter() {
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  document.body.classList.toggle("searching", words.length > 0);
  let count = 0;
  for (const each of document.querySelectorAll(".cell, .parked")) {
    const text = each.textContent.toLocaleLowerCase();
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
    if (place.dataset.sent) return; // a double tap pins once
    place.dataset.sent = "yes";
    place.elements.cell.value = `${cell.dataset.slot}-${cell.dataset.room}`;
    send(cell);
  });
}

/** Pins by the same form as without this script; what comes back is the sheet's page or the refusal's sentence. */
async function send(cell) {
  cell.classList.add("here");
  const data = new FormData(place);
  try {
    const answer = await fetch(place.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) return location.assign(place.dataset.to);
    say(page.querySelector(".toast")?.textContent ?? page.querySelector("main")?.textContent);
  } catch {
    say(document.getElementById("lost").dataset.lost);
  }
  cell.classList.remove("here");
  delete place.dataset.sent;
}

function say(sentence) {
  const line = document.createElement("p");
  line.className = "toast refused";
  line.textContent = sentence;
  document.getElementById("toast").replaceChildren(line);
}

search.addEventListener("input", filter);
document.addEventListener("wall:changed", mark);
setInterval(mark, 30000);
mark();
