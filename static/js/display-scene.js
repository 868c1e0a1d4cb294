// Which scene stands on the screen: what the desk set or what fits the phase; the market as soon as somebody presents
// there; and the wall for some seconds when who presents pins. Without it the wall stands there.

import { titleLeast, zoom, zoomTo } from "./display-type.js";

const LOOK = 8000; // ms that the wall stands there after a pin
const WALLS = ["wall", "now", "welcome"]; // scenes in which the wall's own layout gives everything its place
const stage = document.getElementById("hall");
const root = document.documentElement;
const queried = new URLSearchParams(location.search);
let presenting = null, hung = "", pinned = null, timer = 0;

const set = () => document.querySelector(".scene").dataset;
const presents = () => document.querySelector("#presenter .presents")?.dataset.anliegen ?? null;

/** Take over what is set; `again()` is called when the wall has been looked at. Returns what the layout needs to know. */
export function scene(again) {
  const { scene: given, zoom, light, blank, turns, day = "", slot = "", rooms = "" } = set();
  const market = given === "market" || (turns !== undefined && presents() !== null);
  watch(market, again);
  const shows = market ? (pinned ? "wall" : "market") : given;
  stage.dataset.scene = shows;
  stage.toggleAttribute("data-pinned", Boolean(pinned));
  document.body.classList.toggle("blank", blank !== undefined);
  document.body.classList.toggle("dark", light === "dark" || queried.has("dark"));
  root.classList.toggle("light", light === "light" && !queried.has("dark"));
  zoomTo(Number(zoom) / 100);
  const look = pinned ? document.getElementById(pinned)?.dataset.slot : slot;
  const scope = pinned ? {} : { day, rooms: rooms.split(" ").filter(Boolean) };
  return { shows, covers: !WALLS.includes(shows), slot: look, ...scope, key: JSON.stringify([shows, look, scope, zoom]) };
}

/** Whether who presents has just got a cell, or another one: then the hall follows the sheet to the wall. */
function watch(market, again) {
  const cells = [...document.querySelectorAll(`#wall .cell[data-anliegen="${presents()}"]`)].map((each) => each.id);
  const news = cells.filter((id) => !hung.split(" ").includes(id));
  if (presents() !== presenting || !market) end();
  else if (news.length) {
    pinned = news.at(-1);
    clearTimeout(timer);
    timer = setTimeout(() => { end(); again(); }, LOOK);
  }
  if (pinned && !document.getElementById(pinned)) end();
  [presenting, hung] = [presents(), cells.join(" ")];
}

function end() {
  clearTimeout(timer);
  pinned = null;
}

/** Leave out what the scene does not show: other days, slots, rooms. */
export function narrow({ day, slot, rooms = [] }, mark) {
  const zone = document.getElementById("sync").dataset.zone;
  const dayOf = new Intl.DateTimeFormat("sv", { timeZone: zone });
  for (const each of document.querySelectorAll("#wall .slot")) {
    const other = (slot && !stage.hasAttribute("data-pinned") && each.dataset.slot !== slot) || (day && dayOf.format(each.dataset.starts * 1000) !== day);
    mark(each, "data-out", Boolean(other));
  }
  for (const each of document.querySelectorAll("#wall .cell")) mark(each, "data-out", rooms.length > 0 && !rooms.includes(each.dataset.room));
}

/** Whether a text has no size (any more): news puts it back as it was written. */
export const bare = () => [...document.querySelectorAll(".scene .fits, .cries, #presenter .presents .title")].some((each) => !each.style.getPropertyValue("--size"));

/** Give what is urgent its place below everything else. */
export function fitUrgent(fit) {
  const urgent = document.querySelector(".cries");
  if (urgent) fit(urgent, 7 / zoom(), titleLeast() / zoom());
  root.style.setProperty("--urgent", urgent ? `${urgent.parentElement.offsetHeight}px` : "0px");
}

/** Give the texts of the scene the largest type that fits. */
export function fitTexts(fit) {
  for (const each of document.querySelectorAll(".scene .fits")) {
    const notices = [...each.querySelectorAll(".notices li")], most = each.matches(".notices") ? 7 : 14;
    for (const one of notices) one.removeAttribute("data-off");
    while (!fit(each, most) && notices.length > 1) notices.pop().setAttribute("data-off", ""); // the oldest go
  }
  const title = document.querySelector("#presenter .presents .title");
  if (title) fit(title, 13, titleLeast() * 1.3);
}
