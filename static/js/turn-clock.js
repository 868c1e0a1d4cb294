// The clock of who presents: the same on every screen, by the server's time. Ten seconds before the end, and at the end,
// it says so: by a word beside it, by `data-sign` for the eye, and by an event for whoever wants to hear it.
// Without it the page says who presents, without a clock.

import { now } from "./clock.js";

export const SOON = 10; // seconds
const OFTEN = 100; // ms: two screens show the same within that
let turn = "", told = "";

/** Milliseconds left of a clock; none once it is over. */
function leftOf({ ends, left }) {
  return Math.max(0, left ? Number(left) : Number(ends) - now());
}

function tick() {
  for (const clock of document.querySelectorAll(".turn-clock")) show(clock);
}

function show(clock) {
  const left = leftOf(clock.dataset), seconds = Math.ceil(left / 1000), paused = Boolean(clock.dataset.left);
  const sign = left ? (seconds <= SOON ? "soon" : "") : "over";
  write(clock.querySelector(".left"), `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  const words = clock.querySelector(".sign");
  write(words, paused ? words.dataset.paused : words.dataset[sign] ?? "");
  if (clock.dataset.sign !== sign) clock.dataset.sign = sign;
  clock.style.setProperty("--part", Math.min(1, left / clock.dataset.total).toFixed(3));
  tell(clock, paused ? "" : sign);
}

// Each sign once a turn; one that had passed before this page looked is no news.
function tell(clock, sign) {
  const here = clock.closest("#presenter")?.querySelector("[data-anliegen]")?.dataset.anliegen;
  const fresh = here === turn && sign && sign !== told;
  turn = here;
  told = sign;
  if (fresh) document.dispatchEvent(new CustomEvent("turn:sign", { detail: sign }));
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

document.addEventListener("wall:changed", tick);
setInterval(tick, OFTEN);
tick();
