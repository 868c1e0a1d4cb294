// The Nachrichtenwand on a hall's screen: one report at a time, the next one after some twenty seconds, by how much there
// is to read. One that has just been hung comes at once. Without the network the leaf that is there stays.

import { zoom } from "./display-type.js";

const every = Number(new URLSearchParams(location.search).get("every")) || 0;
const [SHORTEST, LONGEST, BEGIN, A_WORD] = [14, 32, 7, 0.28]; // seconds
const FADE = 900, AGAIN = 5000; // ms
const SIZES = [5.4, 4.7, 4.1, 3.6]; // of the type, in percent of the height
const stage = document.getElementById("hall");
const leaves = document.getElementById("leaves");
const newest = () => document.getElementById("reports")?.dataset.newest ?? "";
const here = () => leaves.querySelector(".leaf.here");
let known = null, timer = 0, asked = 0;

const runs = () => stage.dataset.scene === "news";

function stay(leaf) {
  const words = leaf.querySelector(".first-words")?.textContent.split(/\s+/).length ?? 0;
  return 1000 * (every || Math.min(LONGEST, Math.max(SHORTEST, BEGIN + A_WORD * words)));
}

function next(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => turn(here()?.dataset.number), wait);
}

/** Fetches the leaf after that number, without one the newest, and fades to it. */
async function turn(after = "") {
  const mine = ++asked;
  try {
    const answer = await fetch(`${leaves.dataset.from}${after && `?after=${after}`}`, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(answer.status);
    const leaf = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".leaf");
    const photo = leaf.querySelector("img");
    if (photo) await Object.assign(new Image(), { src: photo.src }).decode().catch(() => photo.remove());
    if (mine !== asked || !runs()) return;
    fade(document.adoptNode(leaf));
    next(stay(leaf));
  } catch {
    if (mine === asked) next(AGAIN);
  }
}

function fade(leaf) {
  const old = here(), { number, version } = leaf.dataset;
  if (old && old.dataset.number === number && old.dataset.version === version) {
    old.querySelector(".hang-of")?.replaceWith(leaf.querySelector(".hang-of"));
    return;
  }
  leaves.append(leaf);
  fit(leaf);
  void leaf.offsetWidth; // begins the fade
  leaf.classList.add("here");
  old?.classList.remove("here");
  setTimeout(() => old?.remove(), matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : FADE);
}

/** The largest type in which all is shown; in the smallest as many lines as there is room for, then an ellipsis. */
function fit(leaf) {
  const words = leaf.querySelector(".first-words");
  for (const size of words ? SIZES : []) {
    words.style.setProperty("--words", `${size}vh`);
    words.style.setProperty("--lines", "none");
    const { lineHeight } = getComputedStyle(words), sheet = words.parentElement, { paddingBottom } = getComputedStyle(sheet);
    const height = sheet.getBoundingClientRect().bottom - parseFloat(paddingBottom) - words.getBoundingClientRect().top;
    const lines = Math.max(1, Math.floor(height / parseFloat(lineHeight)));
    if (words.scrollHeight <= lines * parseFloat(lineHeight) + 2) return;
    words.style.setProperty("--lines", lines);
  }
}

/** Looks after the scene: begins, ends, and follows what is hung. */
export function followReports() {
  let size = "";
  const look = () => {
    if (!runs()) {
      clearTimeout(timer);
      asked += 1;
      known = null;
      leaves.replaceChildren();
    } else if (known !== newest()) {
      known = newest();
      turn();
    }
    if (size !== (size = [innerWidth, innerHeight, zoom()].join())) for (const leaf of leaves.children) fit(leaf);
  };
  new MutationObserver(look).observe(stage, { attributeFilter: ["data-scene", "data-mode"] });
  document.addEventListener("wall:changed", look);
  addEventListener("resize", look);
  look();
}
