// A room's sign at its door: the minutes that are left, how full it is and where else there is room, all by the server's
// clock and the news. Read again when something of this room, or of what runs now, has changed. Without it: as loaded.

import { now } from "./clock.js";
import { keepAwake } from "./display-awake.js";
import { ring } from "./display-gong.js";
import { fitText, percent } from "./display-type.js";
import { catchUp } from "./live.js";

const NEARBY = 3; // rooms
const body = document.body, lost = document.getElementById("lost"), contact = document.getElementById("contact");
const language = document.documentElement.lang;
const sign = () => document.getElementById("sign");
const find = (selector) => sign().querySelector(selector);
let asked = 0;

function say(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function time(milliseconds, seconds) {
  const parts = { timeZone: sign().dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(seconds && { second: "2-digit" }) };
  return new Intl.DateTimeFormat(language, parts).format(milliseconds);
}

/** Each second: the clock, the minutes, and whether something has begun or ended. */
function tell() {
  const at = now(), left = find(".left");
  say(find(".clock time"), time(at));
  if (left) say(left, sign().dataset.left.replace("{n}", Math.max(0, Math.ceil((left.dataset.ends - at / 1000) / 60))));
  const turned = sign().dataset.turns && at / 1000 >= sign().dataset.turns;
  if (turned && at - asked > 10_000) { asked = at; catchUp(1); }
  const offline = body.classList.contains("offline"), heard = time(Number(body.dataset.heardAt || Date.now()) + at - Date.now(), true);
  say(contact, `${offline ? contact.dataset.lostWord : contact.dataset.liveWord} · ${heard}`);
  if (offline) say(lost, `${lost.dataset.lost} ${heard}. ${lost.dataset.again}`);
}

/** How many are in which room. */
function heads() {
  const pairs = (document.getElementById("heads")?.dataset.counts ?? "").split(",").filter(Boolean);
  return new Map(pairs.map((pair) => pair.split(":")));
}

function count() {
  const counts = heads(), many = find(".many"), seats = Number(find(".room-heads").dataset.seats);
  const here = Number(counts.get(sign().dataset.room) ?? 0), full = seats > 0 && here >= seats;
  const words = full ? many.dataset.full : many.dataset[seats ? "of" : "here"].replace("{n}", here).replace("{s}", seats);
  say(many, here ? words : "");
  find(".room-heads").toggleAttribute("data-full", full);
  let shown = 0;
  for (const each of sign().querySelectorAll(".nearby li")) {
    const most = Number(each.dataset.seats), free = most - Number(counts.get(each.dataset.room) ?? 0);
    each.hidden = shown >= NEARBY || (most > 0 && free <= 0);
    if (!each.hidden) shown++;
    say(each.querySelector(".spare"), most ? sign().dataset.free.replace("{n}", free) : "");
  }
  find(".nearby").hidden = !full || !shown;
}

/** The largest type that fits, once everything else has its place. */
function fit() {
  const urgent = document.querySelector(".cries");
  document.documentElement.style.setProperty("--urgent", `${urgent?.offsetHeight ?? 0}px`);
  const unit = parseFloat(getComputedStyle(find(".codes")).fontSize) / 3;
  const what = find(".what");
  if (what) fitText(what, (13 * unit) / percent(), 3.6 * unit);
}

function lay() {
  count();
  tell();
  fit();
}

document.addEventListener("wall:changed", ({ detail: { ids } }) => {
  const { room, slot } = sign().dataset;
  if (ids.some((id) => id.startsWith("cell-") && (id.endsWith(`-${room}`) || id.startsWith(`cell-${slot}-`)))) catchUp();
  lay();
});
new ResizeObserver(fit).observe(document.documentElement);
new MutationObserver(tell).observe(body, { attributeFilter: ["class", "data-heard-at"] });
Promise.all(["500", "700", "800"].map((weight) => document.fonts.load(`${weight} 20px Hyperlegible`))).then(lay, lay);
lay();
(function tick() {
  setTimeout(() => { tell(); ring(false); tick(); }, 1000 - (now() % 1000));
})();
keepAwake(sign().dataset.awake);
