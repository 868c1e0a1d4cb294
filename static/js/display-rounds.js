// Which round stands in front, and which slots stand beside it, by the time of the conference.

/** The round to show: the wanted one, else the running one, else the coming one, else the last one. */
export function roundInFocus(wall, seconds, wanted) {
  const rounds = [...wall.querySelectorAll(".slot:not(.common, [data-out])")];
  const chosen = wanted ? rounds.find((each) => each.dataset.slot === wanted) : null;
  return chosen ?? rounds.find((each) => Number(each.dataset.ends) > seconds) ?? rounds.at(-1);
}

/** The slots beside the focus: those still to come; after the last, those that were. Short breaks go without saying. */
export function upcoming(wall, seconds, focus) {
  const others = [...wall.querySelectorAll(".slot:not([data-out])")].filter((each) => each !== focus && !shortBreak(each));
  const left = others.filter((each) => each.dataset.ends > seconds);
  return left.length ? left : others;
}

/** What runs beside the focus, and what comes next: up to the next round, breaks too. */
export function nowAndNext(wall, seconds, focus) {
  const left = [...wall.querySelectorAll(".slot:not([data-out])")].filter((each) => each !== focus && each.dataset.ends > seconds);
  const round = left.findIndex((each) => !each.classList.contains("common") && each.dataset.starts > (focus?.dataset.starts ?? 0));
  return round < 0 ? left : left.slice(0, round + 1);
}

const shortBreak = (slot) =>
  slot.classList.contains("common") && !slot.hasAttribute("data-running") && slot.dataset.ends - slot.dataset.starts <= 20 * 60;
