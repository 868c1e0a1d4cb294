// Moving a turn in the queue by mouse, pen or finger (a finger holds for a moment first, so that it can still scroll).
// Sugar: it ends in the same verb as the buttons and keys. Without it there are those.

const HOLD = 350, FAR = 6;

/** Calls `drop(row, number of the sheet to stand before, or nothing for the end)`. */
export function dragging(market, drop) {
  let start = null, dragged = false, line = null, timer;
  const rows = () => [...market.querySelectorAll(".waits:not(.skipped)")];

  const begin = () => {
    dragged = true;
    start.row.classList.add("dragged");
    start.row.parentElement.classList.add("dragging");
  };
  // The row before which it would stand: the first whose middle lies below the pointer.
  const follow = ({ clientY }) => {
    const below = rows().find((row) => { const box = row.getBoundingClientRect(); return clientY < box.top + box.height / 2; });
    clear();
    line = below ?? rows().at(-1);
    line.classList.add(below ? "here-before" : "here-after");
  };
  const clear = () => line?.classList.remove("here-before", "here-after");
  const end = (dropped) => {
    clearTimeout(timer);
    if (dragged) {
      const before = line?.classList.contains("here-before") ? line : null;
      start.row.classList.remove("dragged");
      start.row.parentElement?.classList.remove("dragging");
      clear();
      if (dropped && line && stays(start.row, before) === false) drop(start.row, before?.dataset.anliegen);
      swallowClick();
    }
    start = line = null;
    dragged = false;
  };
  const stays = (row, before) => before === row || (before ? rows()[rows().indexOf(before) - 1] === row : rows().at(-1) === row);

  market.addEventListener("dragstart", (event) => event.preventDefault());
  market.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(".waits:not(.skipped)");
    if (!row || event.button || !event.isPrimary) return;
    start = { row, x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch") timer = setTimeout(() => { begin(); follow(event); }, HOLD);
  });
  addEventListener("pointermove", (event) => {
    if (!start) return;
    if (dragged) return follow(event);
    const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > FAR;
    if (far && event.pointerType === "touch") end(false);
    else if (far) { begin(); follow(event); }
  });
  market.addEventListener("touchmove", (event) => { if (dragged) event.preventDefault(); }, { passive: false });
  market.addEventListener("contextmenu", (event) => { if (dragged) event.preventDefault(); });
  addEventListener("pointerup", () => end(true));
  addEventListener("pointercancel", () => end(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); });
}

// The click that a browser may send after a drop, at once if at all.
function swallowClick() {
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true), 50);
}
