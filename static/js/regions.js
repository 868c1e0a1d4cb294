// Puts live regions in place without disturbing whoever reads or types there: focus, open details and fields stay.
// Told by the socket, by our own verbs' answers and by catching up; it knows nothing of any of them.

import { paint, paintHeads, tap } from "./marks.js";

const toast = document.getElementById("toast");
let fading, flight = null;
let owed = false; // a region that somebody types in was left as it was

htmx.config.morphIgnore.push("open"); // <details> stay as people left them

/** Puts regions in place; the empty string takes one away. What changed glows. How a sheet flies comes with the first news. */
export async function place(regions) {
  flight ??= import("./flight.js").catch(() => ({ fly: (_regions, put) => put() }));
  return (await flight).fly(regions, () => put(regions));
}

async function put(regions) {
  for (const [id, html] of Object.entries(regions)) {
    const old = document.getElementById(id), next = old?.nextElementSibling;
    const held = old?.contains(document.activeElement);
    if (old && html) await morph(old, html);
    else if (old) old.remove();
    else if (html) insert(id, html);
    const now = document.getElementById(id);
    if (now && old) settle(now);
    if (held && document.activeElement === document.body) (now ?? next)?.querySelector("a")?.focus({ preventScroll: true });
    if (now && html && !id.startsWith("counts")) shine(now);
  }
  tell(Object.keys(regions));
}

/** Morphs in the live regions of this page as it is now; `fresh` is its document. */
export async function renew(fresh) {
  const morphs = [];
  for (const region of fresh.querySelectorAll("#wall, #parking, #counts, [data-live][id]")) {
    const old = document.getElementById(region.id);
    if (old) morphs.push(morph(old, region.outerHTML));
  }
  await Promise.all(morphs);
  const [here, there] = [document, fresh].map((each) => each.querySelector("[data-follows]"));
  if (here && there) here.dataset.follows = there.dataset.follows;
  tell(["wall"]);
}

/** Whether the page is about a sheet that these regions tell of, or whom they call reads it: then it is read again. */
export function concerns(regions) {
  const [, called] = regions.presenter?.match(/data-calls="([^"]*)"/) ?? [];
  if (called?.split(" ").includes(document.body.dataset.seat) || (called !== undefined && document.querySelector("#calls[data-called]"))) return true;
  const numbers = (document.querySelector("[data-follows]")?.dataset.follows ?? "").split(" ").filter(Boolean);
  const told = Object.entries(regions).map(([id, html]) => `${id}" ${html}`).join();
  return numbers.some((each) => told.includes(`data-anliegen="${each}"`) || told.includes(`parked-${each}"`) || told.includes(`turn-${each}"`));
}

/** Lets an element glow: it has just changed. */
export function shine(element) {
  element.classList.remove("fresh");
  void element.offsetWidth; // begins the glow anew
  element.classList.add("fresh");
  setTimeout(() => element.classList.remove("fresh"), 8000);
}

/** Shows a sentence for some seconds; a screen reader says it. */
export function say(sentence, refused = false) {
  const line = document.createElement("p");
  line.className = refused ? "toast refused" : "toast";
  line.textContent = sentence;
  toast.replaceChildren(...(sentence ? [line] : []));
  clearTimeout(fading);
  fading = setTimeout(() => { line.classList.add("gone"); setTimeout(() => line.remove(), 700); }, refused ? 15000 : 6000);
}

/** "I'd come" by one tap on a sheet: it looks done at once; `load()` brings the script that sends it, on the first tap. */
export function taps(load) {
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".tap"), number = button?.closest("article").dataset.anliegen;
    if (!button) return;
    tap(number, button.ariaPressed !== "true");
    await load().then(({ come }) => come(number), () => { tap(number, null); say(toast.dataset.unsent, true); });
  });
}

/** Calls back when somebody stops typing where news had to wait. */
export function whenFree(callback) {
  document.addEventListener("focusout", () => { if (owed) { owed = false; callback(); } });
}

// Where a sheet was before its move stands for a quarter of an hour. The pieces are everybody's, so each page sees to it.
function age() {
  for (const each of document.querySelectorAll("[data-moved]")) each.hidden = Math.abs(Date.now() / 1000 - each.dataset.moved) > 900;
}
setInterval(() => { age(); paintHeads(); }, 20000);
age();

function tell(ids) {
  age();
  paint();
  document.dispatchEvent(new CustomEvent("wall:changed", { detail: { ids } }));
}

function morph(old, html) {
  const at = document.activeElement;
  if (old.contains(at) && at.matches("input, textarea, select")) owed = true;
  else return htmx.swap({ text: html, target: old, swap: "outerMorph", transition: false });
}

// What comes to a list hangs itself in at its place: a sheet in the parking by its number, a turn of the market's queue
// by its position there, which may have changed.
const lists = { parked: "parked", turn: "queue" };
const placeOf = (item) => Number(item.dataset.at ?? item.dataset.anliegen);

function insert(id, html) {
  const list = document.getElementById(lists[id.split("-")[0]]);
  if (!list) return;
  list.insertAdjacentHTML("beforeend", html);
  settle(list.lastElementChild);
}

function settle(item) {
  if (!lists[item.id.split("-")[0]]) return;
  const next = [...item.parentElement.children].find((each) => each !== item && placeOf(each) > placeOf(item)) ?? null;
  if (next !== item.nextElementSibling) item.parentElement.insertBefore(item, next);
}

paint();
