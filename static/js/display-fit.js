// Chooses how the sheets of a round hang: the type size is the constraint, the layout the variable. Candidates of columns,
// sizes and the two forms of a sheet are tried on the page itself, and the one that shows most in the largest type wins.

import { least, percent, titleLeast } from "./display-type.js";

const FORMS = { card: { about: 1.25, pad: 1.0 }, row: { about: 0, pad: 0.5 } }; // pad in percent of the height
const LINES = 2 * 1.14;
const BIGGEST = 2.3; // times the least size
const NARROWEST = 9; // a column is at least so many times the type's size wide
const GAP = 0.8;
const STRIP = 5.2;

/** Hang the sheets of the element in focus. Returns {pages: [[ids]], free: [names]}. */
export function fit(stage, focus, rail) {
  const all = [...focus.querySelectorAll("li:not([data-out])")];
  const taken = all.filter((each) => each.dataset.anliegen);
  const numbers = all.map((each) => (each.dataset.anliegen ?? "").length);
  stage.style.setProperty("--digits", Math.max(1, ...numbers));
  const names = [...focus.querySelectorAll(".about .room")].map((each) => each.offsetWidth / parseFloat(getComputedStyle(each).fontSize));
  stage.style.setProperty("--room", Math.min(9, Math.max(focus.querySelector(".heads") ? 6.4 : 3, ...names) + 0.2).toFixed(2));
  const list = focus.querySelector("ol");
  const tries = [{ stage, list, items: all, strip: 0 }];
  if (taken.length < all.length) tries.push({ stage, list, items: taken, strip: STRIP });
  let best = null;
  stage.dataset.measuring = ""; // titles in full, however many lines
  for (const each of tries) {
    for (const one of all) one.toggleAttribute("data-off", !each.items.includes(one));
    stage.style.setProperty("--strip", `${each.strip}vh`);
    best ??= whole(each, rail);
  }
  const chosen = best ?? paged(tries.at(-1));
  delete stage.dataset.measuring;
  apply(stage, chosen);
  const free = chosen.strip ? all.filter((each) => each.classList.contains("free")) : [];
  return { pages: chosen.pages, free: free.map((each) => each.querySelector(".room").textContent) };
}

/** The best way to hang all at once, or null. A wider rail that shows all other rounds is tried first. */
function whole(attempt, rail) {
  let best = null;
  for (const width of rail.whole) {
    attempt.stage.dataset.rail = width;
    const { items, list } = attempt;
    const room = list.getBoundingClientRect();
    for (let columns = 1; columns <= Math.min(5, items.length); columns++) {
      const rows = Math.ceil(items.length / columns);
      const height = (room.height - (rows - 1) * GAP * percent()) / rows;
      for (const form of Object.keys(FORMS)) {
        const biggest = Math.min(biggestType(form, height), titleLeast() * BIGGEST, room.width / columns / NARROWEST);
        for (let title = biggest; title >= titleLeast(); title = next(title)) {
          const candidate = { ...attempt, form, columns, rows, title, width, pages: [items.map((each) => each.id)] };
          if (value(candidate, 0) <= (best?.score ?? 0)) break; // smaller type gets no better than this
          const share = cut(candidate);
          const score = value(candidate, share);
          if (score > (best?.score ?? 0)) best = { ...candidate, share, score };
        }
      }
    }
    if (best && best.share <= 0.25) return best;
  }
  return best;
}

/** The way with the fewest pages that still shows most titles in full; pages are equally long. */
function paged(attempt) {
  const { items, list, stage } = attempt;
  let best = null;
  stage.dataset.rail = 1;
  const room = list.getBoundingClientRect();
  for (const [form, { about, pad }] of Object.entries(FORMS)) {
    const height = LINES * titleLeast() + about * least() + pad * percent();
    const most = Math.max(1, Math.floor((room.height + GAP * percent()) / (height + GAP * percent())));
    for (let columns = 1; columns <= 4; columns++) {
      const count = Math.ceil(items.length / (most * columns));
      const rows = Math.ceil(Math.ceil(items.length / count) / columns);
      const pages = Array.from({ length: count }, (_, at) => items.slice(at * rows * columns, (at + 1) * rows * columns).map((each) => each.id));
      const candidate = { ...attempt, form, columns, rows, title: titleLeast(), width: 1, pages: pages.filter((ids) => ids.length) };
      const score = -candidate.pages.length - 8 * cut(candidate);
      if (score > (best?.score ?? -Infinity)) best = { ...candidate, score };
    }
  }
  return best;
}

function next(title) {
  return title > titleLeast() * 1.001 ? Math.max(titleLeast(), title * 0.88) : 0;
}

function biggestType(form, height) {
  const { about, pad } = FORMS[form];
  const inner = height - pad * percent();
  const type = (inner - about * least()) / LINES;
  return about && type * 0.62 > least() ? inner / (LINES + about * 0.62) : type;
}

function value({ form, title }, share) {
  return (title / titleLeast()) ** 0.5 * (1 - share) ** 3 * (form === "card" ? 1.15 : 1);
}

/** Try a candidate; return the share of titles that it would cut. */
function cut(candidate) {
  apply(candidate.stage, candidate);
  const titles = [...candidate.list.querySelectorAll("li:not([data-off]) .title")];
  const long = titles.filter((each) => each.scrollHeight > candidate.title * LINES * 1.2);
  return long.length / Math.max(1, titles.length);
}

function apply(stage, { form, columns, rows, title, width, strip }) {
  stage.dataset.form = form;
  stage.dataset.rail = width;
  stage.style.setProperty("--columns", columns);
  stage.style.setProperty("--rows", rows);
  stage.style.setProperty("--title", `${title.toFixed(2)}px`);
  stage.style.setProperty("--strip", strip ? `${STRIP}vh` : "0vh");
}
