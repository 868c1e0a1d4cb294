// Dragging sheets with mouse, pen or finger (a finger holds for a moment first, so that it can still scroll).
// Sugar: it ends in the same verbs as tap and key. Without it there are those.

const HOLD = 350, FAR = 6;

/** Calls `take(sheet's element)` when a drag begins, `drop(cell, sheet, parking or null)` when it is let go. */
export function dragging(board, { take, drop }) {
  let start = null, ghost = null, over = null, timer;

  const begin = (event) => {
    if (!start || ghost) return;
    ghost = start.item.querySelector(".sheet").cloneNode(true);
    ghost.classList.add("ghost");
    document.body.append(ghost);
    document.body.classList.add("dragging");
    take(start.item);
    follow(event);
  };
  const follow = ({ clientX, clientY }) => {
    ghost.style.translate = `${clientX - 20}px ${clientY - 20}px`;
    ghost.style.inset = "0 auto auto 0";
    const under = document.elementFromPoint(clientX, clientY)?.closest(".cell, .parking");
    const next = under && under !== start.item && !under.classList.contains("closed") ? under : null;
    if (next !== over) over?.classList.remove("over");
    over = next;
    over?.classList.add("over"); // again and again: news may have taken it away
  };
  const end = (dropped) => {
    clearTimeout(timer);
    if (ghost) {
      ghost.remove();
      document.body.classList.remove("dragging");
      over?.classList.remove("over");
      drop(dropped ? over : null);
      swallowClick();
    }
    start = ghost = over = null;
  };

  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(".cell.taken, .parked");
    if (!item || event.button || !event.isPrimary) return;
    start = { item, x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch") timer = setTimeout(() => begin(event), HOLD);
  });
  addEventListener("pointermove", (event) => {
    if (!start) return;
    if (ghost) return follow(event);
    const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > FAR;
    if (far && event.pointerType === "touch") end(false);
    else if (far) begin(event);
  });
  board.addEventListener("touchmove", (event) => { if (ghost) event.preventDefault(); }, { passive: false });
  board.addEventListener("contextmenu", (event) => { if (start) event.preventDefault(); });
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
