// Which round stands in front, and which slots stand beside it, by the time of the conference.

/** The round to show: the running one, else the coming one, else the last one. */
export function roundInFocus(wall, seconds) {
  const rounds = [...wall.querySelectorAll(".slot:not(.common)")];
  return rounds.find((each) => Number(each.dataset.ends) > seconds) ?? rounds.at(-1);
}

/** The slots beside the focus: those still to come; after the last, those that were. Short breaks go without saying. */
export function upcoming(wall, seconds, focus) {
  const others = [...wall.querySelectorAll(".slot")].filter((each) => each !== focus && !shortBreak(each));
  const left = others.filter((each) => each.dataset.ends > seconds);
  return left.length ? left : others;
}

const shortBreak = (slot) =>
  slot.classList.contains("common") && !slot.hasAttribute("data-running") && slot.dataset.ends - slot.dataset.starts <= 20 * 60;
