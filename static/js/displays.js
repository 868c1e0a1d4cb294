// Keeps the marks of displays that are asleep or gone up to date, and sends their switches without leaving the page.
// Without it the marks are as old as the page, and the switches are plain forms.

import { sendForms } from "./send.js";

const EVERY = 8000;
const SLOW = 20000; // ms after which an answer would be no news
const at = () => document.querySelector("[data-states]")?.dataset.states;
if (!document.body.classList.contains("desk")) sendForms(document);

async function look() {
  if (!at() || document.hidden) return;
  const answer = await fetch(at(), { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(SLOW) });
  if (!answer.ok) return;
  const { screens } = await answer.json();
  warn(screens.find(({ state }) => ["asleep", "gone"].includes(state)));
  for (const { id, state, said } of screens) {
    for (const mark of document.querySelectorAll(`[data-display-state="${id}"]`)) {
      if (mark.dataset.state !== state) mark.dataset.state = state;
      if (mark.textContent !== said) mark.textContent = said;
    }
  }
}

/** On the desk the first screen that is not well stands in the bar. */
function warn(ill) {
  const link = document.getElementById("display-alarm");
  if (!link) return;
  link.textContent = ill ? ill.name : link.dataset.well;
  link.title = ill ? `${ill.name}: ${ill.said}` : link.dataset.well;
  link.classList.toggle("ill", Boolean(ill));
}

setInterval(() => look().catch(() => {}), EVERY);
document.addEventListener("visibilitychange", () => look().catch(() => {}));
look().catch(() => {});
