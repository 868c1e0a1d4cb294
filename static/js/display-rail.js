// The column beside the round in focus: the other rounds with number and title, a line each, and who looks for a place
// when there is room. What doesn't fit turns its pages together with the sheets.

/** Lay the groups out. Returns {pages: width (in columns) → [Set of ids], whole: the widths to try, the best first}. */
export function listPages(stage, groups, parking) {
  const hang = document.getElementById("hang");
  const sections = [...hang.querySelectorAll(".slot:not([data-focus])")];
  for (const each of sections) each.toggleAttribute("data-off", !groups.includes(each));
  const waiting = parking?.querySelector("li") && groups.length ? parking : null;
  parking?.toggleAttribute("data-off", true);
  days(groups);
  const upright = innerHeight >= innerWidth;
  stage.dataset.entry = stage.dataset.mode === "wall" || stage.dataset.scene === "market" || upright ? "beside" : "stacked";
  stage.style.removeProperty("--qr");
  const measure = (width) => {
    stage.dataset.rail = width;
    if (width === 1) return hang.scrollHeight <= hang.clientHeight + 1;
    return [false, true].some((split) => { // better whole groups than groups that go on in the next column
      stage.toggleAttribute("data-split", split);
      return hang.scrollWidth <= hang.clientWidth + 1;
    });
  };
  const every = (list) => [new Set(list.flatMap((group) => [group.id, ...[...group.querySelectorAll("li")].map((each) => each.id)]))];
  const widths = () => [1, 2].filter((width) => measure(width));
  let fits = widths(), shown = groups;
  if (waiting && fits.length) {
    parking.removeAttribute("data-off");
    const together = widths();
    if (together.includes(fits[0])) [fits, shown] = [together, [...groups, parking]];
    else parking.setAttribute("data-off", "");
  }
  measure(2);
  const single = measure(1);
  if (single && !upright) grow(stage, hang, shown);
  const narrow = single ? every(shown) : split(hang, groups);
  return { pages: { 1: narrow, 2: fits.length ? every(shown) : narrow }, whole: single || !fits.length ? [1] : [...fits, 1] };
}

/** With room to spare the QR code takes it: the farther it can be read. */
function grow(stage, hang, shown) {
  const last = shown.at(-1)?.getBoundingClientRect().bottom ?? hang.getBoundingClientRect().top;
  if (stage.dataset.mode !== "wall") return;
  const spare = (hang.getBoundingClientRect().bottom - last) / innerHeight * 100;
  if (spare < 24) return;
  stage.dataset.entry = "stacked";
  stage.style.setProperty("--qr", `${Math.min(38, 19 + spare - 16).toFixed(1)}vh`);
}

/** Break the list where the column ends; a group that goes on has its heading again. */
function split(hang, groups) {
  const height = hang.clientHeight - line(hang);
  const pages = [];
  let page = new Set(), used = 0;
  for (const group of groups) {
    const heading = group.querySelector("h2").getBoundingClientRect().height;
    const items = [...group.querySelectorAll("li")].filter((each) => each.getBoundingClientRect().height);
    const step = items[0]?.getBoundingClientRect().height ?? 0;
    const end = parseFloat(getComputedStyle(group).paddingBottom);
    if (used && used + heading + Math.min(2, items.length) * step > height) [page, used] = [close(page), 0];
    page.add(group.id);
    used += heading + dayBefore(group);
    for (const item of items) {
      if (used + step > height) {
        page = close(page);
        page.add(group.id);
        used = heading;
      }
      page.add(item.id);
      used += step;
    }
    used += end;
  }
  close(page);
  return pages.length ? pages : [new Set()];

  function close(full) {
    if (full.size) pages.push(full);
    return new Set();
  }
}

const line = (hang) => parseFloat(getComputedStyle(hang).getPropertyValue("font-size")) * 1.4;
const dayBefore = (group) => (group.previousElementSibling?.classList.contains("day") ? group.previousElementSibling.getBoundingClientRect().height : 0);

/** A day's name stands before its first slot that is shown. */
function days(groups, has = (group) => groups.includes(group)) {
  for (const day of document.querySelectorAll("#hang .day")) {
    const first = day.nextElementSibling;
    day.toggleAttribute("data-off", !(first && has(first)));
  }
}

/** Show that page of the list. */
export function leaf(pages, at) {
  const here = pages[at % pages.length];
  for (const each of document.querySelectorAll("#hang :is(.slot, .parking):not([data-focus])")) {
    each.toggleAttribute("data-off", !here.has(each.id));
    for (const item of each.querySelectorAll("li")) item.toggleAttribute("data-off", !here.has(item.id));
  }
  days([], (group) => here.has(group.id));
}
