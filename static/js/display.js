// A hall's screen: gives every piece its place, again after each change, and turns pages when not all fits.
// Without it the wall is as the server wrote it. Nothing is changed here but where it shows.

import "./turn-clock.js";
import { stayInTouch } from "./display-alive.js";
import { keepAwake } from "./display-awake.js";
import { now, tell } from "./display-clock.js";
import { fit } from "./display-fit.js";
import { ring } from "./display-gong.js";
import { followReports } from "./display-leaves.js";
import { leaf, listPages } from "./display-rail.js";
import { nowAndNext, roundInFocus, upcoming } from "./display-rounds.js";
import { bare, fitTexts, fitUrgent, narrow, scene } from "./display-scene.js";
import { fitText, fitTheme } from "./display-type.js";
import { shine } from "./live.js";

const query = new URLSearchParams(location.search);
const STAY = 1000 * (query.get("every") || 11); // a page stands so long: some twenty titles
const stage = document.getElementById("hall");
const wall = () => document.getElementById("wall");
const parking = () => document.getElementById("parking");
let plan = null, page = 0, railPage = 0, turning = 0, hung = new Map();

function mark(element, name, on) {
  if (element && element.hasAttribute(name) !== on) element.toggleAttribute(name, on);
}

/** What the layout depends on; while it stays the same, only the marks are put back. */
function facts(round) {
  const cells = [...document.querySelectorAll("#hang li, #hang .slot-name")].map((each) => each.id + each.textContent);
  const texts = [...document.querySelectorAll("#about, #invite, #urgent, .scene, #presenter :is(.words, .coming)")].map((each) => each.textContent);
  return [innerWidth, innerHeight, round?.id, ...texts, ...cells].join("|");
}

function lay() {
  const seconds = now() / 1000, here = scene(lay);
  narrow(here, mark);
  const mode = modeOf(here);
  const focus = mode === "gathering" ? parking() : mode === "scene" ? null : roundInFocus(wall(), seconds, here.slot);
  for (const each of document.querySelectorAll("#hang .slot, #parking")) mark(each, "data-focus", each === focus);
  for (const each of wall().querySelectorAll(".common")) {
    mark(each, "data-running", each.dataset.starts <= seconds && seconds < each.dataset.ends);
  }
  const beside = here.shows === "now" ? nowAndNext(wall(), seconds, focus) : upcoming(wall(), seconds, focus);
  const seen = facts(focus) + Boolean(focus?.querySelector(".heads")) + mode + here.key + beside.map((each) => each.id);
  if (plan?.seen !== seen || bare()) {
    const keep = plan?.focus === focus?.id ? page : 0;
    plan = { seen, mode, focus: focus?.id, ...arrange(mode, focus, beside, here) };
    page = Math.min(keep, plan.pages.length - 1);
  }
  show();
  observer.takeRecords();
}

function modeOf(here) {
  if (here.covers) return "scene";
  if (here.shows === "welcome") return "invite";
  return wall().querySelector(".cell.taken") ? "wall" : parking()?.querySelector("li") ? "gathering" : "invite";
}

function arrange(mode, focus, beside, here) {
  stage.dataset.mode = mode;
  stage.dataset.rail = 1;
  fitUrgent(fitText);
  for (const each of document.querySelectorAll("#hang [data-off]")) each.removeAttribute("data-off");
  const groups = mode === "wall" ? beside : [];
  const whole = here.shows === "wall" && !here.slot && !here.rooms?.length;
  const rail = listPages(stage, groups, mode === "wall" && whole ? parking() : null);
  if (here.shows === "now" && rail.whole.includes(1)) rail.whole = [1];
  fitTexts(fitText);
  const sheets = mode === "invite" || !focus ? { pages: [[]], free: [] } : fit(stage, focus, rail);
  fitTheme(stage);
  return { ...sheets, rail: rail.pages[stage.dataset.rail] };
}

function show() {
  const here = new Set(plan.pages[page]);
  const focus = plan.focus && document.getElementById(plan.focus);
  for (const each of focus?.querySelectorAll("li") ?? []) mark(each, "data-off", plan.mode !== "invite" && !here.has(each.id));
  leaf(plan.rail, railPage);
  const say = (id, text) => { const at = document.getElementById(id); if (at.textContent !== text) at.textContent = text; };
  say("turn", plan.pages.length > 1 ? `${page + 1} / ${plan.pages.length}` : "");
  say("rail-turn", plan.rail.length > 1 ? `${(railPage % plan.rail.length) + 1} / ${plan.rail.length}` : "");
  const strip = document.getElementById("strip");
  say("strip", plan.free.length ? `${strip.dataset.free} ${plan.free.join(" · ")}` : "");
}

function turn() {
  page = (page + 1) % plan.pages.length;
  railPage = (railPage + 1) % plan.rail.length;
  show();
  observer.takeRecords();
  stayHere();
}

function stayHere() {
  clearTimeout(turning);
  turning = setTimeout(turn, STAY);
}

/** Which cells hold another sheet than before; after sleep or a restart they glow as if they had been told. */
function missed() {
  const before = hung;
  hung = new Map([...wall().querySelectorAll(".cell")].map((cell) => [cell.id, cell.dataset.anliegen]));
  return [...hung].filter(([id, sheet]) => before.has(id) && before.get(id) !== sheet).map(([id]) => id);
}

// News comes in as changed elements; a change on another page turns to it at once.
const observer = new MutationObserver(lay);
document.addEventListener("wall:changed", ({ detail }) => {
  lay();
  tell();
  const changed = missed();
  if (detail.ids.includes("wall")) changed.forEach((id) => shine(document.getElementById(id)));
  const ids = detail.ids.concat(changed);
  const at = plan.pages.findIndex((page) => ids.some((id) => page.includes(id)));
  const there = plan.rail.findIndex((page) => ids.some((id) => page.has(id)));
  if (at >= 0) page = at;
  if (there >= 0) railPage = there;
  if (at >= 0 || there >= 0) { show(); observer.takeRecords(); stayHere(); }
});

await Promise.all(["500", "650", "750"].map((weight) => document.fonts.load(`${weight} 20px Hyperlegible`))).catch(() => {});
for (const word of ["fresh", "now"]) stage.style.setProperty(`--${word}-word`, JSON.stringify(stage.dataset[`${word}Word`]));
observer.observe(document.getElementById("hang"), { subtree: true, childList: true, characterData: true, attributes: true });
observer.observe(document.getElementById("about"), { subtree: true, childList: true, characterData: true });
new ResizeObserver(() => { plan = null; lay(); }).observe(stage);
lay();
followReports();
missed();
tell();
stayHere();
// Each second of the conference's clock: the time, and whether another round has begun.
(function tick() {
  setTimeout(() => { tell(); ring(!query.has("preview")); if (Math.floor(now() / 1000) % 5 === 0) lay(); tick(); }, 1000 - (now() % 1000));
})();
if (!query.has("preview")) {
  keepAwake(stage.dataset.awake);
  stayInTouch();
}
